"""Who was in the room for an item, and whether it has its quorum."""

from uuid import UUID

import pytest

from app.meetings import service
from app.meetings.rules.quorum import Discipline, reckon, rule_for
from app.partners.rules import HEREFORDSHIRE_AND_WORCESTERSHIRE, SHROPSHIRE_TELFORD_AND_WREKIN
from tests.meetings.conftest import MEMBERS, Room


def quorum_of(room: Room, meeting: str) -> tuple[bool, list[str]]:
    """The quorum of the only item of a meeting."""
    (item,) = room.get("coordinator", f"/{meeting}/items").json()["items"]
    return item["quorum"]["met"], item["quorum"]["missing"]


def test_a_quorum_counts_who_is_present_and_free(room: Room) -> None:
    meeting, item = room.agenda()
    for persona in MEMBERS:
        assert room.attend(persona, meeting, item).json()["counts"] is False
    assert quorum_of(room, meeting)[0] is False
    for persona in MEMBERS:
        room.declare(persona, meeting, item)
    assert quorum_of(room, meeting) == (True, [])
    declared = room.declare("member-police", meeting, item, "line_manages_involved").json()
    assert quorum_of(room, meeting) == (False, ["police"])
    room.rule(meeting, declared["id"], "observe")
    assert quorum_of(room, meeting) == (False, ["police"])
    room.rule(meeting, declared["id"], "stay")
    assert quorum_of(room, meeting) == (True, [])
    room.attend("doctor", meeting, item, present=False)
    assert quorum_of(room, meeting) == (False, ["designated_doctor"])


def test_attendance_is_for_who_is_invited(room: Room) -> None:
    meeting = room.meeting()
    item = room.item(meeting)
    assert room.attend("member-lay", meeting, item).status_code == 422


def test_a_copy_is_marked_for_its_reader(room: Room) -> None:
    meeting, name = room.agenda()
    for persona in ("member-lay", "member-police"):
        room.declare(persona, meeting, name)
    with room.sessions() as session:
        marks = []
        for persona in ("member-lay", "member-lay", "member-police"):
            work = room.work(session, persona)
            item = service.item_for_reader(work, UUID(meeting), name)
            marks.append(service.reader(work, item, work.actor.id))
            assert service.readers(work, item)[work.actor.id] == marks[-1]
    assert marks[0] == marks[1]
    assert len({mark.code for mark in marks}) == len({mark.key for mark in marks}) == 2
    assert {(len(mark.code), len(mark.key)) for mark in marks} == {(8, 32)}
    assert repr(marks[0].key) not in repr(marks[0])


@pytest.mark.parametrize("office", ["coordinator", "stw-coordinator"])
def test_at_both_invented_panels_enough_people_sit_for_a_quorum(room: Room, office: str) -> None:
    panel = SHROPSHIRE_TELFORD_AND_WREKIN if office.startswith("stw") else HEREFORDSHIRE_AND_WORCESTERSHIRE
    form = {"kind": "panel", "starts_at": "2026-03-04T09:30:00+00:00", "panel_id": str(panel)}
    meeting = room.post(office, "", form).json()["id"]
    invited = room.post(office, f"/{meeting}/invitations", {"everyone": True}).json()["items"]
    here = [Discipline(one["discipline"]) for one in invited]
    assert reckon(rule_for(panel), here).missing == []
