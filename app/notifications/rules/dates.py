"""Days and instants as senders write them: whole, partial, with or without a time."""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
ADULT_AT = 18
EARLIEST, LATEST = 1900, 2200

_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:[0-9]{2})"
)
_CLOCK = re.compile(r"([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})?")
_MIDNIGHT_UTC = re.compile(r"T00:00(?::00(?:\.0+)?)?(?:Z|\+00:00|-00:00)$")


class Days(NamedTuple):
    """The first and the last day that a partial date may mean."""

    first: date
    last: date


class Span(NamedTuple):
    """The first and the last instant that a statement about a time may mean."""

    first: datetime
    last: datetime


def days(text: str) -> Days | None:
    """Every day that `YYYY`, `YYYY-MM` or a full date may mean, or nothing if it is none of these."""
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    if not EARLIEST <= (year or 0) <= LATEST:
        return None
    try:
        first = date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return Days(first, first)
    last_month = month or 12
    return Days(first, date(first.year, last_month, monthrange(first.year, last_month)[1]))


def instant(text: str) -> datetime | None:
    """The instant in UTC, or nothing if the text has no offset or is no instant."""
    if not _INSTANT.fullmatch(text) or not EARLIEST <= int(text[:4]) <= LATEST:
        return None
    try:
        return datetime.fromisoformat(_six_digits(text)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _six_digits(text: str) -> str:
    return re.sub(r"(\.[0-9]{6})[0-9]+", r"\1", text)


def clock(text: str) -> time | None:
    """A time of day, with its offset where one was written."""
    if not _CLOCK.fullmatch(text):
        return None
    try:
        return time.fromisoformat(_six_digits(text))
    except ValueError:
        return None


def is_midnight_utc(text: str) -> bool:
    """Say whether this is how a national record writes a day whose time is not known."""
    return _MIDNIGHT_UTC.search(text) is not None


def civil_day(moment: datetime) -> date:
    """The day in London: an instant late on a summer evening in UTC belongs to tomorrow."""
    return moment.astimezone(LONDON).date()


def span_of_days(stated: Days) -> Span:
    """From the first midnight in London to the last instant before the day after."""
    start = datetime.combine(stated.first, time(), LONDON).astimezone(UTC)
    end = datetime.combine(stated.last + timedelta(days=1), time(), LONDON).astimezone(UTC)
    return Span(start, end - timedelta(microseconds=1))


def at_clock(day: date, at: time) -> Span:
    """The instants that a time of day may mean: two in the hour that October repeats."""
    if at.tzinfo is not None:
        exact = datetime.combine(day, at).astimezone(UTC)
        return Span(exact, exact)
    readings = [datetime.combine(day, at.replace(fold=fold), LONDON).astimezone(UTC) for fold in (0, 1)]
    return Span(min(readings), max(readings))


def birthday(born: date, years: int) -> date:
    """The day on which this age is reached: 1 March for those born on 29 February, in other years."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


def age_in_years(born: date, on: date) -> int:
    """Completed years on a civil day."""
    years = on.year - born.year
    return years if on >= birthday(born, years) else years - 1
