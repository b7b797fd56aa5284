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
    covered = bytearray(max((span.end for span in order), default=0))
    for span in order:
        start, end = span.start, span.end
        if start < end and covered.find(1, start, end) < 0:
            taken.append(span)
        else:
            free = [place for place in range(start, end) if not covered[place]]
            pieces.extend(replace(span, start=one, end=other) for one, other in _runs(free))
        covered[start:end] = b"\1" * (end - start)
    return _absorbed(sorted(taken, key=lambda span: span.start), pieces)


def _absorbed(whole: list[Span], pieces: list[Span]) -> list[Span]:
    """Return whole spans with the pieces beside them: a piece of the same kind widens its neighbour."""
    starts = {(span.kind, span.start): place for place, span in enumerate(whole)}
    ends = {(span.kind, span.end): place for place, span in enumerate(whole)}
    for piece in pieces:
        beside = (ends.get((piece.kind, piece.start)), starts.get((piece.kind, piece.end)))
        place = min((one for one in beside if one is not None), default=len(whole))
        if place < len(whole):
            span = whole[place]
            whole[place] = replace(span, start=min(span.start, piece.start), end=max(span.end, piece.end))
        else:
            whole.append(piece)
        starts[piece.kind, whole[place].start] = ends[piece.kind, whole[place].end] = place
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
