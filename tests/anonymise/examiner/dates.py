"""Dates in every form that people write."""

import random
from datetime import date

from tests.anonymise.examiner import shelf

CALENDAR = shelf.sections("calendar.txt")
MONTHS, SHORT = CALENDAR["months"], CALENDAR["short"]
MISSPELT = {"January": "Janurary", "February": "Febuary", "August": "Augest", "September": "Septmber"}
DAYS, SHORT_DAYS = CALENDAR["days"], CALENDAR["brief"]


def ordinal(day: int) -> str:
    """Return a day of a month as it is said."""
    end = "th" if 10 < day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{end}"


def typed(rng: random.Random, when: date, how: str) -> str:
    """Return a date as it is typed."""
    if how == "day":
        return rng.choice((f"the {ordinal(when.day)}", f"{DAYS[when.weekday()]} {ordinal(when.day)}"))
    if how == "my":
        return _month(rng, when)
    if how == "num":
        return rng.choice(_numeric(when))
    return rng.choice(_numeric(when) if rng.random() < 0.45 else _worded(rng, when))


def _month(rng: random.Random, when: date) -> str:
    long, short = MONTHS[when.month - 1], SHORT[when.month - 1]
    year = f"{when.year}"
    return rng.choice(
        (f"{long} {year}", f"{short} {year}", f"{short} '{year[2:]}", f"{when.month:02}/{year}")
    )


def _numeric(when: date) -> list[str]:
    day, month, year, two = when.day, when.month, when.year, f"{when.year % 100:02}"
    short = SHORT[month - 1][:3]
    forms = [
        f"{day:02}/{month:02}/{year}",
        f"{day:02}/{month:02}/{two}",
        f"{day}/{month}/{two}",
        f"{day}.{month}.{two}",
    ]
    forms += [
        f"{day:02}.{month:02}.{year}",
        f"{day:02}-{month:02}-{two}",
        when.isoformat(),
        f"{day}-{short}-{two}",
    ]
    forms += [f"{day:02}-{short.upper()}-{year}", f"{day:02} {month:02} {year}", f"{day:02}{short}{year}"]
    return [*forms, f"{day}/{month}/{year}", f"{day} / {month} / {two}"]


def _worded(rng: random.Random, when: date) -> list[str]:
    long, short = MONTHS[when.month - 1], SHORT[when.month - 1]
    weekday, brief = DAYS[when.weekday()], SHORT_DAYS[when.weekday()]
    if rng.random() < 0.08:
        long = MISSPELT.get(long, long)
    day, said, year = when.day, ordinal(when.day), when.year
    forms = [
        f"{day} {long} {year}",
        f"{said} {long} {year}",
        f"{day} {short} {year}",
        f"{brief} {day} {short}",
    ]
    forms += [f"{weekday} {said} {long}", f"{said} {short}", f"{short} {said}", f"the {said} of {long}"]
    forms += [f"{long} {day}, {year}", f"{said} {short} '{year % 100:02}", f"{weekday}, {day} {long} {year}"]
    return [*forms, f"{weekday} the {said}", f"{said} of {long} {year}", f"{brief}. {said} {short}."]
