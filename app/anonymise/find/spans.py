"""Spans of a text, and which of them stand where they overlap."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum


class Pass(IntEnum):
    """The passes in the order in which they are believed."""

    KNOWN = 1
    PATTERN = 2
    DATE = 3
    PLACE = 4
    PERSON = 5


@dataclass(frozen=True)
class Span:
    """A piece of the matching copy that must go. `who` are indexes of owners; `label` is a general word."""

    start: int
    end: int
    kind: str
    rule: str
    found: Pass
    known: bool = False
    who: tuple[int, ...] = ()
    label: str = ""
    day: date | None = None
    doubt: str = ""


@dataclass(frozen=True)
class Doubt:
    """A piece that stays, and why a person should look at it."""

    start: int
    end: int
    reason: str


def settle(spans: Iterable[Span]) -> list[Span]:
    """Return the spans that stand: the longest wins, then the earliest, then the order of the passes.

    What a winner covers only in part is not lost: the rest of the loser is kept as a span of its own.
    """
    order = sorted(dict.fromkeys(spans), key=lambda span: (span.start - span.end, span.start, span.found))
    taken: list[Span] = []
    pieces: list[Span] = []
    covered: set[int] = set()
    for span in order:
        free = [place for place in range(span.start, span.end) if place not in covered]
        covered.update(free)
        whole = len(free) == span.end - span.start
        (taken if whole else pieces).extend(replace(span, start=one, end=end) for one, end in _runs(free))
    return _absorbed(sorted(taken, key=lambda span: span.start), pieces)


def _absorbed(whole: list[Span], pieces: list[Span]) -> list[Span]:
    """Return whole spans with the pieces beside them: a piece of the same kind widens its neighbour."""
    for piece in pieces:
        for place, span in enumerate(whole):
            if span.kind == piece.kind and piece.start <= span.end and span.start <= piece.end:
                wider = replace(span, start=min(span.start, piece.start), end=max(span.end, piece.end))
                whole[place] = wider
                break
        else:
            whole.append(piece)
    return sorted(whole, key=lambda span: span.start)


def _runs(places: list[int]) -> list[tuple[int, int]]:
    """Return the unbroken runs of sorted places as (start, end)."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place:
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return runs
