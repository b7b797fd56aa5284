"""An account as rows of the page: a few sentences each, cut where changes and doubts begin and end."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TypeVar

from app.packs.schemas import ChangeOut, NarrativeOut
from app.portal.desk.review.places import Place

Spanned = TypeVar("Spanned", ChangeOut, Place)
LONG, SHORT, CROWDED = 260, 60, 2
ENDS = re.compile(r"(?<=[.!?])\s+|\n+")
FAMILIES: Mapping[str, tuple[str, str]] = {
    "name": ("person", "name"),
    "date": ("date", "date"),
    "age": ("date", "age"),
    "place": ("place", "place"),
    "address": ("place", "address"),
    "postcode": ("place", "postcode"),
    "school": ("place", "school"),
    "hospital": ("place", "hospital"),
    "gp_practice": ("place", "GP practice"),
    "number": ("number", "number"),
    "phone": ("number", "phone number"),
    "email": ("number", "e-mail address"),
    "reference": ("number", "reference"),
    "vehicle": ("number", "vehicle"),
    "handle": ("number", "account"),
    "professional": ("number", "professional's number"),
    "other": ("other", "other detail"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the original that is marked alike throughout: its change, and the places that it is in."""

    at: int
    text: str
    change: ChangeOut | None
    begins_change: bool
    begins: tuple[Place, ...]
    within: tuple[Place, ...]

    @property
    def family(self) -> str:
        """Return how the change of this piece is underlined."""
        return family(self.change.kind)[0] if self.change else ""

    @property
    def kind(self) -> str:
        """Return what the change of this piece hides, in a word."""
        return family(self.change.kind)[1] if self.change else ""

    @property
    def marked(self) -> str:
        """Return whether somebody has to look here, has looked, or neither."""
        if not self.within:
            return ""
        return "open" if any(one.is_open for one in self.within) else "done"


@dataclass(frozen=True, slots=True)
class Row:
    """A few sentences side by side, with the places that begin in them."""

    number: int
    pieces: list[Piece]
    places: list[Place]
    changes: list[ChangeOut]


def family(kind: str) -> tuple[str, str]:
    """Return the family of a kind of change, by which it is underlined, and the kind in words."""
    return FAMILIES.get(kind, ("other", kind.replace("_", " ")))


def rows(told: NarrativeOut, marked: Sequence[Place], listed: Sequence[Place]) -> list[Row]:
    """Return an account in rows: `marked` places stand out in the text, `listed` ones have a card.

    No change and no marked place crosses the edge of a row, so each belongs to the row where it starts.
    """
    edges = _edges(told, marked)
    cuts = sorted({0, len(told.original), *_flat(*told.changes, *marked), *edges})
    changes, marks = sorted(told.changes, key=_where), sorted(marked, key=_where)
    cards = sorted(listed, key=_where)
    made = []
    for number, (start, end) in enumerate(pairwise(edges), 1):
        changed, inside = _from(changes, start, end), _from(marks, start, end)
        here = cuts[bisect_left(cuts, start) : bisect_left(cuts, end) + 1]
        pieces = [_piece(told, at, to, changed, inside) for at, to in pairwise(here)]
        made.append(Row(number, pieces, _from(cards, start, end), changed))
    return made


def _from(spans: list[Spanned], start: int, end: int) -> list[Spanned]:
    """Return which of these sorted spans start here."""
    return spans[bisect_left(spans, start, key=_start) : bisect_left(spans, end, key=_start)]


def _start(one: ChangeOut | Place) -> int:
    return one.start


def _where(one: ChangeOut | Place) -> tuple[int, int]:
    return one.start, -one.end


def _piece(
    told: NarrativeOut, at: int, to: int, changed: Sequence[ChangeOut], inside: Sequence[Place]
) -> Piece:
    change = next((one for one in changed if one.start <= at and to <= one.end), None)
    return Piece(
        at=at,
        text=told.original[at:to],
        change=change,
        begins_change=bool(change) and change.start == at if change else False,
        begins=tuple(one for one in inside if one.start == at),
        within=tuple(one for one in inside if one.start <= at and to <= one.end),
    )


def _edges(told: NarrativeOut, marked: Sequence[Place]) -> list[int]:
    """Return where rows begin: at the ends of sentences, and never within a change or a short doubt."""
    size = len(told.original)
    steps = [0] * (size + 2)
    for start, end in [(one.start, one.end) for one in told.changes] + [
        (one.start, one.end) for one in marked
    ]:
        steps[start + 1] += 1
        steps[end] -= 1
    inside = list(accumulate(steps))
    starts = sorted(one.start for one in marked)
    edges = [0]
    for found in ENDS.finditer(told.original):
        at = found.end()
        crowded = bisect_left(starts, at) - bisect_left(starts, edges[-1]) >= CROWDED
        enough = SHORT if crowded or "\n" in found.group() else LONG
        if at - edges[-1] >= enough and not inside[at] and size - at >= SHORT:
            edges.append(at)
    return [*edges, size] if size else [0]


def _flat(*spans: ChangeOut | Place) -> Iterator[int]:
    for one in spans:
        yield one.start
        yield one.end
