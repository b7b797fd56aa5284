"""How an action moves on, and who reads which recommendation."""

from collections.abc import Collection
from enum import StrEnum

from app.problems import StageConflict


class ActionState(StrEnum):
    """How far an action is."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    EFFECT_REVIEWED = "effect_reviewed"


A = ActionState
FOLLOWS: dict[ActionState, frozenset[ActionState]] = {
    A.PROPOSED: frozenset({A.ACCEPTED, A.REJECTED}),
    A.ACCEPTED: frozenset({A.IN_PROGRESS, A.REJECTED}),
    A.IN_PROGRESS: frozenset({A.DONE, A.REJECTED}),
    A.DONE: frozenset({A.EFFECT_REVIEWED, A.IN_PROGRESS}),
    A.REJECTED: frozenset({A.PROPOSED}),
    A.EFFECT_REVIEWED: frozenset(),
}


def advance(current: ActionState, to: ActionState) -> ActionState:
    """Return `to` if an action may move there; an effect that was reviewed is the end."""
    if to is not current and to not in FOLLOWS[current]:
        raise StageConflict(f"An action that is {current} cannot become {to}.")
    return to


def is_for(area: str | None, level: str, areas: Collection[str]) -> bool:
    """Return whether an officer of these areas reads it: their own area's, and what is addressed to all."""
    return area in areas if area else level in {"regional", "national"}
