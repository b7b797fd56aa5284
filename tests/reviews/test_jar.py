"""The Joint Agency Response: its steps, and who may decline it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from app.cases.rules.timeline import Milestone
from app.kit import Parts
from app.problems import Conflict, Forbidden, Invalid
from app.reviews.rules import jar as rules
from app.reviews.schemas.jar import JarIn, JarState
from tests.reviews.opening import DIED, TODAY, Headers, timeline_of

J = JarState
AT = {
    "triggered_at": DIED,
    "initial_meeting_at": DIED + timedelta(hours=20),
    "home_visit_at": DIED + timedelta(hours=30),
    "pm_review_at": DIED + timedelta(days=9),
    "ended_at": DIED + timedelta(days=10),
}
FULL = AT | {
    "lead": "Doctor Example",
    "reason": "Natural and expected.",
    "triggers": ("sudden_no_apparent_cause",),
}


@pytest.mark.parametrize("current", [None, *J])
@pytest.mark.parametrize("to", J)
def test_only_what_follows_is_accepted(current: J | None, to: J) -> None:
    form = JarIn.model_validate(FULL | {"state": to})
    if to == current or to in rules.FOLLOWS[current]:
        rules.check(current, form, frozenset(), TODAY, is_doctor=False)
    else:
        with pytest.raises(Conflict):
            rules.check(current, form, frozenset(), TODAY, is_doctor=False)


@pytest.mark.parametrize(
    ("state", "field"), [(state, field) for state, fields in rules.NEEDS.items() for field in fields]
)
def test_each_step_says_what_it_needs(state: J, field: str) -> None:
    form = JarIn.model_validate({**FULL, "state": state, field: () if field == "triggers" else None})
    with pytest.raises(Invalid) as refusal:
        rules.check(state, form, frozenset(), TODAY, is_doctor=True)
    assert f"/{field}" in [fault.pointer for fault in refusal.value.errors]


@pytest.mark.parametrize(
    ("trigger", "needs_doctor"),
    [
        ("external_cause", True),
        ("suspicious", True),
        ("custody_or_mha", True),
        ("unattended_stillbirth", True),
        ("sudden_no_apparent_cause", False),
    ],
)
def test_some_triggers_are_declined_by_a_designated_doctor_alone(trigger: str, needs_doctor: bool) -> None:
    form = JarIn.model_validate({"state": "declined", "triggers": [trigger], "reason": "Explained."})
    unsaid = form.model_copy(update={"triggers": ()})
    for sent, known in ((form, frozenset[str]()), (unsaid, frozenset({trigger}))):
        rules.check(None, sent, known, TODAY, is_doctor=True)
        if needs_doctor:
            with pytest.raises(Forbidden):
                rules.check(None, sent, known, TODAY, is_doctor=False)
        else:
            rules.check(None, sent, known, TODAY, is_doctor=False)


def test_steps_follow_one_another_in_time() -> None:
    early = FULL | {"state": J.HOME_VISIT, "home_visit_at": DIED - timedelta(hours=1)}
    with pytest.raises(Invalid):
        rules.check(J.INITIAL_MEETING, JarIn.model_validate(early), frozenset(), TODAY, is_doctor=False)


def test_a_response_is_started_met_and_merged(
    client: TestClient, as_: Headers, case_id: UUID, parts: Parts
) -> None:
    path, office = f"/v1/cases/{case_id}/jar", as_("coordinator")
    empty = client.get(path, headers=office).json()
    assert (empty["state"], empty["may_move_to"]) == (None, ["declined", "triggered"])
    assert _put(client, path, office, 0, "triggered").status_code == 200
    assert timeline_of(parts, case_id).reached(Milestone.JAR_STARTED) == AT["triggered_at"]
    assert timeline_of(parts, case_id).reached(Milestone.JAR_MET) is None
    assert _put(client, path, office, 1, "ended").status_code == 409
    assert _put(client, path, office, 1, "initial_meeting").status_code == 200
    assert timeline_of(parts, case_id).reached(Milestone.JAR_MET) == AT["initial_meeting_at"]
    assert _put(client, path, office, 2, "pm_review_meeting").status_code == 200
    merged = _put(client, path, office, 3, "merged_to_cdrm").json()
    assert (merged["state"], merged["may_move_to"], merged["version"]) == ("merged_to_cdrm", [], 4)


@pytest.mark.parametrize(("persona", "status"), [("coordinator", 403), ("doctor", 200)])
def test_the_doctor_declines_over_http(
    client: TestClient, as_: Headers, case_id: UUID, persona: str, status: int
) -> None:
    form = {"state": "declined", "triggers": ["suspicious"], "reason": "Police are satisfied."}
    answer = client.put(f"/v1/cases/{case_id}/jar", json=form, headers=as_(persona))
    assert answer.status_code == status


def _put(client: TestClient, path: str, office: dict[str, str], version: int, state: str) -> Any:
    upto = {"triggered": 1, "initial_meeting": 2}.get(state, 5)
    times = {name: at.isoformat() for name, at in list(AT.items())[:upto]}
    form = {"state": state, "triggers": ["sudden_no_apparent_cause"], **times}
    return client.put(path, json=form, headers=office | {"If-Match": f'"{version}"'})
