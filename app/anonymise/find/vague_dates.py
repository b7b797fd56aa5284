"""What tells a day without saying it: months, weekdays, years, feasts, birthdays, days of the month."""

import re
from calendar import month_name
from collections.abc import Iterable, Iterator
from datetime import date

from app.anonymise import lexicon
from app.anonymise.find.dates import MONTH, SHORT_DAYS, SPOKEN, WEEKDAYS
from app.anonymise.find.protect import Protected
from app.anonymise.find.spans import Pass, Span
from app.anonymise.find.words import Text
from app.anonymise.find.written import form

DAY_NAMED = form("date", "named day", WEEKDAYS=WEEKDAYS, SHORT_DAYS=SHORT_DAYS)
DAY = "day of the week"
SHORT_DAY = re.compile(r"\b(?:Mon|Tues?|Weds?|Thur?s?|Fri)\b(?!\w)")
LONE_MONTH = re.compile(
    r"\b(?:in|since|until|till|during|early|late|mid|last|next|this|from|by|(?:end|start|middle) of)[\s-]"
    rf"{MONTH}(?!\s(?:not|have|be|need|also)\b)"
)
LONGEST_PART = len("beginning of ")
PART_OF = re.compile(r"\b(?:early|late|mid|(?:end|start|middle|beginning) of)[\s-]\Z")
MONTHS_ON = re.compile(rf"\s?(?:/|-|to|and|or)\s?{MONTH}")
SEASON = form("date", "season")
MONTH_NAME = re.compile(
    rf"\b(?:{'|'.join(name for name in month_name[1:] if name not in {'March', 'May'})})\b"
)
DAY_OF_MONTH = re.compile(
    r"\b(?:on|by|until|till|since|from|of|dated)\s(?P<all>the\s\d{1,2}(?:st|nd|rd|th))\b"
    rf"(?!\s?{lexicon.either('not after an ordinal')})"
    r"|\b(?P<alone>the\s\d{1,2}(?:st|nd|rd|th))\b"
    rf"(?!\s?{lexicon.either('not after an ordinal')})"
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
    for match in text.in_lower.each(BARE_YEAR):
        if match.group() in said:
            yield Span(*match.span(), "date", "known-year", Pass.DATE, known=True, label="year")


def vague_dates(text: Text, protected: Protected) -> Iterator[Span]:
    """Yield what tells a date without saying it: months, weekdays, years, feasts, birthdays."""
    low, plain = text.in_lower, text.in_plain
    for match in low.each(LONE_MONTH):
        begin, end = match.span("month")
        before = PART_OF.search(low.text, max(0, begin - LONGEST_PART), begin)
        pair = MONTHS_ON.match(low.text, end)
        start, until = before.start() if before else begin, pair.end() if pair else end
        yield Span(start, until, "date", "month", Pass.DATE, label="month")
    for match in low.each(SEASON):
        yield Span(*match.span(), "date", "season", Pass.DATE, label="season")
    for match in plain.each(MONTH_NAME):
        yield Span(*match.span(), "date", "month", Pass.DATE, label="month")
    for match in low.each(DAY_OF_MONTH):
        yield Span(*match.span(match.lastgroup or 0), "date", "day-of-month", Pass.DATE, label="date")
    for match in low.each(YEAR_ALONE):
        if not protected.clinical(match.start("all")):
            yield Span(*match.span("all"), "date", "year", Pass.DATE, label="year")
    for source, pattern, label in ((low, DAY_NAMED, "date"), (plain, SHORT_DAY, DAY), (low, WEEKDAY, DAY)):
        found = source.each(pattern)
        yield from (Span(*match.span(), "date", "weekday", Pass.DATE, label=label) for match in found)
    told = ((lexicon.feasts(), "feast", "public day"), (BIRTHDAY, "birthday", "birthday"))
    for pattern, rule, label in told:
        for match in low.all(pattern):
            yield Span(*match.span(), "date", rule, Pass.DATE, label=label)
