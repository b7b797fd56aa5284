"""What the national database is owed, was sent and has answered, over HTTP."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from app import worker
from app.cases import service as cases
from app.cases.rules.stages import Stage
from app.cases.rules.timeline import Milestone
from tests.analysis.journey import WAY, Review
from tests.makers import a_form
from tests.meetings.conftest import Room


def ledger(room: Room, persona: str = "coordinator", **query: Any) -> list[dict[str, Any]]:
    """What is owed, sent and answered."""
    answer = room.client.get("/v1/ncmd/submissions", headers=room.as_(persona), params=query)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def settle(room: Room, case: object, event: str, state: str, persona: str = "coordinator") -> Any:
    """Say what became of a submission."""
    form = {"case_id": str(case), "event": event, "state": state, "reference": "REF-1"}
    return room.client.post("/v1/ncmd/submissions", headers=room.as_(persona), json=form)


def owe(room: Room, case: object, event: str) -> None:
    """Do the job that notes what is owed."""
    worker.perform(room.parts, "ncmd.owe", {"case_id": str(case), "event": event})


def clock(room: Room, case: object, code: str) -> str:
    """How a clock of a case stands."""
    items = room.client.get(f"/v1/cases/{case}/clocks", headers=room.as_("coordinator")).json()["items"]
    return next(str(one["state"]) for one in items if one["code"] == code)


def a_triaged_death(room: Room) -> str:
    """A death that was notified six hours ago and taken up."""
    died = datetime.now(UTC) - timedelta(hours=6)
    form = a_form(sent_at=(died + timedelta(hours=1)).isoformat())
    form["death"] = form["death"] | {"at": died.isoformat()}
    headers = room.as_("notifier-wvt") | {"X-Request-ID": str(uuid4())}
    receipt = room.client.post("/v1/notifications", headers=headers, json=form).json()["receipt_id"]
    body = {"outcome": "accepted", "reason": "In scope.", "basis": "duty", "area": "herefordshire"}
    path = f"/v1/inbox/{receipt}/triage"
    made = room.client.post(path, headers=room.as_("coordinator"), json=body)
    assert made.status_code == 201, made.text
    return str(made.json()["case_id"])


def test_triage_owes_the_notification_and_sending_it_meets_the_clock(room: Room) -> None:
    case = a_triaged_death(room)
    for _ in range(2):
        owe(room, case, "notification")
    (line,) = ledger(room, state="owed")
    assert (line["case_id"], line["event"]) == (case, "notification")
    assert clock(room, case, "C3") == "running"
    assert settle(room, case, "notification", "sent").status_code == 201
    assert clock(room, case, "C3") == "met"
    assert ledger(room, state="owed") == []
    assert settle(room, case, "notification", "acknowledged").json()["state"] == "acknowledged"
    assert settle(room, case, "notification", "sent").status_code == 409
    review = Review(room, UUID(case))
    assert review.facts().notified_within_48h is True


def test_the_export_has_every_field(room: Room) -> None:
    case = a_triaged_death(room)
    owe(room, case, "notification")
    path = f"/v1/ncmd/submissions/{ledger(room)[0]['id']}"
    said = room.client.get(path, headers=room.as_("manager")).json()
    assert (said["form"], said["case"]) == ("notification", case)
    assert set(said["fields"]) == set(said["labels"])
    assert said["fields"]["N.child.given"] == "Testchild"
    assert said["fields"]["N.death.expected"] == "unexpected"
    assert not [name for name, value in said["fields"].items() if value in (None, "", [])]
    for persona, status in (("stw-coordinator", 404), ("doctor", 403)):
        assert room.client.get(path, headers=room.as_(persona)).status_code == status
    assert room.client.get(path, headers=room.as_("administrator")).status_code in {403, 404}
    unknown = f"/v1/ncmd/submissions/{uuid4()}"
    assert room.client.get(unknown, headers=room.as_("manager")).status_code == 404


def test_an_acknowledged_analysis_completes_the_case(review: Review) -> None:
    review.finish()
    owe(review.room, review.case, "analysis")
    assert settle(review.room, review.case, "analysis", "sent").status_code == 201
    assert review.stage == "finalised"
    assert settle(review.room, review.case, "analysis", "rejected").status_code == 201
    assert settle(review.room, review.case, "analysis", "acknowledged").status_code == 409
    assert settle(review.room, review.case, "analysis", "resent").status_code == 201
    assert settle(review.room, review.case, "analysis", "acknowledged").status_code == 201
    assert review.stage == "submitted"
    assert clock(review.room, review.case, "C19") == "met"
    facts = review.facts()
    assert facts.ncmd_complete_on is not None
    assert facts.stage == "submitted"


@pytest.mark.parametrize("event", ["analysis", "complete"])
def test_a_form_that_is_not_final_is_not_acknowledged(at_panel: Review, event: str) -> None:
    assert settle(at_panel.room, at_panel.case, event, "acknowledged").status_code == 409
    at_panel.determine()
    assert settle(at_panel.room, at_panel.case, event, "acknowledged").status_code == 409
    assert at_panel.timeline().reached(Milestone.NCMD_COMPLETE) is None


def test_a_reopened_case_is_submitted_again(review: Review) -> None:
    review.finish()
    owe(review.room, review.case, "analysis")
    settle(review.room, review.case, "analysis", "acknowledged")
    with review.room.sessions.begin() as session:
        work = review.room.work(session, "manager")
        case = cases.case_behind(work, review.case)
        cases.mark(work, case, Milestone.FAMILY_INFORMED)
        cases.move(work, case, Stage.CLOSED, "")
        case.opened_by = review.case
    review.to("reopened", "The inquest found more.", "manager")
    assert settle(review.room, review.case, "analysis", "acknowledged").status_code == 409
    assert review.timeline().reached(Milestone.NCMD_COMPLETE) is None
    review.draft()
    review.to("panel_ready")
    review.convene()
    review.advance(*WAY[4:])
    review.determine()
    review.sign("chair")
    review.sign("doctor")
    for _ in range(2):
        owe(review.room, review.case, "analysis")
    assert sorted(line["state"] for line in ledger(review.room)) == ["acknowledged", "owed"]
    settle(review.room, review.case, "analysis", "sent")
    assert review.stage == "finalised"
    settle(review.room, review.case, "analysis", "acknowledged")
    assert review.stage == "submitted"


def test_the_ledger_is_complete_under_any_limit(room: Room) -> None:
    for _ in range(5):
        owe(room, room.case(), "notification")
    whole = {line["id"] for line in ledger(room)}
    for limit in (1, 2, 4, 5):
        seen: list[str] = []
        cursor: dict[str, str] = {}
        while True:
            query = {"limit": limit} | cursor
            headers = room.as_("coordinator")
            page = room.client.get("/v1/ncmd/submissions", headers=headers, params=query).json()
            seen += [line["id"] for line in page["items"]]
            if page["next"] is None:
                break
            cursor = {"cursor": page["next"]}
        assert len(seen) == len(set(seen)) == 5
        assert set(seen) == whole


@pytest.mark.parametrize(
    ("persona", "status"), [("stw-coordinator", 404), ("doctor", 403), ("chair", 403), ("member-lay", 404)]
)
def test_others_settle_nothing(room: Room, persona: str, status: int) -> None:
    case = room.case()
    assert settle(room, case, "notification", "sent", persona).status_code == status
    assert ledger(room) == []
    assert ledger(room, "stw-coordinator") == []
