"""How an action moves on, and who reads which recommendation, as tables."""

from itertools import product

import pytest

from app.learning import rules
from app.learning.rules import ActionState
from app.problems import StageConflict

A = ActionState
MAY = {
    (A.PROPOSED, A.ACCEPTED),
    (A.PROPOSED, A.REJECTED),
    (A.ACCEPTED, A.IN_PROGRESS),
    (A.ACCEPTED, A.REJECTED),
    (A.IN_PROGRESS, A.DONE),
    (A.IN_PROGRESS, A.REJECTED),
    (A.DONE, A.EFFECT_REVIEWED),
    (A.DONE, A.IN_PROGRESS),
    (A.REJECTED, A.PROPOSED),
}


@pytest.mark.parametrize(("current", "to"), list(product(A, A)))
def test_an_action_goes_step_by_step(current: ActionState, to: ActionState) -> None:
    if current is to or (current, to) in MAY:
        assert rules.advance(current, to) is to
    else:
        with pytest.raises(StageConflict):
            rules.advance(current, to)


@pytest.mark.parametrize(
    ("area", "level", "reads"),
    [
        ("herefordshire", "local", True),
        ("worcestershire", "local", False),
        ("herefordshire", "national", True),
        ("worcestershire", "national", False),
        (None, "national", True),
        (None, "regional", True),
        (None, "local", False),
    ],
)
def test_an_officer_reads_what_concerns_their_area(area: str | None, level: str, reads: bool) -> None:
    assert rules.is_for(area, level, {"herefordshire"}) is reads
