"""Four eyes, exact bytes, and the gate that blocks."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.anonymise import versions
from app.anonymise.gate import inspect
from app.documents.errors import DocumentError
from app.identity.actors import Actor, Kind, Role, Seat
from app.packs import desk, gate, renderings
from app.packs.renderings import rendered
from app.packs.rules.finished import finish
from app.packs.rules.narratives import Doubt, Narrative
from app.partners.rules import HEREFORDSHIRE_AND_WORCESTERSHIRE as HW
from app.policy import Permission
from app.work import Work
from tests.packs.begun import Prepared
from tests.packs.office import Office
from tests.packs.test_checking import verdict


def test_nobody_approves_what_they_prepared_or_changed(office: Office, pack: Prepared) -> None:
    sha256 = office.cleared(pack["id"])["sha256"]
    path = f"/packs/{pack['id']}/approve"
    assert office.post("coordinator", path, {"sha256": sha256}).status_code == 403
    sha256 = office.change("doctor", pack["id"], verdict("extend", "salbutamol")).json()["sha256"]
    refused = office.post("doctor", path, {"sha256": sha256})
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:cdop:problem:four-eyes")
    assert office.post("manager", path, {"sha256": sha256}).json()["state"] == "approved"


def test_the_database_itself_refuses_an_approval_by_who_prepared_or_changed(
    office: Office, pack: Prepared
) -> None:
    office.change("doctor", pack["id"], verdict("extend", "salbutamol"))
    for column in ("prepared_by", "edited_by[1]"):
        with office.parts.sessions() as session, pytest.raises(IntegrityError):
            session.execute(text(f"UPDATE pack SET approved_by = {column}"))


def test_one_other_byte_is_not_what_was_read(office: Office, pack: Prepared) -> None:
    sha256 = office.cleared(pack["id"])["sha256"]
    other = sha256[:-1] + ("0" if sha256[-1] != "0" else "1")
    assert office.post("doctor", f"/packs/{pack['id']}/approve", {"sha256": other}).status_code == 409


def test_a_change_voids_the_approval_and_the_stage_that_it_brought(office: Office, pack: Prepared) -> None:
    case_id = pack["case_id"]
    before = office.approved(pack["id"]).json()
    assert office.get("doctor", f"/cases/{case_id}").json()["stage"] == "pack_prepared"
    changed = office.change("coordinator", pack["id"], verdict("extend", "salbutamol 2.5 mg")).json()
    assert (changed["state"], changed["approved_by"]) == ("draft", None)
    assert office.get("doctor", f"/cases/{case_id}").json()["stage"] == "panel_ready"
    assert office.post("manager", f"/packs/{pack['id']}/release").status_code == 409
    old = office.post("doctor", f"/packs/{pack['id']}/approve", {"sha256": before["sha256"]})
    assert old.status_code == 409
    assert office.approved(pack["id"]).is_success
    assert office.made("manager", f"/packs/{pack['id']}/release")["state"] == "released"


def test_what_is_for_review_has_to_be_looked_at_first(office: Office, pack: Prepared) -> None:
    refused = office.post("doctor", f"/packs/{pack['id']}/approve", {"sha256": pack["sha256"]})
    assert refused.status_code == 409
    assert [error["pointer"] for error in refused.json()["errors"]] == ["/narratives/n1"]


@pytest.mark.parametrize(
    ("planted", "kind"),
    [
        ("Mirabel", "name"),
        ("HR1 2AA", "postcode"),
        ("mirabel.q@example.org", "email"),
        ("3 June 2026", "date"),
    ],
)
def test_the_gate_blocks_what_was_planted_and_never_repeats_it(
    office: Office, pack: Prepared, planted: str, kind: str
) -> None:
    office.cleared(pack["id"])
    plant(office, pack, f" Her name is {planted} now.")
    sha256 = office.get("doctor", f"/packs/{pack['id']}").json()["sha256"]
    blocked = office.post("doctor", f"/packs/{pack['id']}/approve", {"sha256": sha256})
    assert (blocked.status_code, blocked.json()["type"]) == (409, "urn:cdop:problem:gate")
    found = {(error["pointer"], error["type"]) for error in blocked.json()["errors"]}
    where = ("/narratives/n1", "/renderings/json", "/renderings/html")
    assert {(pointer, kind) for pointer in where} <= found
    assert planted not in blocked.text
    assert office.get("doctor", f"/packs/{pack['id']}").json()["state"] == "draft"


def plant(office: Office, pack: dict[str, Any], words: str) -> None:
    """Put words into a draft behind the anonymiser's back."""
    with office.parts.sessions.begin() as session:
        actor = Actor(uuid4(), Kind.PERSON, (Seat(Role.COORDINATOR, panel_id=HW),))
        work = Work(session, actor, datetime.now(UTC), str(uuid4()), office.parts.kit)
        row, case = desk.locked(work, UUID(pack["id"]), Permission.PACK_CHECK)
        draft = desk.open_draft(work, case, row, Permission.PACK_CHECK)
        first, *rest = draft.narratives
        told = (replace(first, original=first.original + words), *rest)
        desk.write_draft(work, case, row, replace(draft, narratives=told))


def test_a_name_that_was_corrected_after_the_preparing_is_found(office: Office, pack: Prepared) -> None:
    case_id = pack["case_id"]
    office.cleared(pack["id"])
    plant(office, pack, " The ward knew her as Ottoline.")
    assert office.approved(pack["id"]).is_success
    headers = office.as_("coordinator", If_Match="*")
    correction = {"child": {"given": ["Testchild", "Ottoline"]}, "reason": "The register says so."}
    assert office.client.patch(f"/v1/cases/{case_id}", headers=headers, json=correction).is_success
    although = {"although_outdated": "It is only a name."}
    blocked = office.post("manager", f"/packs/{pack['id']}/release", although)
    assert blocked.json()["type"] == "urn:cdop:problem:gate"
    assert "Ottoline" not in blocked.text


def a_framed_pack(told: Narrative) -> dict[str, Any]:
    """A pack of one narrative, as the gate gets it."""
    assured = {"rules_version": "0", "prepared_by_role": "coordinator"}
    head = {"pseudonym": "AAA-BB", "meeting_id": str(uuid4()), "version": 1, "summary": {"sex": "female"}}
    return finish(head | {"analysis": {}, "assurance": assured}, [told])


def test_a_surname_that_is_a_word_of_every_pack_blocks_only_where_it_is_told() -> None:
    told = Narrative("n1", "Acute hospital", "notification", "circumstances", "She was wheezing at noon.")
    record = {"child": {"forenames": ["Testchild"], "surname": "Reader", "also_known_as": []}}
    page = rendered(a_framed_pack(told), gate.READERS[0], paper=False).texts()["html"]
    assert [found.kind for found in inspect(page, record)] == ["name", "name"]
    gate.pass_or_block(a_framed_pack(told), [told], record, copies=True)
    named = replace(told, original="She was wheezing at noon, said Mrs Reader.")
    with pytest.raises(gate.Blocked) as blocked:
        gate.pass_or_block(a_framed_pack(named), [named], record, copies=True)
    places = {fault.pointer for fault in blocked.value.errors}
    assert places == {"/narratives/n1", "/renderings/json", "/renderings/html", "/renderings/pdf"}


def test_what_a_person_kept_passes_at_its_place_and_nowhere_else() -> None:
    record = {"child": {"forenames": ["Testchild"], "surname": "Crohn", "also_known_as": []}}
    words = "She had Crohn disease since spring."
    kept = Narrative("n1", "gp", "reporting", "child", words, for_review=(Doubt(8, 13, "A name?", True),))
    gate.pass_or_block(a_framed_pack(kept), [kept], record, copies=True)
    twice = replace(kept, original=f"{words} Later Mrs Crohn rang.")
    with pytest.raises(gate.Blocked) as blocked:
        gate.pass_or_block(a_framed_pack(twice), [twice], record, copies=True)
    assert {fault.pointer for fault in blocked.value.errors} >= {"/narratives/n1", "/renderings/pdf"}


def test_a_rendering_that_cannot_be_read_back_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreadable(_: bytes) -> str:
        raise DocumentError("The PDF is encrypted.")

    monkeypatch.setattr(renderings, "text_of_pages", unreadable)
    told = Narrative("n1", "gp", "reporting", "child", "She was wheezing.")
    with pytest.raises(gate.Blocked) as blocked:
        gate.pass_or_block(
            a_framed_pack(told), [told], {"child": {"forenames": [], "surname": ""}}, copies=True
        )
    assert [fault.type for fault in blocked.value.errors] == ["unreadable"]


def test_two_releases_at_once_release_once(office: Office, pack: Prepared) -> None:
    assert office.approved(pack["id"]).is_success
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda _: office.post("manager", f"/packs/{pack['id']}/release"), range(2)))
    first, second = sorted(answer.status_code for answer in answers)
    assert first == 200
    assert second in {409, 503}
    with office.parts.sessions() as session:
        seen = text("SELECT count(*) FROM audit_event WHERE action = 'pack.released'")
        assert session.execute(seen).scalar_one() == 1


def test_rules_that_nobody_measured_release_nothing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def unmeasured() -> dict[str, object]:
        raise versions.NotMeasured

    monkeypatch.setattr(versions, "assurance", unmeasured)
    pack = office.prepared(office.a_case(), office.a_meeting())
    assert office.approved(pack["id"]).is_success
    refused = office.post("manager", f"/packs/{pack['id']}/release")
    assert refused.status_code == 409
    assert "measured" in refused.json()["detail"]


def test_a_withdrawn_pack_stays_withdrawn(office: Office, pack: Prepared) -> None:
    path = f"/packs/{pack['id']}"
    assert office.made("coordinator", f"{path}/withdraw", {"reason": "Too soon."})["state"] == "withdrawn"
    assert office.post("coordinator", f"{path}/withdraw", {"reason": "Again."}).status_code == 409
    assert office.post("doctor", f"{path}/approve", {"sha256": pack["sha256"]}).status_code == 409
    assert office.change("doctor", pack["id"], verdict("extend", "salbutamol")).status_code == 409
