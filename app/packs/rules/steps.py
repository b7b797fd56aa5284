"""What each decision did to a narrative, so that the last one about a place can be taken back."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from app.packs.rules.narratives import Change, Doubt, Narrative, Step
from app.problems import Fault, Invalid

Place = tuple[int, int]
One = TypeVar("One", Change, Place)


def stepped(before: Narrative, after: Narrative, place: Place) -> Narrative:
    """Return the decided narrative with what the decision did; nothing, when it decided nothing new."""
    removed, added = _only_in(before.changes, after.changes), _only_in(after.changes, before.changes)
    cleared = tuple(
        old
        for old, new in zip(before.for_review, after.for_review, strict=True)
        if old.cleared != new.cleared
    )
    given_back = _only_in(after.restored, before.restored)
    hidden_again = _only_in(before.restored, after.restored)
    if not (removed or added or cleared or given_back or hidden_again):
        return after
    ends = [place, *((one.start, one.end) for one in (*removed, *added)), *given_back, *hidden_again]
    start, end = min(one[0] for one in ends), max(one[1] for one in ends)
    step = Step(start, end, added, removed, cleared, given_back, hidden_again)
    return replace(after, steps=(*after.steps, step))


def undone(told: Narrative, place: Place, pointer: str) -> Narrative:
    """Return the narrative without the last decision about a place: it is as it was before."""
    step = _last(told.steps, place)
    if step is None:
        raise Invalid(
            errors=[Fault(pointer, "nothing-decided", "Nobody has decided anything about this place.")]
        )
    changes = [*(one for one in told.changes if one not in step.added), *step.removed]
    restored = [*(one for one in told.restored if one not in step.given_back), *step.hidden_again]
    return replace(
        told,
        changes=tuple(sorted(changes, key=_start)),
        restored=tuple(restored),
        for_review=tuple(_unseen(one, step) for one in told.for_review),
        steps=tuple(one for one in told.steps if one is not step),
    )


def _last(steps: tuple[Step, ...], place: Place) -> Step | None:
    """Return the last step that touches a place; what was decided upon it later goes first."""
    at = -1
    while later := [
        n for n, one in enumerate(steps) if n > at and one.start < place[1] and place[0] < one.end
    ]:
        at = later[-1]
        place = (steps[at].start, steps[at].end)
    return steps[at] if at >= 0 else None


def _unseen(doubt: Doubt, step: Step) -> Doubt:
    return replace(doubt, cleared=False) if replace(doubt, cleared=False) in step.cleared else doubt


def _only_in(those: Sequence[One], others: Sequence[One]) -> tuple[One, ...]:
    """Return what is not among the others; of thousands each decision changes a few."""
    there = set(others)
    return tuple(one for one in those if one not in there)


def _start(change: Change) -> int:
    return change.start
