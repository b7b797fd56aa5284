"""To declare less than before lifts neither a ruling nor the waiting for one: the chair does."""

from typing import Any

import pytest

from tests.meetings.conftest import Room
from tests.meetings.test_declarations import may_read


def own(room: Room, meeting: str) -> dict[str, Any]:
    """What the member from health sees of their own declaration."""
    (found,) = room.get("member-health", f"/{meeting}/declarations").json()["items"]
    return dict(found)


def seen_by_chair(room: Room, meeting: str) -> dict[str, Any]:
    """The one declaration of somebody else that the chair sees."""
    listed = room.get("chair", f"/{meeting}/declarations").json()["items"]
    (found,) = [one for one in listed if one["id"]]
    return dict(found)


def test_an_interest_that_waits_is_not_declared_away(room: Room) -> None:
    meeting, item = room.agenda()
    room.declare("member-health", meeting, item, "knew_family")
    again = room.declare("member-health", meeting, item)
    assert (again.status_code, again.json()["interest"]) == (201, "none")
    assert again.json()["status"] == "waiting_for_ruling"
    assert not may_read(room, "member-health", meeting, item)
    assert room.listed("member-health", meeting) == {}
    waiting = seen_by_chair(room, meeting)
    assert (waiting["id"], waiting["interest"]) == (again.json()["id"], "none")
    assert [one["interest"] for one in waiting["earlier"]] == ["knew_family"]
    assert "Testchild Example" in waiting["earlier"][0]["note"]


@pytest.mark.parametrize(("ruling", "counts"), [("stay", True), ("observe", False)])
def test_what_the_chair_ruled_holds_when_less_is_declared(room: Room, ruling: str, counts: bool) -> None:
    meeting, item = room.agenda()
    declared = room.declare("member-health", meeting, item, "knew_family").json()
    room.rule(meeting, declared["id"], ruling)
    for _ in range(2):
        assert room.declare("member-health", meeting, item).json()["ruling"] == ruling
        assert own(room, meeting)["ruling"] == ruling
        assert may_read(room, "member-health", meeting, item)
        assert room.attend("member-health", meeting, item).json()["counts"] is counts


def test_a_ruling_on_no_interest_holds_as_well(room: Room) -> None:
    meeting, item = room.agenda()
    declared = room.declare("member-health", meeting, item).json()
    room.rule(meeting, declared["id"], "observe")
    assert room.declare("member-health", meeting, item).json()["ruling"] == "observe"
    assert room.attend("member-health", meeting, item).json()["counts"] is False


@pytest.mark.parametrize("ruling", ["stay", "observe"])
def test_another_interest_waits_again_whatever_was_ruled_or_is_said_then(room: Room, ruling: str) -> None:
    meeting, item = room.agenda()
    declared = room.declare("member-health", meeting, item, "knew_family").json()
    room.rule(meeting, declared["id"], ruling)
    for interest in ("involved_in_care", "none"):
        made = room.declare("member-health", meeting, item, interest).json()
        assert (made["status"], made["ruling"]) == ("waiting_for_ruling", None)
        assert not may_read(room, "member-health", meeting, item)
    earlier = [one["interest"] for one in seen_by_chair(room, meeting)["earlier"]]
    assert earlier == ["knew_family", "involved_in_care"]


def test_the_chair_lifts_what_a_declaration_cannot(room: Room) -> None:
    meeting, item = room.agenda()
    first = room.declare("member-health", meeting, item, "knew_family").json()
    room.rule(meeting, first["id"], "observe")
    again = room.declare("member-health", meeting, item).json()
    assert room.rule(meeting, first["id"], "stay").status_code == 409
    assert room.rule(meeting, again["id"], "stay").status_code == 200
    assert room.attend("member-health", meeting, item).json()["counts"] is True
    assert room.rule(meeting, again["id"], "recuse").status_code == 200
    assert room.declare("member-health", meeting, item).status_code == 404
    assert room.rule(meeting, again["id"], "stay").status_code == 200
    assert may_read(room, "member-health", meeting, item)


def test_who_never_had_an_interest_may_say_so_again(room: Room) -> None:
    meeting, item = room.agenda()
    for _ in range(2):
        made = room.declare("member-police", meeting, item).json()
        assert (made["status"], made["earlier"]) == ("may_read", [])
