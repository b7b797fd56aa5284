"""One course of events from all that was told: every dated account of a finished text, by time from death."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

from app.anonymise.replace.dates import ADULT, offset
from app.packs.rules.narratives import NEAR, Kept, Narrative

DAYS = {"day": 1.0, "week": 7.0, "month": 30.4375, "year": 365.25}
BIRTH = "[birth]"
OFFSET = re.compile(r"D(?:0|(?P<sign>[+-])(?P<number>\d{1,4})(?: (?P<unit>day|week|month|year)s?)?)")
AGE = re.compile(r"(\d{1,3}) (day|week|month|year)s?")
LEAD = r"(?P<lead>(?i:about|around|at|by|early|from|in|late|on|since|until)\s+){0,2}"
DATED = re.compile(
    rf"[\s•*–—-]*(?:\(?\d{{1,2}}[.)]\s+)?(?P<said>{LEAD}(?P<when>{OFFSET.pattern}|\[birth\])(?![\w-]))"
)
SPAN = re.compile(r"\s*(?:to|until|till|and|or|[-–—])\s*(?:D[0+-]|\[)", re.IGNORECASE)
AFTER = re.compile(r"[\s:;,.–—-]*")
CLOCK = re.compile(r"\W*(?:at\s+)?(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)\b", re.IGNORECASE)
PIECES = re.compile(r"(?:(?<=[.!?;])\s+|\n)(?=\S)")
SENTENCE_ENDS = (".", "!", "?", ":", ";")


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happened: when from the death, who tells it, and which piece of the text says so."""

    when: str
    order: int
    source: str
    form: str
    section: str
    text: str
    minute: int = -1
    place: tuple[int, int] = (0, 0)

    @property
    def said(self) -> dict[str, Any]:
        """Return the entry as the pack tells it."""
        names = ("when", "order", "source", "form", "section", "text")
        return {name: getattr(self, name) for name in names}


def chronology(told: Iterable[Narrative], milestones: Iterable[Mapping[str, Any]], age: str) -> list[Entry]:
    """Return every dated account by time; of one moment, in the order in which they were told."""
    entries = [entry for one in told for entry in entries_of(one, age)]
    coded = [Entry(order=order_of(one["when"], age) or 0, **one) for one in milestones]
    return sorted([*coded, *entries], key=attrgetter("order", "minute"))


def order_of(when: str, age: str) -> int | None:
    """Return about how many days from the death something was; a birth by the age, when that is known."""
    if when == BIRTH:
        lived = AGE.fullmatch(age)
        return -round((int(lived[1]) + 0.5) * DAYS[lived[2]]) if lived else None
    found = OFFSET.fullmatch(when)
    if found is None:
        return None
    days = round(int(found["number"] or 0) * DAYS[found["unit"] or "day"])
    return -days if found["sign"] == "-" else days


def moment(day: date, born: date | None, died: date | None) -> str | None:
    """Return a coded day as a narrative would say it; nothing of an adult's life, or without a death."""
    if died is None or (died - day).days > ADULT:
        return None
    return BIRTH if day == born else offset(day, died)


def entries_of(told: Narrative, age: str) -> Iterator[Entry]:
    """Yield the dated accounts of one narrative: from a date to the next, or to the end of its line."""
    text = told.text
    for start, end in _pieces(text):
        found = DATED.match(text, start, end)
        order = order_of(found["when"], age) if found else None
        if found is None or order is None:
            continue
        first = found.start("said")
        if not found["lead"] and not SPAN.match(text, found.end(), end):
            skipped = AFTER.match(text, found.end(), end)
            first = skipped.end() if skipped else first
        said = " ".join(text[first:end].split())
        if not said:
            continue
        clock = CLOCK.match(text, found.end(), end)
        minute = int(clock["hour"]) * 60 + int(clock["minute"]) if clock else -1
        yield Entry(found["when"], order, told.source, told.form, told.section, said, minute, (first, end))


def kept_in(told: Narrative, age: str) -> Iterator[Kept]:
    """Yield the places that a person kept, with their neighbours in the chronology."""
    text, stays = told.text, told.kept()
    for entry in entries_of(told, age) if stays else ():
        start, end = entry.place
        for kept in stays:
            last = kept.start + len(kept.words)
            if start <= kept.start and last <= end:
                before = text[max(start, kept.start - NEAR) : kept.start]
                yield Kept(kept.words, before, text[last : min(end, last + NEAR)], kept.start)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield the pieces that begin with a date and what belongs to each: its line, and how that wraps."""
    starts = [0, *(found.end() for found in PIECES.finditer(text))]
    begun: int | None = None
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        is_dated = DATED.match(text, start, end) is not None
        if begun is not None and (is_dated or _breaks(text, start)):
            yield begun, start
            begun = None
        if is_dated:
            begun = start
    if begun is not None:
        yield begun, len(text)


def _breaks(text: str, start: int) -> bool:
    """Return whether a new account begins here: a new line after a sentence, or a new paragraph."""
    end = start
    while end and text[end - 1].isspace():
        end -= 1
    lines = text.count("\n", end, start)
    return lines > 1 or (lines == 1 and text.endswith(SENTENCE_ENDS, 0, end))
