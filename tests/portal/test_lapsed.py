"""A pack whose weeks are over: the agenda says so, and offers nothing that would lead nowhere."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, text

from app.cases import vault
from app.db.base import iso_week
from app.documents.readback import html_text
from app.packs import desk
from app.packs.rules import finished
from app.policy import Permission
from tests.packs.office import Office
from tests.portal.conftest import Visitor
from tests.portal.markup import faults


def weeks_go_by(office: Office, pack: dict[str, Any], weeks: int, still: timedelta) -> None:
    """Let a pack have been prepared so many weeks ago, and be readable for so long from now."""
    now = datetime.now(UTC)
    with office.working() as work:
        row, case = desk.locked(work, UUID(pack["id"]), Permission.PACK_CHECK)
        assert row.finished is not None
        opened = vault.disclose(
            work, Permission.PACK_CHECK, case.subject, desk.TABLE, row.id, {"finished": row.finished}
        )
        row.prepared_week = iso_week(now - timedelta(weeks=weeks))
        desk.write_finished(work, case, row, opened["finished"] | {"expires_at": (now + still).isoformat()})


def disclosed(engine: Engine) -> int:
    """How often what is sealed of a finished pack was opened for something else than reading it."""
    with engine.connect() as connection:
        seen = text("SELECT convert_from(body, 'UTF8') FROM audit_event WHERE action = 'fields.disclosed'")
        return sum("pack.finished" in json.loads(body)["fields"] for body in connection.scalars(seen))


@pytest.mark.parametrize(
    ("weeks", "still", "state", "count"),
    [
        (9, timedelta(seconds=-1), "No longer open", "1 not open"),
        (9, timedelta(days=1), "You can read this pack", "1 open to read"),
    ],
)
def test_an_agenda_says_when_the_time_of_a_pack_is_over(
    office: Office, visitor: Visitor, weeks: int, still: timedelta, state: str, count: str
) -> None:
    _, meeting, pack = office.released()
    office.declare("member-lay", meeting, pack["pseudonym"])
    weeks_go_by(office, pack, weeks, still)
    member = visitor("member-lay")
    page = member.opens(f"/meetings/{meeting}")
    assert state in html_text(page.text)
    assert faults(page.text) == []
    assert count in html_text(member.opens("/meetings").text)
    path = f"/meetings/{meeting}/packs/{pack['pseudonym']}"
    is_open = still > timedelta()
    assert (path in page.text) is is_open
    member.opens(path, 200 if is_open else 404)


def test_until_when_a_pack_is_open_is_opened_only_for_who_may_read_it_and_when_it_may_be_over(
    office: Office, visitor: Visitor, engine: Engine
) -> None:
    _, meeting, pack = office.released()
    office.declare("member-lay", meeting, pack["pseudonym"])
    before = disclosed(engine)
    assert "You can read this pack" in html_text(visitor("member-lay").opens(f"/meetings/{meeting}").text)
    assert disclosed(engine) == before
    weeks_go_by(office, pack, 9, timedelta(seconds=-1))
    before = disclosed(engine)
    assert "Declare first" in html_text(visitor("member-police").opens(f"/meetings/{meeting}").text)
    office.declare("member-health", meeting, pack["pseudonym"], "knew_family")
    assert "You keep out of this" in html_text(visitor("member-health").opens(f"/meetings/{meeting}").text)
    assert disclosed(engine) == before


def test_no_pack_is_over_before_four_weeks_have_gone_by_since_it_was_prepared() -> None:
    now = datetime(2026, 3, 31, 12, tzinfo=UTC)
    for days in range(60):
        prepared = now - timedelta(days=days)
        ends = finished.expiry(prepared, prepared)
        assert finished.may_have_lapsed(iso_week(prepared), now) or now < ends
    assert not finished.may_have_lapsed(iso_week(now - timedelta(days=20)), now)
