"""A meeting from its arrangement to its minutes, and who may know of it."""

import pytest
from sqlalchemy import text

from app.cases import service as cases
from app.cases.rules.timeline import Milestone
from app.facts import vault as facts_vault
from app.identity.personas import PERSONAS
from app.partners.rules import HEREFORDSHIRE_AND_WORCESTERSHIRE as HW
from app.policy import Permission
from tests.meetings.conftest import Room

MINUTES = "The team spoke of Testchild Example."


@pytest.mark.parametrize("persona", ["coordinator", "manager", "doctor"])
def test_the_office_arranges_and_reads(room: Room, persona: str) -> None:
    made = room.post(persona, "", {"kind": "panel", "starts_at": "2026-03-04T09:30:00+00:00"})
    assert made.status_code == 201
    assert made.json()["state"] == "planned"
    read = room.client.get(made.headers["location"], headers=room.as_("coordinator"))
    assert read.json() == made.json()
    assert read.headers["etag"] == made.headers["etag"]


def test_who_is_not_invited_finds_no_meeting(room: Room) -> None:
    meeting = room.meeting()
    for persona in ("chair", "member-police", "stw-coordinator", "stw-chair"):
        unknown = room.get(persona, "/00000000-0000-0000-0000-000000000000")
        hidden = room.get(persona, f"/{meeting}")
        assert hidden.status_code == unknown.status_code == 404
        assert hidden.json() == unknown.json()
        assert room.get(persona, "").json()["items"] == []


def test_who_is_invited_sees_the_meeting_without_minutes(room: Room) -> None:
    meeting, _ = room.agenda()
    room.patch(meeting, {"state": "held", "minutes": "Said in confidence."})
    seen = room.get("member-lay", f"/{meeting}")
    assert seen.json()["place"] == "Room 1"
    assert "minutes" not in seen.json()
    assert [line["id"] for line in room.get("member-lay", "").json()["items"]] == [meeting]
    assert room.get("coordinator", f"/{meeting}").json()["minutes"] == "Said in confidence."


@pytest.mark.parametrize("persona", ["notifier-wvt", "partner-herefordshire", "auditor", "administrator"])
def test_who_has_no_part_in_meetings_is_refused(room: Room, persona: str) -> None:
    meeting = room.meeting()
    assert room.get(persona, "").status_code == 403
    assert room.get(persona, f"/{meeting}").status_code == 403


@pytest.mark.parametrize("path", ["", "/{0}/items", "/{0}/invitations", "/{0}/attendance"])
def test_a_member_arranges_nothing(room: Room, path: str) -> None:
    meeting, item = room.agenda()
    bodies = {
        "": {"kind": "panel", "starts_at": "2026-03-04T09:30:00+00:00"},
        "/{0}/items": {"case_id": str(room.case())},
        "/{0}/invitations": {"everyone": True},
        "/{0}/attendance": {
            "pseudonym": item,
            "person_id": str(PERSONAS["member-lay"].id),
            "present": True,
        },
    }
    assert room.post("member-lay", path.format(meeting), bodies[path]).status_code == 403


def test_everyone_is_invited_with_what_they_bring(room: Room) -> None:
    meeting, _ = room.agenda()
    invited = room.get("coordinator", f"/{meeting}/invitations").json()["items"]
    assert {(one["person_id"], one["discipline"]) for one in invited} == {
        (str(PERSONAS["chair"].id), "chair"),
        (str(PERSONAS["doctor"].id), "designated_doctor"),
        (str(PERSONAS["member-health"].id), "health"),
        (str(PERSONAS["member-police"].id), "police"),
        (str(PERSONAS["member-social-care"].id), "social_care"),
        (str(PERSONAS["member-public-health"].id), "public_health"),
        (str(PERSONAS["member-lay"].id), "lay"),
    }
    again = room.post("coordinator", f"/{meeting}/invitations", {"everyone": True}).json()["items"]
    assert again == invited
    own = room.get("member-lay", f"/{meeting}/invitations").json()["items"]
    assert [one["person_id"] for one in own] == [str(PERSONAS["member-lay"].id)]


def test_an_invitation_can_be_corrected_and_is_for_seats_alone(room: Room) -> None:
    meeting, _ = room.agenda()
    form = {"person_id": str(PERSONAS["member-lay"].id), "discipline": "education"}
    assert room.post("coordinator", f"/{meeting}/invitations", form).json()["discipline"] == "education"
    assert len(room.get("coordinator", f"/{meeting}/invitations").json()["items"]) == 7
    stranger = form | {"person_id": str(PERSONAS["stw-chair"].id)}
    assert room.post("coordinator", f"/{meeting}/invitations", stranger).status_code == 422
    assert room.post("coordinator", f"/{meeting}/invitations", {}).status_code == 422


def test_an_item_has_another_name_at_every_meeting(room: Room) -> None:
    case = room.case()
    first, second = room.meeting(), room.meeting()
    names = {room.item(first, case), room.item(first, case), room.item(second, case)}
    assert len(names) == 2
    assert len(room.get("coordinator", f"/{first}/items").json()["items"]) == 1
    foreign = room.post("stw-coordinator", f"/{first}/items", {"case_id": str(case)})
    assert foreign.status_code == 404


def test_a_panel_item_marks_the_case(room: Room) -> None:
    case = room.case()
    room.item(room.meeting(), case)
    with room.sessions() as session:
        work = room.work(session, "coordinator")
        timeline = cases.timeline_of(work, cases.get_case(work, case))
    assert timeline.reached(Milestone.ON_AGENDA) is not None


@pytest.mark.parametrize(
    ("kind", "milestone", "fact"),
    [("cdrm", Milestone.CDRM_HELD, "cdrm_on"), ("jar", Milestone.JAR_MET, "jar_met_on")],
)
def test_minutes_of_a_held_meeting_reach_the_case(
    room: Room, kind: str, milestone: Milestone, fact: str
) -> None:
    case, meeting = room.case(), room.meeting(kind)
    room.item(meeting, case)
    assert room.patch(meeting, {"state": "held"}).status_code == 200
    assert _reached(room, case, milestone, fact) == (None, None)
    closed = room.patch(meeting, {"state": "closed", "minutes": MINUTES})
    assert closed.json()["minutes"] == MINUTES
    assert _reached(room, case, milestone, fact) == ("2026-03-04", "2026-03-04")


def _reached(room: Room, case: object, milestone: Milestone, fact: str) -> tuple[str | None, str | None]:
    with room.sessions() as session:
        work = room.work(session, "coordinator")
        row = cases.get_case(work, case)  # type: ignore[arg-type]
        at = cases.timeline_of(work, row).reached(milestone)
        known = facts_vault.open_case(work, Permission.CASE_READ, row.id, HW)
    return at.date().isoformat() if at else None, getattr(known, fact)


def test_minutes_of_two_children_are_kept_apart(room: Room) -> None:
    meeting = room.meeting("cdrm")
    one, other = room.item(meeting), room.item(meeting)
    assert room.patch(meeting, {"minutes": MINUTES}).status_code == 422
    said = [{"pseudonym": one, "minutes": MINUTES}, {"pseudonym": other, "minutes": "Another."}]
    assert room.patch(meeting, {"state": "held", "item_minutes": said}).json()["item_minutes"] == said


def test_a_change_names_its_version_and_goes_forward(room: Room) -> None:
    meeting = room.meeting()
    headers = room.as_("coordinator")
    path = f"/v1/meetings/{meeting}"
    assert room.client.patch(path, headers=headers, json={"state": "held"}).status_code == 428
    assert room.patch(meeting, {"state": "held"}).status_code == 200
    stale = room.as_("coordinator", If_Match='"1"')
    assert room.client.patch(path, headers=stale, json={"state": "closed"}).status_code == 412
    assert room.patch(meeting, {"state": "planned"}).status_code == 409
    assert room.patch(meeting, {"ends_at": "2026-03-04T09:00:00+00:00"}).status_code == 422
    assert room.post("coordinator", f"/{meeting}/items", {"case_id": str(room.case())}).status_code == 409


def test_nothing_said_of_a_meeting_lies_in_clear(room: Room) -> None:
    meeting = room.meeting("cdrm", panel_type="an_invented_type")
    room.item(meeting)
    room.patch(meeting, {"state": "held", "minutes": MINUTES})
    with room.sessions() as session:
        rows = [str(row) for row in session.execute(text("SELECT * FROM meeting"))]
        rows += [str(row) for row in session.execute(text("SELECT * FROM meeting_item"))]
    for said in ("2026-03-04", "an_invented_type", "Room 1", "Testchild"):
        assert not [row for row in rows if said in row], said
