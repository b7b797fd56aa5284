"""A narrative in the making: its original, every change with its place there, and what is for review."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import accumulate
from typing import Any

NEAR = 16
RULES, PERSON = "rules", "person"
CHANGED = ("start", "end", "kind", "known", "replacement")


@dataclass(frozen=True, slots=True)
class Change:
    """A piece of the original that was replaced, by the rules or by a person."""

    start: int
    end: int
    kind: str
    known: bool
    replacement: str
    by: str = RULES


@dataclass(frozen=True, slots=True)
class Doubt:
    """A piece of the original that a person has to look at, and whether somebody did."""

    start: int
    end: int
    reason: str
    cleared: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """Words that a person decided to keep, with what stands close before and after them in the pack."""

    words: str
    before: str
    after: str
    start: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """What one decision of a person did to the place from `start` to `end`: enough to take it back."""

    start: int
    end: int
    added: tuple[Change, ...] = ()
    removed: tuple[Change, ...] = ()
    cleared: tuple[Doubt, ...] = ()
    given_back: tuple[tuple[int, int], ...] = ()
    hidden_again: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Narrative:
    """What one source told. `restored` are places that a person gave back, `steps` all that was decided."""

    id: str
    source: str
    form: str
    section: str
    original: str
    changes: tuple[Change, ...] = ()
    for_review: tuple[Doubt, ...] = ()
    restored: tuple[tuple[int, int], ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def text(self) -> str:
        """Return the text as the pack tells it."""
        pieces, done = [], 0
        for change in self.changes:
            pieces += [self.original[done : change.start], change.replacement]
            done = change.end
        return "".join([*pieces, self.original[done:]])

    @property
    def waiting(self) -> int:
        """Return how many places nobody has cleared."""
        return sum(not doubt.cleared for doubt in self.for_review)

    @property
    def open_places(self) -> frozenset[tuple[int, int]]:
        """Return the places that nobody has cleared: there may be several doubts about one."""
        return frozenset((doubt.start, doubt.end) for doubt in self.for_review if not doubt.cleared)

    def change_at(self, start: int, end: int) -> Change | None:
        """Return the change of exactly this place."""
        return next((one for one in self.changes if (one.start, one.end) == (start, end)), None)

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the original of a piece of the text, whole replacements included."""
        return self._origin(start), self._origin(end, is_end=True)

    def kept(self) -> list[Kept]:
        """Return the places that stay because a person said so."""
        cleared = [(doubt.start, doubt.end) for doubt in self.for_review if doubt.cleared]
        text, ends = self.text, [change.end for change in self.changes]
        longer = (len(change.replacement) - change.end + change.start for change in self.changes)
        moved, found = [0, *accumulate(longer)], []
        for start, end in dict.fromkeys([*cleared, *self.restored]):
            before = bisect_right(ends, start)
            if before == len(ends) or self.changes[before].start >= end:
                first, last = start + moved[before], end + moved[before]
                sides = (text[max(0, first - NEAR) : first], text[last : last + NEAR])
                found.append(Kept(text[first:last], *sides, first))
        return found

    def _origin(self, place: int, *, is_end: bool = False) -> int:
        moved = 0
        for change in self.changes:
            begins = change.start + moved
            ends = begins + len(change.replacement)
            if place < begins + is_end:
                break
            if place < ends + is_end:
                return change.end if is_end else change.start
            moved = ends - change.end
        return place - moved


def keep(narrative: Narrative) -> dict[str, Any]:
    """Return a narrative as it is sealed."""
    return asdict(narrative)


def kept(said: Mapping[str, Any]) -> Narrative:
    """Return a narrative as it was sealed."""
    return Narrative(
        **{name: said[name] for name in ("id", "source", "form", "section", "original")},
        changes=_changes(said["changes"]),
        for_review=_doubts(said["for_review"]),
        restored=_places(said["restored"]),
        steps=tuple(_step(one) for one in said.get("steps", ())),
    )


def _step(said: Mapping[str, Any]) -> Step:
    return Step(
        said["start"],
        said["end"],
        _changes(said["added"]),
        _changes(said["removed"]),
        _doubts(said["cleared"]),
        _places(said["given_back"]),
        _places(said["hidden_again"]),
    )


def _changes(said: Iterable[Mapping[str, Any]]) -> tuple[Change, ...]:
    return tuple(Change(**one) for one in said)


def _doubts(said: Iterable[Mapping[str, Any]]) -> tuple[Doubt, ...]:
    return tuple(Doubt(**one) for one in said)


def _places(said: Iterable[Sequence[int]]) -> tuple[tuple[int, int], ...]:
    return tuple((start, end) for start, end in said)


def scrubbed(told: Narrative, result: Mapping[str, Any]) -> Narrative:
    """Return what was told with the changes and doubts that the anonymiser found.

    Changes that do not rebuild the anonymiser's own text are refused: nothing would be reversible.
    """
    made = replace(
        told,
        changes=tuple(Change(**{name: one[name] for name in CHANGED}) for one in result["changes"]),
        for_review=tuple(Doubt(one["start"], one["end"], one["reason"]) for one in result["for_review"]),
    )
    if made.text != result["text"]:
        raise ValueError("The changes do not rebuild the text.")
    return made
