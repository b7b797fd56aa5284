"""How old the child may have been, reckoned in Europe/London civil days."""

from datetime import timedelta
from typing import NamedTuple

from app.notifications.rules.dates import ADULT_AT, Days, Span, age_in_years, birthday
from app.notifications.rules.reading import Form, birth_days, birth_span, death_days, death_span

NEONATE = timedelta(days=28)
DAY = timedelta(days=1)


class Age(NamedTuple):
    """The age at death, as a number of a unit, when every reading of the dates agrees on it."""

    number: int
    unit: str


def lived(form: Form) -> tuple[timedelta, timedelta] | None:
    """The shortest and the longest life that the dates allow."""
    born, died = birth_span(form), death_span(form)
    if born is None or died is None:
        return None
    return died.first - born.last, died.last - born.first


def under_a_day(form: Form) -> str:
    """Say whether the child lived less than a day: `yes`, `no`, or `unclear`."""
    life, born, died = lived(form), birth_days(form), death_days(form)
    if life is None or born is None or died is None:
        return "unclear"
    if life[1] <= DAY or (born.first == died.last and born.first == born.last):
        return "yes"
    return "no" if life[0] >= DAY else "unclear"


def is_neonate(form: Form) -> bool:
    """Say whether every reading of the dates puts the death under 28 days."""
    born, died = birth_days(form), death_days(form)
    return born is not None and died is not None and died.last - born.first < NEONATE


def certainly_adult(born: Days, died: Days) -> bool:
    """Every reading puts the death more than a day after the 18th birthday."""
    return died.first > birthday(born.last, ADULT_AT) + DAY


def certainly_child(born: Days, died: Days) -> bool:
    """Every reading puts the death before the 18th birthday."""
    return died.last < birthday(born.first, ADULT_AT)


def age(form: Form) -> Age | None:
    """Minutes under an hour, hours under a day, then days, months and years; nothing if unclear."""
    born, died = birth_days(form), death_days(form)
    if born is None or died is None or born.first != born.last or died.first != died.last:
        return None
    exact_born, exact_died = birth_span(form), death_span(form)
    short = _short(exact_born, exact_died) if exact_born and exact_died else None
    if short:
        return short
    gone = (died.first - born.first).days
    years = age_in_years(born.first, died.first)
    if gone < NEONATE.days:
        return Age(gone, "days")
    months = (died.first.year - born.first.year) * 12 + died.first.month - born.first.month
    months -= died.first.day < born.first.day
    return Age(years, "years") if years else Age(months, "months")


def _short(born: Span, died: Span) -> Age | None:
    life = died.first - born.first
    if (
        born.first != born.last
        or died.last - died.first > timedelta(hours=1)
        or not timedelta() <= life < DAY
    ):
        return None
    minutes = int(life.total_seconds() // 60)
    return Age(minutes, "minutes") if minutes < 60 else Age(minutes // 60, "hours")
