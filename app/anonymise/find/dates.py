"""Dates in the forms that people write, with the day they mean where they say it."""

import re
from calendar import month_name
from collections.abc import Iterable, Iterator
from datetime import date

from app.anonymise import lexicon
from app.anonymise.find.protect import Protected
from app.anonymise.find.spans import Pass, Span
from app.anonymise.find.words import Text

MONTHS = [month.lower() for month in month_name[1:]]
MONTH = rf"(?P<month>{lexicon.either('months')})\b"
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
FULL = (
    r"(?P<year>(?:19|20)\d{2})(?:\s?[-/]\s?|\.)(?P<number>\d{1,2})(?:\s?[-/]\s?|\.)(?P<day>\d{1,2})(?!\d)(?:T[\d:.]+Z?)?",
    r"(?<![\d/.])(?P<day>\d{1,2})(?P<mark>\s?[-/]\s?|\.|\s\.\s)(?P<number>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d{2}|\d{2})(?![\d/]|\.\d)",
    rf"{LEAD}{RANGE}(?<![:.\d])\b(?P<day>\d{{1,2}})\s?(?:st|nd|rd|th)?\s?(?:day\s)?(?:of\s)?{SEP}{MONTH}{SEP}(?:of\s)?{YEAR}(?!\d)",
    rf"{LEAD}{RANGE}(?<![:.\d])\b(?P<day>\d{{1,2}})\s?(?:st|nd|rd|th)?\s?(?:day\s)?(?:of\s)?{SEP}{MONTH}(?!\w)",
    rf"{LEAD}\b{MONTH}[\s\-]{{1,2}}(?:the\s)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:\d|\.\d)(?:[\s,\-]{{1,2}}{YEAR})?(?!\d)",
    rf"{LEAD}\b(?:the\s)?(?P<spoken>{SPOKEN})(?:\sday)?\s(?:of\s)?{MONTH}(?:[\s,]{{1,2}}(?P<year>(?:19|20)\d{{2}}(?![-/]\d)))?",
    r"(?<![\d.,/\-])(?P<day>0[1-9]|[12]\d|3[01])(?P<number>0[1-9]|1[0-2])(?P<year>(?:19|20)\d{2})(?![\d/\-])",
    r"(?<![\d.,/\-])(?P<year>(?:19|20)\d{2})(?P<number>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?![\d/\-])",
)
DATES = tuple(re.compile(form) for form in FULL)
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
    r"(?<![\d/.:\w])(?P<day>\d{1,2})/(?P<number>0?[1-489]|0[56]|1[01])(?![\d/:%]|\.\d|\s?(?:old|mg|ml|kg|mmhg))"
)
HEADING = re.compile(r"(?:^|\n|[.;] )(?P<day>\d{1,2})/(?P<number>\d{1,2})(?=:?\s(?:[A-Z]|\d{1,2}[:.]\d\d))")
DAY_NAMED = re.compile(
    rf"\b(?:{WEEKDAYS}|{SHORT_DAYS}|w/c|week of|w/e)\.?,?\s(?:the\s)?\d{{1,2}}(?:st|nd|rd|th)\b"
    r"|(?<![\w.])\d{1,2}(?:st|nd|rd|th)(?=\s\d{1,2}[:.]\d\d)"
    r"|(?<=\bbetween )(?:the\s)?\d{1,2}(?:st|nd|rd|th) and (?:the\s)?\d{1,2}(?:st|nd|rd|th)\b"
)
DAY = "day of the week"
SHORT_DAY = re.compile(r"\b(?:Mon|Tues?|Weds?|Thur?s?|Fri)\b(?!\w)")
LONE_MONTH = re.compile(
    r"\b(?:in|since|until|till|during|early|late|mid|last|next|this|from|by|(?:end|start|middle) of)[\s-]"
    rf"{MONTH}(?!\s(?:not|have|be|need|also)\b)"
)
MONTH_NAME = re.compile(
    rf"\b(?:{'|'.join(name for name in month_name[1:] if name not in {'March', 'May'})})\b"
)
DAY_OF_MONTH = re.compile(
    r"\b(?:on|by|until|till|since|from|of|dated)\s(?P<all>the\s\d{1,2}(?:st|nd|rd|th))\b"
    rf"(?!\s?{lexicon.either('not after an ordinal')})"
    r"|\b(?P<alone>the\s\d{1,2}(?:st|nd|rd|th))(?=[.,;)!]|\Z)"
)
YEAR_ALONE = re.compile(
    rf"\b{lexicon.either('before a year')}[\s-](?P<all>(?:19[3-9]\d|20[0-4]\d))\b"
    r"(?!\s?(?:hrs|hours|h\b|ml|g\b|mg|kcal|pm|am))"
)
BARE_YEAR = re.compile(r"(?<![\w/.\-:])(?<!\bat )(?<!@ )(?:19|20)\d{2}(?![\w/\-]|[:.]\d|\s?h)")
WEEKDAY = re.compile(
    rf"\b(?:last\s|next\s|this\s|that\s)?{WEEKDAYS}\b(?:\s(?:morning|afternoon|evening|night))?"
    rf"|(?:(?<=\blast )|(?<=\bon )|(?<=\bnext )|(?<=\bthis )){SHORT_DAYS}\b"
)
BIRTHDAY = re.compile(r"\b(?:(?:\d{1,2}(?:st|nd|rd|th)|" + SPOKEN + r")\s)?birthdays?\b")


def years(text: Text, known: Iterable[date | None]) -> Iterator[Span]:
    """Yield the years of birth and death where they stand alone, but not times of day."""
    said = {str(day.year) for day in known if day}
    for match in BARE_YEAR.finditer(text.lower):
        if match.group() in said:
            yield Span(*match.span(), "date", "known-year", Pass.DATE, known=True, label="year")


def dates(text: Text, protected: Protected, near: date | None) -> Iterator[Span]:
    """Return the dates of a text. A day without year is read as the one nearest to `near`."""
    low = text.lower
    for pattern in DATES:
        for match in pattern.finditer(low):
            day = _day(match, near)
            if day or match.groupdict().get("month"):
                rule = "full-date" if match.groupdict().get("year") else "day-and-month"
                yield Span(*match.span(), "date", rule, Pass.DATE, day=day)
    for match in SLASHED.finditer(low):
        day = _day(match, near)
        if day:
            yield Span(match.start("day"), match.end(), "date", "day-and-month", Pass.DATE, day=day)
    for match in MONTH_YEAR.finditer(low):
        day = date(_year(match["year"], near), _month(match["month"]), 15)
        yield Span(*match.span(), "date", "month-and-year", Pass.DATE, day=day)
    for match in NUMBERED_MONTH.finditer(low):
        day = date(int(match["year"]), int(match["number"]), 15)
        yield Span(*match.span(), "date", "month-and-year", Pass.DATE, day=day)
    yield from _upside(text, low, near)
    yield from _said_short(low, near)
    yield from _vague(text, low, protected)


def _upside(text: Text, low: str, near: date | None) -> Iterator[Span]:
    """Yield fractions that can only be days: greater than one, or at the head of an entry."""
    found = [match for match in UPSIDE.finditer(low) if int(match["day"]) > int(match["number"])]
    for match in (*found, *HEADING.finditer(text.plain)):
        day = _day(match, near)
        if day:
            yield Span(match.start("day"), match.end(), "date", "day-and-month", Pass.DATE, day=day)


def _said_short(low: str, near: date | None) -> Iterator[Span]:
    """Yield the day of death where it is written as day and month alone, but not scores and fractions."""
    for match in PADDED.finditer(low):
        parts = match.groupdict()
        day = _day(match, near)
        if day is None or day != near:
            continue
        padded = len(parts["day"]) == len(parts["number"]) == 2 and "0" in {
            parts["day"][0],
            parts["number"][0],
        }
        if padded or (parts["mark"] == "/" and parts["number"] not in CLINICAL_PARTS):
            yield Span(*match.span(), "date", "day-and-month", Pass.DATE, day=day)


def _vague(text: Text, low: str, protected: Protected) -> Iterator[Span]:
    """Return what tells a date without saying it: months, weekdays, years, feasts, birthdays."""
    for match in LONE_MONTH.finditer(low):
        yield Span(match.start("month"), match.end("month"), "date", "month", Pass.DATE, label="month")
    for match in MONTH_NAME.finditer(text.plain):
        yield Span(*match.span(), "date", "month", Pass.DATE, label="month")
    for match in DAY_OF_MONTH.finditer(low):
        yield Span(*match.span(match.lastgroup or 0), "date", "day-of-month", Pass.DATE, label="date")
    for match in YEAR_ALONE.finditer(low):
        if not protected.clinical(match.start("all")):
            yield Span(*match.span("all"), "date", "year", Pass.DATE, label="year")
    for source, pattern, label in (
        (low, DAY_NAMED, "date"),
        (text.plain, SHORT_DAY, DAY),
        (low, WEEKDAY, DAY),
    ):
        days = pattern.finditer(source)
        yield from (Span(*match.span(), "date", "weekday", Pass.DATE, label=label) for match in days)
    for pattern, rule, label in (
        (lexicon.feasts(), "feast", "public day"),
        (BIRTHDAY, "birthday", "birthday"),
    ):
        for match in pattern.finditer(low):
            yield Span(*match.span(), "date", rule, Pass.DATE, label=label)


def _day(match: re.Match[str], near: date | None) -> date | None:
    """Return the day that a match means, day before month, or month first where only that can be."""
    parts = match.groupdict()
    day = int(parts["day"]) if parts.get("day") else ORDINALS[re.sub(r"\s", "-", parts["spoken"] or "")]
    month = _month(parts["month"]) if parts.get("month") else int(parts["number"])
    if month > 12 >= day:
        day, month = month, day
    years = [near.year, near.year - 1, near.year + 1] if near else []
    years = [_year(parts["year"], near)] if parts.get("year") else years
    days = [made for year in years if (made := _made(year, month, day))]
    return min(days, key=lambda one: abs((one - near).days)) if days and near else next(iter(days), None)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(name: str) -> int:
    return next(
        number for number, month in enumerate(MONTHS, 1) if month[:3] == name[:3].replace("set", "sep")
    )


def _year(text: str, near: date | None) -> int:
    digits = text.strip("'")
    if len(digits) == 4:
        return int(digits)
    turn = ((near.year if near else 2030) + 2) % 100
    return int(digits) + (2000 if int(digits) <= turn else 1900)
