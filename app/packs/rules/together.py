"""Which doubts may be kept together, without a look at each: never one that may name somebody."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from app.anonymise.replace.review import FIGURES, PLACES

LEAST = 2
ORDINARY = frozenset({FIGURES, PLACES[-1]})


class Doubtful(Protocol):
    """A piece of the original for a person to look at."""

    start: int
    end: int
    reason: str
    cleared: bool


class Changed(Protocol):
    """A piece of the original that was replaced."""

    start: int
    end: int
    known: bool


def together(doubts: Sequence[Doubtful], changes: Iterable[Changed], reason: str) -> list[tuple[int, int]]:
    """Return the places with this doubt alone that nobody has looked at and that may be kept at once.

    None that touches what the record knows, and none of a kind that may be a person or a rare event.
    """
    if reason not in ORDINARY:
        return []
    known = [one for one in changes if one.known]
    reasons: dict[tuple[int, int], set[str]] = {}
    for doubt in doubts:
        if not doubt.cleared:
            reasons.setdefault((doubt.start, doubt.end), set()).add(doubt.reason)
    return [
        (start, end)
        for (start, end), why in reasons.items()
        if why <= ORDINARY and reason in why and not any(one.start < end and start < one.end for one in known)
    ]
