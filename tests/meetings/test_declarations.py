"""Declaring, ruling, and what a conflict takes away: the item, and its count."""

from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from app.identity import service as identity
from app.identity.actors import Role, Seat
from app.identity.models import Person
from app.identity.personas import PERSONAS
from app.meetings import service
from app.notifications.models import Notification
from app.partners.rules import HEREFORDSHIRE_AND_WORCESTERSHIRE as HW
from app.policy import Permission
from app.problems import NotFound
from tests.meetings.conftest import Room


def may_read(room: Room, persona: str, meeting: str, item: str) -> bool:
    """Whether the pack of an item would be given to a reader."""
    with room.sessions() as session:
        try:
            service.item_for_reader(room.work(session, persona), UUID(meeting), item)
        except NotFound:
            return False
    return True


def test_a_reader_declares_before_reading(room: Room) -> None:
    meeting, item = room.agenda()
    assert room.listed("member-police", meeting) == {item: "needs_declaration"}
    assert not may_read(room, "member-police", meeting, item)
    assert room.declare("member-police", meeting, item).status_code == 201
    assert room.listed("member-police", meeting) == {item: "may_read"}
    assert may_read(room, "member-police", meeting, item)


def test_the_prompt_says_season_and_setting_alone(room: Room) -> None:
    meeting, item = room.agenda()
    (asked,) = room.get("member-lay", f"/{meeting}/declarations").json()["items"]
    assert asked["prompt"] == "death in winter 2025/26, hospital"
    assert (asked["pseudonym"], asked["interest"]) == (item, None)


def test_a_member_never_learns_which_case_it_is(room: Room) -> None:
    case = room.case()
    meeting, _ = room.agenda()
    room.item(meeting, case)
    for persona in ("member-lay", "chair"):
        for path in ("", "/items", "/declarations", "/invitations", "/attendance"):
            said = room.get(persona, f"/{meeting}{path}").text
            assert str(case) not in said
            assert "Example" not in said.replace(PERSONAS[persona].display_name, "")


@pytest.mark.parametrize(
    "interest",
    ["knew_child_professionally", "knew_family", "involved_in_care", "line_manages_involved", "other"],
)
def test_a_late_conflict_bites_on_the_next_request(room: Room, interest: str) -> None:
    meeting, item = room.agenda()
    other = room.item(meeting)
    room.declare("member-health", meeting, item)
    assert may_read(room, "member-health", meeting, item)
    assert room.declare("member-health", meeting, item, interest).json()["status"] == "waiting_for_ruling"
    assert not may_read(room, "member-health", meeting, item)
    left = room.get("member-health", f"/{meeting}/items").json()["items"]
    assert [(one["pseudonym"], one["position"]) for one in left] == [(other, 1)]


@pytest.mark.parametrize(
    ("ruling", "reads", "listed"), [("stay", True, 1), ("observe", True, 1), ("recuse", False, 0)]
)
def test_what_the_chair_rules_stands(room: Room, ruling: str, reads: bool, listed: int) -> None:
    meeting, item = room.agenda()
    declared = room.declare("member-health", meeting, item, "knew_family").json()
    waiting = room.get("chair", f"/{meeting}/declarations").json()["items"]
    assert [one["id"] for one in waiting if one["id"]] == [declared["id"]]
    ruled = room.rule(meeting, declared["id"], ruling)
    assert (ruled.status_code, ruled.json()["ruling"]) == (200, ruling)
    assert may_read(room, "member-health", meeting, item) is reads
    assert len(room.listed("member-health", meeting)) == listed


@pytest.mark.parametrize(("ruling", "acts"), [("stay", True), ("observe", False), ("recuse", False)])
def test_an_item_is_for_its_office_and_a_chair_who_takes_part(room: Room, ruling: str, acts: bool) -> None:
    meeting, item = room.agenda()
    assert not may_act(room, "chair", meeting, item)
    declared = room.declare("chair", meeting, item).json()
    assert may_act(room, "chair", meeting, item)
    _give_a_second_chair(room)
    path = f"/{meeting}/declarations/{declared['id']}/ruling"
    assert room.post("member-lay", path, {"ruling": ruling}).status_code == 200
    assert may_act(room, "chair", meeting, item) is acts
    assert may_act(room, "coordinator", meeting, item)


def may_act(room: Room, persona: str, meeting: str, item: str) -> bool:
    """Whether a determination on an item may begin with this persona."""
    with room.sessions() as session:
        try:
            work = room.work(session, persona)
            service.item_for_office(work, UUID(meeting), item, Permission.DETERMINE)
        except NotFound:
            return False
    return True


def _give_a_second_chair(room: Room) -> None:
    """Let the lay member deputise."""
    with room.sessions.begin() as session:
        person = session.get_one(Person, PERSONAS["member-lay"].id)
        identity.issue_seat(session, person, Seat(Role.CHAIR, HW))


def test_a_recusal_cannot_be_declared_away(room: Room) -> None:
    meeting, item = room.agenda()
    declared = room.declare("member-health", meeting, item, "involved_in_care").json()
    room.rule(meeting, declared["id"], "recuse")
    again = room.declare("member-health", meeting, item)
    assert again.status_code == 404
    assert again.json() == room.declare("member-health", meeting, "ZZZ-ZZ").json()
    assert room.get("member-health", f"/{meeting}/declarations").json()["items"] == []


def test_only_another_chair_rules_on_a_chair(room: Room) -> None:
    meeting, item = room.agenda()
    own = room.declare("chair", meeting, item, "knew_family").json()
    assert room.rule(meeting, own["id"], "stay").status_code == 409
    assert not may_read(room, "chair", meeting, item)
    members = room.declare("member-health", meeting, item, "knew_family").json()
    assert room.rule(meeting, members["id"], "stay").status_code == 404


def test_nobody_but_the_chair_rules_and_on_the_latest_only(room: Room) -> None:
    meeting, item = room.agenda()
    first = room.declare("member-health", meeting, item, "knew_family").json()
    path = f"/{meeting}/declarations/{first['id']}/ruling"
    for persona in ("coordinator", "doctor", "member-police"):
        assert room.post(persona, path, {"ruling": "stay"}).status_code == 403
    room.declare("member-health", meeting, item, "other")
    assert room.rule(meeting, first["id"], "stay").status_code == 409


def test_a_member_sees_their_own_declarations_alone(room: Room) -> None:
    meeting, item = room.agenda()
    room.declare("member-health", meeting, item, "knew_family")
    (own,) = room.get("member-police", f"/{meeting}/declarations").json()["items"]
    assert own["person_id"] == str(PERSONAS["member-police"].id)
    office = room.get("coordinator", f"/{meeting}/declarations").json()["items"]
    assert [(one["interest"], one["prompt"]) for one in office] == [("knew_family", None)]


def test_an_employer_that_notified_is_a_conflict_by_itself(room: Room) -> None:
    case = room.case()
    meeting = room.meeting()
    room.post("coordinator", f"/{meeting}/invitations", {"everyone": True})
    item = room.item(meeting, case)
    room.declare("member-health", meeting, item)
    with room.sessions.begin() as session:
        _notified_by(session, room, case, PERSONAS["member-health"].organisation or "")
    assert room.listed("member-health", meeting) == {}
    assert not may_read(room, "member-health", meeting, item)
    assert room.listed("member-police", meeting) == {item: "needs_declaration"}


def _notified_by(session: Session, room: Room, case: object, ods: str) -> None:
    row = room.case_row(case)  # type: ignore[arg-type]
    session.add(
        Notification(
            id=row.id, panel_id=row.panel_id, case_id=row.id, key_id=row.key_id, sender_id=row.id, ods=ods,
            reference_digest=b"1", state="closed", versions=1, received_week=202603, buckets=[],
            index_version=1, account=row.identity, standing=row.identity,
        )
    )  # fmt: skip


def test_a_closed_meeting_gives_nothing_more(room: Room) -> None:
    meeting, item = room.agenda()
    room.declare("member-police", meeting, item)
    room.patch(meeting, {"state": "closed", "minutes": "Agreed."})
    assert not may_read(room, "member-police", meeting, item)
    assert room.listed("member-police", meeting) == {}
    assert room.declare("member-police", meeting, item).status_code == 404
    assert room.attend("member-police", meeting, item).status_code == 409
