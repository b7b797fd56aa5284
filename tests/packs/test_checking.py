"""What a person may decide about a pack in the making, and what each decision does."""

from typing import Any
from uuid import uuid4

from sqlalchemy import text

from tests.packs.begun import Prepared, Ready
from tests.packs.office import Office
from tests.packs.told import TOLD


def at(words: str) -> dict[str, int]:
    """The place of these words in the notification's account."""
    start = TOLD.index(words)
    return {"start": start, "end": start + len(words)}


def verdict(kind: str, words: str, **more: Any) -> dict[str, Any]:
    """A verdict about these words of the notification's account."""
    return {"narrative": "n1", "verdict": kind, **at(words), **more}


def test_extending_hides_more_and_gives_new_bytes(office: Office, pack: Prepared) -> None:
    changed = office.change("coordinator", pack["id"], verdict("extend", "salbutamol 2.5 mg"))
    assert changed.status_code == 200
    told = changed.json()["narratives"][0]["text"]
    assert "salbutamol" not in told
    assert "had been given [removed]." in told
    assert changed.json()["sha256"] != pack["sha256"]


def test_a_label_can_be_replaced_by_another_label_and_by_nothing_else(office: Office, pack: Prepared) -> None:
    done = office.change("doctor", pack["id"], verdict("replace", "HR1 2AA", replacement="[a town]"))
    assert "at the practice, [a town]." in done.json()["narratives"][0]["text"]
    words = verdict("replace", "HR1 2AA", replacement="Mirabel")
    assert office.change("doctor", pack["id"], words).status_code == 422
    assert office.change("doctor", pack["id"], verdict("replace", "HR1 2AA")).status_code == 422


def test_what_the_record_knows_is_never_given_back(office: Office, pack: Prepared) -> None:
    for words in ("Testchild Quillfeather", "Mirabel Quillfeather", "999 000 7017", "1 June 2026"):
        refused = office.change("manager", pack["id"], verdict("restore", words, reason="Needed."))
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["type"] == "known-identifier"
        assert words not in refused.text


def test_giving_back_needs_a_reason_and_the_place_of_a_change(office: Office, pack: Prepared) -> None:
    phone = verdict("restore", "07700 900123")
    assert office.change("manager", pack["id"], phone).json()["errors"][0]["pointer"] == "/verdicts/0/reason"
    elsewhere = verdict("restore", "salbutamol", reason="Needed.")
    assert office.change("manager", pack["id"], elsewhere).json()["errors"][0]["type"] == "no-such-change"
    assert office.change("manager", pack["id"], phone | {"reason": "A helpline."}).is_success


def test_an_item_is_cleared_at_exactly_its_place(office: Office, pack: Prepared) -> None:
    assert pack["counts"]["for_review"] == 1
    wrong = office.change("coordinator", pack["id"], verdict("accept", "Testchlid,"))
    assert wrong.json()["errors"][0]["type"] == "no-such-item"
    done = office.change("coordinator", pack["id"], verdict("accept", "Testchlid"))
    assert done.json()["counts"]["for_review"] == 0


def test_a_change_needs_the_version_that_was_read(office: Office, pack: Prepared) -> None:
    etag = office.get("coordinator", f"/packs/{pack['id']}").headers["etag"]
    one = verdict("extend", "salbutamol")
    assert office.change("coordinator", pack["id"], one, match=etag).status_code == 200
    assert office.change("doctor", pack["id"], one, match=etag).status_code == 412
    path = f"/v1/packs/{pack['id']}"
    bare = office.client.patch(path, headers=office.as_("doctor"), json={"verdicts": [one]})
    assert bare.status_code == 428


def test_a_place_outside_the_narrative_is_refused(office: Office, pack: Prepared) -> None:
    outside = {"narrative": "n1", "verdict": "extend", "start": 0, "end": len(TOLD) + 1}
    assert office.change("doctor", pack["id"], outside).status_code == 422
    assert office.change("doctor", pack["id"], outside | {"narrative": "n99", "end": 2}).status_code == 422


def test_the_log_says_who_decided_what_and_no_word_of_it(office: Office, pack: Prepared) -> None:
    office.change("coordinator", pack["id"], verdict("extend", "salbutamol", reason="Mirabel asked."))
    with office.parts.sessions() as session:
        row = session.execute(
            text("SELECT verdict, actor_id, account FROM pack_verdict WHERE verdict = 'extend'")
        ).one()
    assert row.verdict == "extend"
    assert str(row.actor_id) == pack["prepared_by"]
    assert b"Mirabel" not in row.account


def test_only_the_coordinator_prepares_and_only_the_office_looks(office: Office, ready: Ready) -> None:
    case_id, meeting = ready
    path = f"/cases/{case_id}/packs"
    for persona in ("manager", "doctor"):
        assert office.post(persona, path, {"meeting_id": meeting}).status_code == 403
    pack = office.prepared(case_id, meeting)
    unknown = office.get("stw-coordinator", f"/packs/{uuid4()}")
    for persona in ("stw-coordinator", "stw-manager", "member-health", "notifier-wvt", "auditor"):
        hidden = office.get(persona, f"/packs/{pack['id']}")
        assert (hidden.status_code, hidden.content) == (404, unknown.content)
    listed = office.get("doctor", path).json()["items"]
    assert [(one["id"], one["state"]) for one in listed] == [(pack["id"], "draft")]


def test_a_pack_is_for_a_meeting_that_must_not_know_the_child(office: Office) -> None:
    case_id, meeting = office.a_case(), office.a_meeting("cdrm")
    assert office.post("coordinator", f"/cases/{case_id}/packs", {"meeting_id": meeting}).status_code == 409
    with office.parts.sessions() as session:
        assert session.execute(text("SELECT count(*) FROM meeting_item")).scalar_one() == 0


def test_preparing_twice_with_one_key_prepares_once(office: Office, ready: Ready) -> None:
    case_id, meeting = ready
    key = str(uuid4())
    first, again = (
        office.post("coordinator", f"/cases/{case_id}/packs", {"meeting_id": meeting}, Idempotency_Key=key)
        for _ in range(2)
    )
    assert first.content == again.content
    assert len(office.get("coordinator", f"/cases/{case_id}/packs").json()["items"]) == 1
