"""Determining and signing: quorum, an open panel, two people, and what is counted then."""

from typing import Any

import pytest
from sqlalchemy import text

from app.cases.rules.timeline import Milestone
from app.identity.personas import PERSONAS
from app.partners.rules import HEREFORDSHIRE_AND_WORCESTERSHIRE as HW
from tests.analysis.journey import FACTOR, Review
from tests.meetings.conftest import MEMBERS


@pytest.mark.parametrize("persona", ["chair", "coordinator"])
def test_the_panel_determines(at_panel: Review, persona: str) -> None:
    made = at_panel.determine(persona)
    assert made.status_code == 201, made.text
    said = made.json()
    assert (said["primary_category"], said["categories"]) == ("infection", ["infection", "unexplained"])
    assert said["awaiting"] == ["chair", "designated_doctor"]
    assert at_panel.stage == "panel_reviewed"
    assert at_panel.timeline().reached(Milestone.DETERMINED) is not None
    facts = at_panel.facts()
    assert (facts.category, facts.modifiability) == ("infection", "modifiable")
    assert [factor.code for factor in facts.factors] == ["unsafe_sleep"]
    assert (facts.analysis_version, facts.stage) == ("cdr2018_0_2", "panel_reviewed")
    assert facts.panel_on is not None
    assert facts.completed_on is None


def test_without_a_quorum_nothing_is_determined(review: Review) -> None:
    review.draft()
    review.convene(present=MEMBERS[:-1])
    review.advance()
    refused = review.determine()
    assert refused.status_code == 409
    assert "health" in refused.json()["detail"]
    assert review.facts().category is None


def test_without_a_draft_or_a_pack_an_item_is_not_before_the_panel(review: Review) -> None:
    review.convene()
    assert review.determine().status_code == 409
    review.draft()
    assert review.determine().status_code == 409
    review.advance()
    assert review.determine().status_code == 201


@pytest.mark.parametrize("kind", ["cdrm", "jar", "themed"])
def test_only_a_panel_determines(at_panel: Review, kind: str) -> None:
    at_panel.convene(kind)
    assert at_panel.determine("coordinator").status_code == 409


def test_a_closed_meeting_determines_no_more(at_panel: Review) -> None:
    for state in ("held", "closed"):
        assert at_panel.room.patch(at_panel.meeting, {"state": state}).status_code == 200
    assert at_panel.determine("coordinator").status_code == 409


def test_a_chair_who_keeps_out_finds_no_item(at_panel: Review) -> None:
    at_panel.room.declare("chair", at_panel.meeting, at_panel.item, "knew_family")
    assert at_panel.determine("chair").status_code == 404


@pytest.mark.parametrize(
    ("persona", "status"),
    [("member-health", 403), ("doctor", 403), ("manager", 403), ("stw-chair", 404), ("stw-coordinator", 404)],
)
def test_others_do_not_determine(at_panel: Review, persona: str, status: int) -> None:
    assert at_panel.determine(persona).status_code == status


@pytest.mark.parametrize(
    "changes",
    [
        {"modifiability": "none"},
        {"modifiability": "insufficient"},
        {"categories": []},
        {"categories": ["inflicted"]},
        {"factors": []},
        {"recommendations": [{"text": "Do it.", "level": "local"}]},
    ],
)
def test_a_determination_that_does_not_hold_together_changes_nothing(
    at_panel: Review, changes: dict[str, Any]
) -> None:
    assert at_panel.determine(**changes).status_code == 422
    assert at_panel.get().json()["state"] == "draft"
    assert at_panel.stage == "panel_scheduled"


def test_a_panel_may_look_again_before_anybody_has_signed_for_good(at_panel: Review) -> None:
    at_panel.determine()
    at_panel.sign("chair")
    factors = [FACTOR | {"modifiable": False}]
    assert at_panel.determine(modifiability="none", factors=factors).status_code == 201
    shown = at_panel.get().json()
    assert (shown["number"], shown["awaiting"]) == (2, ["chair", "designated_doctor"])
    assert at_panel.facts().modifiability == "none"


@pytest.mark.parametrize("order", [("chair", "doctor"), ("doctor", "chair")])
def test_chair_and_doctor_sign_in_any_order(at_panel: Review, order: tuple[str, str]) -> None:
    assert at_panel.sign("chair").status_code == 409
    at_panel.determine()
    first = at_panel.sign(order[0]).json()
    assert (first["state"], len(first["awaiting"])) == ("determined", 1)
    assert at_panel.sign(order[0]).json() == first
    assert at_panel.stage == "panel_reviewed"
    assert at_panel.sign(order[1]).json() == {"state": "final", "awaiting": []}
    assert at_panel.stage == "finalised"
    assert at_panel.facts().completed_on is not None
    assert at_panel.determine().status_code == 409
    assert at_panel.draft().status_code == 409


def test_one_person_never_signs_for_both(at_panel: Review) -> None:
    at_panel.determine()
    seats, headers = "/v1/seats", at_panel.room.as_("administrator")
    chair = str(PERSONAS["chair"].id)
    held = at_panel.room.client.get(seats, headers=headers).json()["items"]
    (old,) = [seat["id"] for seat in held if seat["person_id"] == chair]
    assert at_panel.sign("chair").json()["awaiting"] == ["designated_doctor"]
    new = {"person_id": chair, "role": "designated_doctor", "panel_id": str(HW)}
    assert at_panel.room.client.post(seats, headers=headers, json=new).status_code == 201
    assert at_panel.sign("chair").json()["awaiting"] == ["designated_doctor"]
    at_panel.room.client.delete(f"{seats}/{old}", headers=headers)
    refused = at_panel.sign("chair")
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:cdop:problem:four-eyes")
    assert at_panel.sign("doctor").json()["state"] == "final"


def test_what_went_back_is_not_signed(at_panel: Review) -> None:
    at_panel.determine()
    at_panel.sign("chair")
    assert at_panel.to("panel_ready", "More is needed.").status_code == 200
    assert at_panel.sign("doctor").status_code == 409
    assert at_panel.timeline().reached(Milestone.FINALISED) is None


def test_a_chair_who_comes_to_keep_out_does_not_sign(at_panel: Review) -> None:
    at_panel.determine()
    at_panel.room.declare("chair", at_panel.meeting, at_panel.item, "knew_family")
    assert at_panel.sign("chair").status_code == 403
    assert at_panel.get().json()["awaiting"] == ["chair", "designated_doctor"]


@pytest.mark.parametrize(
    ("persona", "status"), [("coordinator", 403), ("manager", 403), ("member-lay", 404), ("stw-chair", 404)]
)
def test_others_do_not_sign(at_panel: Review, persona: str, status: int) -> None:
    at_panel.determine()
    assert at_panel.sign(persona).status_code == status


def test_nothing_of_the_form_lies_in_clear(at_panel: Review) -> None:
    at_panel.determine()
    with at_panel.room.sessions() as session:
        rows = " ".join(str(row) for row in session.execute(text("SELECT * FROM analysis_form")))
    for said in ("infection", "modifiable", "Testchild", "unsafe_sleep"):
        assert said not in rows
