"""Recommendations and actions over HTTP: taken up once, read by whom they concern, followed to the end."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from app import worker
from tests.analysis.journey import Review

LONG_GONE, FAR_OFF = "2020-01-31", "2090-01-31"


def get(review: Review, persona: str, path: str) -> list[dict[str, Any]]:
    """The items of a list."""
    answer = review.room.client.get(f"/v1{path}", headers=review.room.as_(persona))
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def texts(review: Review, persona: str) -> set[str]:
    """What is recommended to a reader."""
    return {one["text"].removeprefix("For ") for one in get(review, persona, "/recommendations")}


def propose(review: Review, persona: str = "coordinator", **changes: Any) -> Any:
    """Propose an action on the national recommendation."""
    named = {one["level"]: one["id"] for one in get(review, "coordinator", "/recommendations")}
    form = {"recommendation_id": named["national"], "text": "Write a letter.", "owner": "Owner Example"}
    return review.room.client.post("/v1/actions", headers=review.room.as_(persona), json=form | changes)


def patch(review: Review, path: str, version: int | None, persona: str = "coordinator", **body: Any) -> Any:
    """Change something at a version."""
    headers = review.room.as_(persona, **({"If_Match": f'"{version}"'} if version else {}))
    return review.room.client.patch(f"/v1{path}", headers=headers, json=body)


def test_recommendations_are_taken_up_once(learned: Review) -> None:
    before = get(learned, "coordinator", "/recommendations")
    assert len(before) == 4
    worker.perform(learned.room.parts, "learning.follow", {"case_id": str(learned.case)})
    assert get(learned, "coordinator", "/recommendations") == before


def test_nothing_is_taken_up_before_the_form_is_final(review: Review) -> None:
    review.draft()
    review.convene()
    review.advance()
    review.determine()
    worker.perform(review.room.parts, "learning.follow", {"case_id": str(review.case)})
    assert get(review, "coordinator", "/recommendations") == []


@pytest.mark.parametrize(
    ("persona", "reads"),
    [
        ("manager", {"Herefordshire.", "Worcestershire.", "the region.", "the country."}),
        ("partner-herefordshire", {"Herefordshire.", "the region.", "the country."}),
        ("partner-worcestershire", {"Worcestershire.", "the region.", "the country."}),
        ("partner-shropshire", set()),
        ("stw-coordinator", set()),
    ],
)
def test_who_reads_which_recommendation(learned: Review, persona: str, reads: set[str]) -> None:
    assert texts(learned, persona) == reads


@pytest.mark.parametrize("persona", ["chair", "member-lay", "doctor", "auditor", "administrator"])
def test_others_follow_no_learning(learned: Review, persona: str) -> None:
    for path in ("/recommendations", "/actions"):
        answer = learned.room.client.get(f"/v1{path}", headers=learned.room.as_(persona))
        assert answer.status_code == 403


def test_an_officer_reads_actions_on_their_own_and_changes_none(learned: Review) -> None:
    made = propose(learned).json()
    own = {one["area"]: one["id"] for one in get(learned, "coordinator", "/recommendations")}
    propose(learned, recommendation_id=own["worcestershire"])
    assert [one["id"] for one in get(learned, "partner-herefordshire", "/actions")] == [made["id"]]
    officer = "partner-herefordshire"
    assert propose(learned, officer).status_code == 403
    changed = patch(learned, f"/actions/{made['id']}", 1, officer, state="accepted")
    unknown = patch(learned, f"/actions/{uuid4()}", 1, officer, state="accepted")
    assert changed.status_code == unknown.status_code == 403


def test_who_should_act_is_told(learned: Review) -> None:
    one = get(learned, "coordinator", "/recommendations")[0]
    path, said = f"/recommendations/{one['id']}", {"informed_who": "A Person", "informed_on": "2026-11-02"}
    assert patch(learned, path, None, **said).status_code == 428
    told = patch(learned, path, one["version"], **said)
    assert (told.json()["informed_who"], told.json()["informed_on"]) == ("A Person", "2026-11-02")
    assert patch(learned, path, one["version"], **said).status_code == 412
    assert patch(learned, path, 1, "stw-coordinator", **said).status_code == 404
    invalid = said | {"informed_on": "2026-02-30"}
    assert patch(learned, path, told.json()["version"], **invalid).status_code == 422


def test_an_action_goes_to_its_effect(learned: Review) -> None:
    action = propose(learned).json()
    path = f"/actions/{action['id']}"
    assert patch(learned, path, action["version"], state="done").status_code == 409
    for state, more, status in (
        ("accepted", {}, 200),
        ("in_progress", {}, 200),
        ("done", {"evidence": "It was sent."}, 200),
        ("effect_reviewed", {}, 422),
        ("effect_reviewed", {"effect": "It was read."}, 200),
        ("in_progress", {}, 409),
    ):
        now = next(one for one in get(learned, "coordinator", "/actions") if one["id"] == action["id"])
        assert patch(learned, path, now["version"], state=state, **more).status_code == status, state
    last = get(learned, "coordinator", "/actions")[0]
    assert (last["state"], last["evidence"], last["effect"]) == (
        "effect_reviewed",
        "It was sent.",
        "It was read.",
    )


def test_a_rejected_action_says_why(learned: Review) -> None:
    action = propose(learned).json()
    path = f"/actions/{action['id']}"
    assert patch(learned, path, action["version"], state="rejected").status_code == 422
    rejected = patch(learned, path, action["version"], state="rejected", reason="No means.")
    assert (rejected.json()["state"], rejected.json()["reason"]) == ("rejected", "No means.")


@pytest.mark.parametrize(("due_on", "overdue"), [(LONG_GONE, True), (FAR_OFF, False), (None, False)])
def test_what_is_overdue_is_reckoned(learned: Review, due_on: str | None, overdue: bool) -> None:
    action = propose(learned, due_on=due_on).json()
    assert action["overdue"] is overdue
    path = f"/actions/{action['id']}"
    rejected = patch(learned, path, action["version"], state="rejected", reason="No means.")
    assert rejected.json()["overdue"] is False


def test_an_action_is_due_on_a_real_day_and_follows_a_known_recommendation(learned: Review) -> None:
    assert propose(learned, due_on="2026-02-30").status_code == 422
    assert propose(learned, recommendation_id=str(uuid4())).status_code == 404
    assert propose(learned, "stw-coordinator").status_code == 404
    assert propose(learned).status_code == 201
    counts = {one["level"]: one["actions"] for one in get(learned, "coordinator", "/recommendations")}
    assert (counts["national"], counts["regional"]) == (1, 0)


def test_nothing_of_the_learning_lies_in_clear(learned: Review) -> None:
    propose(learned, due_on=FAR_OFF)
    with learned.room.sessions() as session:
        rows = [
            str(row)
            for table in ("recommendation", "action")
            for row in session.execute(text(f"SELECT * FROM {table}"))
        ]
    assert len(rows) == 5
    for said in ("Herefordshire", "herefordshire", FAR_OFF, "national", "Owner"):
        assert not [row for row in rows if said in row], said
