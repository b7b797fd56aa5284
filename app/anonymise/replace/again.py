"""A second look at what was written: what the gate would find, as places of the narrative."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.anonymise.find.codes import Squeezed
from app.anonymise.find.known import UNDECIDED, Known
from app.anonymise.find.spans import Span
from app.anonymise.find.watched import watched
from app.anonymise.find.words import Text

Made = Sequence[tuple[tuple[int, int], str]]


def again(text: Text, made: Made, recorded: Known) -> list[Span]:
    """Return what still has to go from a narrative of which some places were rewritten."""
    written, kept = _written(text.original, made)
    body = Text(written)
    left: list[Span] = []
    for span in watched(body, recorded, Squeezed(body)):
        start, end = body.normal.origin(span.start, span.end)
        left += (
            replace(span, start=one, end=other, doubt=UNDECIDED if span.kind == "name" else "")
            for one, other in _origins(text, kept, start, end)
        )
    return left


def _written(original: str, made: Made) -> tuple[str, list[tuple[int, int, int]]]:
    """Return the text as it would be written, and what is kept of it: where, until where, and from where."""
    pieces: list[str] = []
    kept: list[tuple[int, int, int]] = []
    done = size = 0
    for (start, end), words in (*made, ((len(original), len(original)), "")):
        kept.append((size, size + start - done, done))
        pieces += [original[done:start], words]
        size += start - done + len(words)
        done = end
    return "".join(pieces), kept


def _origins(
    text: Text, kept: Sequence[tuple[int, int, int]], start: int, end: int
) -> Iterator[tuple[int, int]]:
    """Yield the places of the matching copy from which a place of what was written comes."""
    starts, ends = text.normal.starts, text.normal.ends
    for begun, until, origin in kept:
        if begun < end and start < until:
            first, last = origin + max(start, begun) - begun, origin + min(end, until) - begun
            one, other = bisect_left(ends, first + 1), bisect_left(starts, last)
            if one < other and text.plain[one:other].strip():
                yield one, other
