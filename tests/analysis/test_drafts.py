"""Drafting the analysis form: versions, the milestone, who may."""

from typing import Any

import pytest

from app.cases import service as cases
from app.cases.rules.stages import Stage
from app.cases.rules.timeline import Milestone
from tests.analysis.journey import DRAFT, WAY, Review


def test_a_draft_is_saved_and_read(review: Review) -> None:
    assert review.get().status_code == 404
    saved = review.draft()
    assert saved.status_code == 200, saved.text
    assert (saved.json()["number"], saved.json()["state"], saved.json()["awaiting"]) == (1, "draft", [])
    assert saved.json()["content"]["factors"][0]["code"] == "unsafe_sleep"
    assert review.get("doctor").json() == saved.json()


def test_a_draft_is_changed_at_its_version(review: Review) -> None:
    review.draft()
    first = review.get().headers["etag"]
    headers = review.room.as_("coordinator")
    assert review.room.client.put(review.path, headers=headers, json=DRAFT).status_code == 428
    assert review.draft(summary="Another.").json()["number"] == 1
    stale = review.room.as_("coordinator", If_Match=first)
    assert review.room.client.put(review.path, headers=stale, json=DRAFT).status_code == 412
    assert review.get().json()["content"]["summary"] == "Another."


def test_a_complete_draft_is_a_milestone_until_it_is_incomplete_again(review: Review) -> None:
    review.draft(cause=None)
    assert review.timeline().reached(Milestone.ANALYSIS_DRAFTED) is None
    review.draft()
    assert review.timeline().reached(Milestone.ANALYSIS_DRAFTED) is not None
    review.draft(summary="")
    assert review.timeline().reached(Milestone.ANALYSIS_DRAFTED) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"proposed_categories": ["moonlight"]},
        {"factors": [{"domain": "C", "code": "unsafe_sleep", "level": "3"}]},
        {"categories": ["trauma"]},
        {"modifiability": "none"},
    ],
)
def test_what_a_draft_may_not_say(review: Review, changes: dict[str, Any]) -> None:
    answer = review.draft(**changes)
    assert answer.status_code == 422
    assert "moonlight" not in answer.text
    assert review.get().status_code == 404


def test_a_draft_is_not_changed_while_the_panel_has_it(at_panel: Review) -> None:
    assert at_panel.draft(summary="Slipped in.").status_code == 409
    assert at_panel.to("panel_ready", "More is needed.").status_code == 200
    assert at_panel.draft(summary="More.").status_code == 200


@pytest.mark.parametrize(
    ("persona", "reads", "drafts"),
    [
        ("manager", 200, 200),
        ("doctor", 200, 200),
        ("chair", 403, 403),
        ("member-health", 404, 404),
        ("stw-coordinator", 404, 404),
        ("partner-herefordshire", 404, 404),
        ("administrator", 404, 404),
    ],
)
def test_who_reads_and_drafts(review: Review, persona: str, reads: int, drafts: int) -> None:
    review.draft()
    assert review.get(persona).status_code == reads
    assert review.draft(persona).status_code == drafts


def test_a_closed_form_is_reopened_as_a_new_version(review: Review) -> None:
    review.finish()
    first = review.get().json()
    assert review.draft().status_code == 409
    with review.room.sessions.begin() as session:
        work = review.room.work(session, "manager")
        case = cases.case_behind(work, review.case)
        for done, stage in ((Milestone.NCMD_COMPLETE, "submitted"), (Milestone.FAMILY_INFORMED, "closed")):
            cases.mark(work, case, done)
            cases.move(work, case, Stage(stage), "")
        case.opened_by = review.case
    assert review.to("reopened", "The inquest found more.", "manager").status_code == 200
    assert review.sign("chair").json() == {"state": "final", "awaiting": []}
    assert review.draft(summary="What the inquest found.").json()["number"] == first["number"] + 1
    assert review.to("panel_ready").status_code == 200
    review.convene()
    review.advance(*WAY[4:])
    again = review.determine(categories=["infection"])
    assert again.status_code == 201, again.text
    assert review.get().json()["awaiting"] == ["chair", "designated_doctor"]
    review.sign("doctor")
    assert review.sign("chair").json()["state"] == "final"
    assert review.facts().category == "infection"
