"""What a tracing says in plain words: how rare it is by chance, and whose copy it may be."""

from dataclasses import dataclass
from math import floor

from app.packs.schemas import Traced, TracedReader, TraceVerdict

RAREST = 1e-12
UNITS = ((10**9, " billion"), (10**6, " million"), (10**3, ",000"), (1, ""))
MIXED = "It agrees with more than one copy"
HEADINGS = {
    TraceVerdict.NOT_CERTAIN: "It is not certain whose copy this is",
    TraceVerdict.NO_MARK: "This text shows no mark",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One reader: who, the code that their copy shows, and how well the text agrees with it."""

    name: str
    code: str
    agreeing: str
    chance: str


@dataclass(frozen=True, slots=True)
class View:
    """A tracing as the page shows it."""

    verdict: TraceVerdict
    heading: str
    mixed: bool
    too_few: str
    rows: list[Row]


def view(traced: Traced) -> View:
    """Return what a tracing found: only those are listed whose copy it identifies."""
    return View(
        verdict=traced.verdict,
        heading=_heading(traced.verdict, traced.readers),
        mixed=len(traced.readers) > 1,
        too_few=_too_few(traced) if traced.places < traced.needed else "",
        rows=[_row(one, traced.places) for one in traced.readers],
    )


def one_in(chance: float) -> str:
    """Return a chance in words, such as one in 4 billion, and never rarer than it is."""
    if chance > 1 / 2:
        return "more likely than not"
    if chance < RAREST:
        return "less than one in 1,000 billion"
    times = floor(1 / chance)
    unit, name = next(one for one in UNITS if times >= one[0])
    return f"one in {times // unit}{name}"


def _heading(verdict: TraceVerdict, identified: list[TracedReader]) -> str:
    if verdict is TraceVerdict.IDENTIFIED:
        return MIXED if len(identified) > 1 else f"It agrees with the copy of {identified[0].name}"
    return HEADINGS[verdict]


def _too_few(traced: Traced) -> str:
    read = "1 place" if traced.places == 1 else f"{traced.places} places"
    return f"{read} of the mark could be read; at least {traced.needed} are needed before anybody is named."


def _row(one: TracedReader, places: int) -> Row:
    return Row(one.name, one.reader_code, f"{one.agreeing} of {places}", one_in(one.chance))
