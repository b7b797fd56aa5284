"""Who reads a released pack, and that every refusal is the same refusal."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from app.cases import vault
from app.identity.personas import PERSONAS
from app.packs import desk
from app.packs.rules import finished
from app.policy import Permission
from tests.packs.begun import Prepared, Released
from tests.packs.office import Office

NOWHERE = "/meetings/00000000-0000-4000-8000-000000000000/packs/AAA-BB"


def read(office: Office, persona: str, meeting: str, pseudonym: str) -> Any:
    """Ask for a pack as its reader does."""
    return office.get(persona, f"/meetings/{meeting}/packs/{pseudonym}")


def same_refusal(office: Office, persona: str, meeting: str, pseudonym: str) -> bool:
    """Whether the answer is, byte for byte, that of a pack which does not exist."""
    nowhere, refused = office.get(persona, NOWHERE), read(office, persona, meeting, pseudonym)
    apart = {"x-request-id"}
    headers = [{k: v for k, v in one.headers.items() if k not in apart} for one in (nowhere, refused)]
    return bool(
        refused.status_code == 404 and refused.content == nowhere.content and headers[0] == headers[1]
    )


def undeclared(office: Office, meeting: str, pack: dict[str, Any]) -> None:
    """Nothing is declared."""


def conflicted(office: Office, meeting: str, pack: dict[str, Any]) -> None:
    """The member knew the family."""
    office.declare("member-health", meeting, pack["pseudonym"], "knew_family")


def conflicted_later(office: Office, meeting: str, pack: dict[str, Any]) -> None:
    """The member had nothing to declare, read, and then remembered."""
    office.declare("member-health", meeting, pack["pseudonym"])
    assert read(office, "member-health", meeting, pack["pseudonym"]).is_success
    conflicted(office, meeting, pack)


def withdrawn(office: Office, meeting: str, pack: dict[str, Any]) -> None:
    """The pack was withdrawn after its release."""
    office.declare("member-health", meeting, pack["pseudonym"])
    office.made("manager", f"/packs/{pack['id']}/withdraw", {"reason": "A place was overlooked."})


def closed(office: Office, meeting: str, pack: dict[str, Any]) -> None:
    """The meeting is over."""
    office.declare("member-health", meeting, pack["pseudonym"])
    for state in ("held", "closed"):
        etag = office.get("coordinator", f"/meetings/{meeting}").headers["etag"]
        headers = office.as_("coordinator", If_Match=etag)
        answer = office.client.patch(f"/v1/meetings/{meeting}", headers=headers, json={"state": state})
        assert answer.is_success


def expired(office: Office, meeting: str, pack: dict[str, Any]) -> None:
    """The member read, and then the weeks after the meeting went by."""
    office.declare("member-health", meeting, pack["pseudonym"])
    assert read(office, "member-health", meeting, pack["pseudonym"]).is_success
    with office.working() as work:
        row, case = desk.locked(work, UUID(pack["id"]), Permission.PACK_CHECK)
        assert row.finished is not None
        sealed = {"finished": row.finished}
        said = vault.disclose(work, Permission.PACK_CHECK, case.subject, desk.TABLE, row.id, sealed)[
            "finished"
        ]
        over = (datetime.now(UTC) - timedelta(seconds=1)).isoformat()
        desk.write_finished(work, case, row, said | {"expires_at": over})


@pytest.mark.parametrize("why", [undeclared, conflicted, conflicted_later, withdrawn, closed, expired])
def test_what_stands_against_reading_looks_like_nothing(
    office: Office, released: Released, why: Callable[[Office, str, dict[str, Any]], None]
) -> None:
    _, meeting, pack = released
    why(office, meeting, pack)
    assert same_refusal(office, "member-health", meeting, pack["pseudonym"])


def test_who_is_not_invited_finds_nothing(office: Office) -> None:
    starts_at = (datetime.now(UTC) + timedelta(days=7)).isoformat()
    meeting = office.made("coordinator", "/meetings", {"kind": "panel", "starts_at": starts_at})["id"]
    office.made("coordinator", f"/meetings/{meeting}/invitations", {"person_id": str(PERSONAS["chair"].id)})
    pack = office.prepared(office.a_case(), meeting)
    assert office.approved(pack["id"]).is_success
    office.made("manager", f"/packs/{pack['id']}/release")
    office.declare("chair", meeting, pack["pseudonym"])
    assert read(office, "chair", meeting, pack["pseudonym"]).is_success
    assert same_refusal(office, "member-health", meeting, pack["pseudonym"])


def test_what_is_not_released_or_belongs_elsewhere_looks_like_nothing(office: Office, pack: Prepared) -> None:
    meeting = pack["meeting_id"]
    office.declare("chair", meeting, pack["pseudonym"])
    assert same_refusal(office, "chair", meeting, pack["pseudonym"])
    assert office.approved(pack["id"]).is_success
    assert same_refusal(office, "chair", meeting, pack["pseudonym"])
    office.made("manager", f"/packs/{pack['id']}/release")
    assert read(office, "chair", meeting, pack["pseudonym"]).is_success
    assert same_refusal(office, "chair", office.a_meeting(), pack["pseudonym"])
    assert same_refusal(office, "chair", meeting, "ZZZ-99")
    assert same_refusal(office, "stw-chair", meeting, pack["pseudonym"])


@pytest.mark.parametrize("persona", ["coordinator", "manager", "notifier-wvt", "auditor", "administrator"])
def test_who_reads_no_packs_learns_nothing_of_one(office: Office, released: Released, persona: str) -> None:
    _, meeting, pack = released
    refused, nowhere = read(office, persona, meeting, pack["pseudonym"]), office.get(persona, NOWHERE)
    assert refused.status_code == 403
    assert refused.content == nowhere.content


def test_the_forms_behind_a_pack_are_not_opened_for_its_reader(office: Office, released: Released) -> None:
    _, meeting, pack = released
    office.declare("member-police", meeting, pack["pseudonym"])
    with office.parts.sessions() as session:
        before = session.execute(text("SELECT count(*) FROM audit_event")).scalar_one()
    for media in ("application/json", "text/html", "application/pdf"):
        path = f"/meetings/{meeting}/packs/{pack['pseudonym']}"
        assert office.get("member-police", path, Accept=media).is_success
    with office.parts.sessions() as session:
        seen = text("SELECT action, body FROM audit_event ORDER BY at DESC, id DESC LIMIT 3")
        reads = [(action, json.loads(body)["fields"]) for action, body in session.execute(seen)]
        after = session.execute(text("SELECT count(*) FROM audit_event")).scalar_one()
    assert after - before == 3
    assert reads == [("pack.read", ["pack.finished"])] * 3


def test_nothing_of_a_pack_lies_in_clear(office: Office, released: Released) -> None:
    with office.parts.sessions() as session:
        kept = [*session.scalars(text("SELECT pack::text FROM pack"))]
        kept += session.scalars(text("SELECT pack_verdict::text FROM pack_verdict"))
    clear = " ".join(kept).lower()
    for secret in ("wheez", "acute_med", "2026-06", "mother", "quillfeather"):
        assert secret not in clear
        assert secret.encode().hex() not in clear


def test_a_pack_ends_some_weeks_after_its_meeting_or_its_release() -> None:
    released_at = datetime(2026, 3, 1, 9, tzinfo=UTC)
    for meeting_ends_at in (released_at - timedelta(days=90), released_at + timedelta(days=10)):
        ends = finished.expiry(released_at, meeting_ends_at)
        assert ends == max(released_at, meeting_ends_at) + finished.OPEN_AFTER_MEETING


def test_a_reader_without_a_token_is_asked_for_one(office: Office) -> None:
    assert office.client.get(f"/v1/meetings/{uuid4()}/packs/AAA-BB").status_code == 401
