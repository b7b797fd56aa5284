"""Dates in the forms that people write, with the day they mean where they say it."""

import re
from calendar import month_name
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from app.anonymise import lexicon
from app.anonymise.find.scan import Scan
from app.anonymise.find.spans import Pass, Span
from app.anonymise.find.words import Text
from app.anonymise.find.written import form

MONTHS = [month[:3].lower() for month in month_name[1:]]
JOINED_MONTH = rf"(?P<month>{lexicon.either('months')})"
MONTH = rf"{JOINED_MONTH}\b"
WEEKDAYS = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
SHORT_DAYS = r"(?:mon|tues?|wed|thur?s?|fri|sat|sun)"
LEAD = rf"(?:\b(?:{WEEKDAYS}|{SHORT_DAYS})\b\.?,?\s+(?:the\s+)?)?"
UNITS, TEENS = (words for _, *words in lexicon.rows("ordinals.txt"))
ORDINALS = {
    **{word: day for day, word in enumerate([*UNITS, *TEENS, "twentieth"], 1)},
    **{f"twenty-{word}": 20 + day for day, word in enumerate(UNITS, 1)},
    "thirtieth": 30,
    "thirty-first": 31,
}
SPOKEN = "|".join(sorted((word.replace("-", r"[\s-]") for word in ORDINALS), key=len, reverse=True))
NOT_A_YEAR = r"[\d/\-]|:\d|\.\d|\s?(?:st|nd|rd|th|hrs|am|pm|mg|ml|kg|%|weeks|years|days|months)\b"
YEAR = rf"(?P<year>(?:19|20)\d{{2}}(?![-/.]\d)|'?\d{{2}}(?!{NOT_A_YEAR}))"
SEP = r"(?:[\s\-/,]{0,2}|\.(?=\S))"
RANGE = r"(?:\b\d{1,2}(?:st|nd|rd|th)?\s?(?:-|/|&|and|to|or)\s?)?"
PAIRED = (
    r"(?=/\d{1,2}(?:\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d\d|\s\d{1,2}\s\d\d|"
    rf"[\s-]?{lexicon.either('months')}))"
)
FULL = (
    r"(?P<year>(?:19|20)\d{2})(?:\s?[-/]\s?|\.)(?P<number>\d{1,2})(?:\s?[-/]\s?|\.)(?P<day>\d{1,2})(?!\d)(?:T[\d:.]+Z?)?",
    r"(?<![\d/.])(?P<day>\d{1,2})(?P<mark>\s?[-/]\s?|\.|\s\.\s)(?P<number>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d{2}|\d{2})(?![\d/]|\.\d)",
    rf"(?<![\d/.])(?P<day>\d{{1,2}})(?P<mark>\s?[-/]\s?|\.|\s)(?P<number>\d{{1,2}})(?P=mark)(?P<year>(?:19|20)\d{{2}}|\d{{2}}){PAIRED}",
    r"(?<=\d\d/)(?P<day>\d{1,2})(?P<mark>\s?[-/]\s?|\.|\s)(?P<number>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d{2}|\d{2})(?![\d/]|\.\d)",
    rf"(?<![\w.])(?P<day>\d{{1,2}})[\s-]?{JOINED_MONTH}[\s-]?(?P<year>(?:19|20)\d{{2}}|\d{{2}}){PAIRED}",
    r"(?<![\d/.])(?P<day>\d{1,2})\s?(?P<mark>[-/])\s?(?P<number>\d{1,2})\s(?P=mark)\s(?P<year>(?:19|20)\d{2}|\d{2})(?![\d/]|\.\d)",
    rf"{LEAD}{RANGE}(?<![:.\d])\b(?P<day>\d{{1,2}})\s?(?:st|nd|rd|th)?\s?(?:day\s)?(?:of\s)?{SEP}{MONTH}{SEP}(?:of\s)?{YEAR}(?!\d)",
    rf"{LEAD}{RANGE}(?<![:.\d])\b(?P<day>\d{{1,2}})\s?(?:st|nd|rd|th)?\s?(?:day\s)?(?:of\s)?{SEP}{MONTH}(?!\w)",
    rf"{LEAD}\b{MONTH}[\s\-]{{1,2}}(?:the\s)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:\d|\.\d)(?:[\s,\-]{{1,2}}{YEAR})?(?!\d)",
    rf"{LEAD}\b(?:the\s)?(?P<spoken>{SPOKEN})(?:\sday)?\s(?:of\s)?{MONTH}(?:[\s,]{{1,2}}(?P<year>(?:19|20)\d{{2}}(?![-/]\d)))?",
    r"(?<![\d.,/\-])(?P<day>0[1-9]|[12]\d|3[01])(?P<number>0[1-9]|1[0-2])(?P<year>(?:19|20)\d{2})(?![\d/\-])",
    rf"(?<!\w)(?P<day>\d{{1,2}}){JOINED_MONTH}(?P<year>(?:19|20)?\d{{2}})(?!\w)",
    r"(?<![\d.,/\-])(?P<day>\d{1,2})\s(?P<number>\d{1,2})\s(?P<year>20\d{2})(?![\d/\-]|\.\d)",
    r"(?<![\d.,/\-])(?P<year>(?:19|20)\d{2})(?P<number>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?![\d/\-])",
)
DATES = tuple(re.compile(form) for form in FULL)
YEARED = re.compile(
    r"(?:19|20)\d\d|\d\s?[-/.]\s?\d\d?\s?[-/.]\s?\d\d|\d\s\d\d?\s\d\d|\d{5}"
    rf"|{JOINED_MONTH}[\s\-/,.]{{0,2}}(?:of\s|the\s)?(?:\d|')"
)
MONTH_YEAR = re.compile(
    rf"\b(?:(?:early|mid|late)[\s-]|(?:beginning|middle|end|start) of )?{MONTH}[\s,\-'/]{{1,2}}(?:of\s)?"
    r"(?P<year>(?:19|20)\d{2}|(?<=')\d{2})\b(?![-/]\d)"
)
NUMBERED_MONTH = re.compile(r"(?<![\d/.\-])(?P<number>0?[1-9]|1[0-2])/(?P<year>20\d{2})(?![\d/\-])")
SLASHED = re.compile(
    rf"\b{lexicon.either('before a day and month')}\b\.?:?\s+"
    r"(?P<day>\d{1,2})[/.](?P<number>\d{1,2})(?![\d/]|\.\d|\s?(?:old|of life|mg|ml|ago|kg))"
)
PADDED = re.compile(r"(?<![\d/.:])(?P<day>\d{1,2})(?P<mark>[/.])(?P<number>\d{1,2})(?![\d/:]|\.\d)")
CLINICAL_PARTS = frozenset({"4", "5", "6", "7", "8", "9", "10", "12", "15", "52"})
UPSIDE = re.compile(
    r"(?<![\d/.:\w])(?P<day>\d{1,2})/(?P<number>0?[1-689]|1[01])(?![\d/:%]|\.\d|\s?(?:old|mg|ml|kg|mmhg))"
)
HEADING = form("date", "heading")
COMPACT = re.compile(
    r"(?<![\d.,/\-+])(?P<day>0[1-9]|[12]\d|3[01])(?P<number>0[1-9]|1[0-2])(?P<year>\d\d)(?![\d/\-]|\.\d)"
)


def days(text: Text, near: date | None) -> Iterator[Span]:
    """Yield the dates that tell a day and a month, with a year or without."""
    for pattern in DATES:
        for match in text.in_lower.each(pattern):
            parts = match.groupdict()
            day = _day(parts, near)
            if day or parts.get("month"):
                rule = "full-date" if parts.get("year") else "day-and-month"
                yield Span(*match.span(), "date", rule, Pass.DATE, day=day)


def yeared(text: Text) -> bool:
    """Return whether a text may hold a date with its year at all."""
    return bool(YEARED.search(text.lower))


def dates(text: Text, near: date | None) -> Iterator[Span]:
    """Return the dates of a text. A day without year is read as the one nearest to `near`."""
    low = text.in_lower
    yield from days(text, near)
    for match in low.each(SLASHED):
        day = _day(match.groupdict(), near)
        if day:
            yield Span(match.start("day"), match.end(), "date", "day-and-month", Pass.DATE, day=day)
    for match in low.each(MONTH_YEAR):
        day = date(_year(match["year"], near), _month(match["month"]), 15)
        yield Span(*match.span(), "date", "month-and-year", Pass.DATE, day=day)
    for match in low.each(NUMBERED_MONTH):
        day = date(int(match["year"]), int(match["number"]), 15)
        yield Span(*match.span(), "date", "month-and-year", Pass.DATE, day=day)
    yield from _upside(text, low, near)
    yield from _said_short(low, near)


def _upside(text: Text, low: Scan, near: date | None) -> Iterator[Span]:
    """Yield fractions that can only be days: greater than one, or at the head of an entry."""
    for match in low.each(UPSIDE):
        if int(match["day"]) > int(match["number"]) and (day := _day(match.groupdict(), near)):
            yield Span(match.start("day"), match.end(), "date", "day-and-month", Pass.DATE, day=day)
    for match in text.in_plain.each(HEADING):
        parts = [name for name in match.groupdict() if match[name] is not None]
        day = _day({"day": match[parts[0]], "number": match[parts[1]]}, near)
        if day:
            yield Span(match.start(parts[0]), match.end(), "date", "day-and-month", Pass.DATE, day=day)


def compact(text: Text, known: Iterable[date]) -> Iterator[Span]:
    """Yield known days written as six figures."""
    days = frozenset(known)
    for match in text.in_lower.each(COMPACT):
        day = _day(match.groupdict(), None)
        if day in days:
            yield Span(*match.span(), "date", "full-date", Pass.DATE, known=True, day=day)


def _said_short(low: Scan, near: date | None) -> Iterator[Span]:
    """Yield the day of death where it is written as day and month alone, but not scores and fractions."""
    for match in low.each(PADDED):
        parts = match.groupdict()
        day = _day(match.groupdict(), near)
        if day is None or day != near:
            continue
        padded = len(parts["day"]) == len(parts["number"]) == 2 and "0" in {
            parts["day"][0],
            parts["number"][0],
        }
        if padded or (parts["mark"] == "/" and parts["number"] not in CLINICAL_PARTS):
            yield Span(*match.span(), "date", "day-and-month", Pass.DATE, day=day)


def _day(parts: Mapping[str, str | None], near: date | None) -> date | None:
    """Return the day that a match means, day before month, or month first where only that can be."""
    said = parts.get("day")
    day = int(said) if said else ORDINALS[re.sub(r"\s", "-", parts["spoken"] or "")]
    month = _month(named) if (named := parts.get("month")) else int(parts["number"] or 0)
    if month > 12 >= day:
        day, month = month, day
    years = [near.year, near.year - 1, near.year + 1] if near else []
    years = [_year(year, near)] if (year := parts.get("year")) else years
    days = [made for year in years if (made := _made(year, month, day))]
    return min(days, key=lambda one: abs((one - near).days)) if days and near else next(iter(days), None)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(name: str) -> int:
    return MONTHS.index(name[:3].replace("set", "sep")) + 1


def _year(text: str, near: date | None) -> int:
    digits = text.strip("'")
    if len(digits) == 4:
        return int(digits)
    turn = ((near.year if near else 2030) + 2) % 100
    return int(digits) + (2000 if int(digits) <= turn else 1900)
