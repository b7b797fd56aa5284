"""Invented deaths of a stretch of time, drawn by the shares of an ordinary year."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TypeVar
from zoneinfo import ZoneInfo

from app.cli.invention import places, rates
from app.cli.invention.people import Begun, Child, Register, a_child, free_day

LONDON = ZoneInfo("Europe/London")
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Death:
    """One death, and what its review will find."""

    child: Child
    at: datetime
    age_days: int
    category: str
    cause: str
    place: str
    trust: str
    expected: bool
    jar: bool
    gestation: int | None
    birthweight: int | None
    modifiability: str
    factors: tuple[tuple[str, str, bool], ...]
    birth_order: int = 1

    @property
    def trigger(self) -> str | None:
        """Return what calls for a Joint Agency Response."""
        return rates.TRIGGER.get(self.category, "sudden_no_apparent_cause") if self.jar else None

    @property
    def coroner(self) -> bool:
        """Return whether the coroner is told."""
        return self.jar or not self.expected

    @property
    def inquest(self) -> bool:
        """Return whether an inquest is opened."""
        return self.jar and self.category not in {"infection", "perinatal", "congenital", "chronic_med"}

    @property
    def neonatal(self) -> bool:
        """Return whether the neonatal certificate is for this death."""
        return self.age_days < 28


def drawn(draw: Random, shares: Mapping[Key, int]) -> Key:
    """Return one of these, as often as its share says."""
    return draw.choices(list(shares), list(shares.values()))[0]


def instants(draw: Random, first: date, last: date, a_year: int) -> Iterator[datetime]:
    """Yield when children died between two days: a Poisson process, with an hour and a minute."""
    at = datetime.combine(first, time(), LONDON)
    end = datetime.combine(last, time(23, 59), LONDON)
    while (at := at + timedelta(days=-math.log(1 - draw.random()) * 365.25 / a_year)) <= end:
        day = free_day(at.date())
        yield datetime.combine(day, time(draw.randrange(24), draw.randrange(1, 60)), LONDON)


def midnight(day: date) -> datetime:
    """Return the first instant of a day."""
    return datetime.combine(day, time(), LONDON)


def on_a_day(draw: Random, first: date, last: date) -> datetime:
    """Return an instant on any day of a stretch of time."""
    day = free_day(first + timedelta(days=draw.randrange((last - first).days)))
    return datetime.combine(day, time(draw.randrange(24), draw.randrange(1, 60)), LONDON)


def a_death(draw: Random, register: Register, area: str, at: datetime) -> Death:
    """Return one death in an area."""
    band = drawn(draw, {name: share for name, (_, _, share) in rates.BANDS.items()})
    first, last, _ = rates.BANDS[band]
    age_days = draw.randint(first, last)
    category = drawn(draw, rates.CATEGORIES[band])
    born = free_day(at.date() - timedelta(days=age_days))
    clock = _birth_clock(draw, at) if age_days < 28 else None
    sex = "male" if draw.random() < 0.57 else "female"
    ethnicity = drawn(draw, rates.ETHNICITY)
    home = places.home(draw, area)
    child = a_child(draw, register, Begun(born, clock, sex, ethnicity, home, age_days // 365))
    gestation = _gestation(draw, category) if age_days < 365 else None
    place = drawn(draw, rates.PLACES[category])
    jar = draw.random() < rates.JAR[category]
    modifiability, factors = _review(draw, category)
    return Death(
        child=child, at=at, age_days=(at.date() - born).days, category=category,
        cause=draw.choice(rates.CAUSES[category]), place=place, trust=_trust(draw, area, gestation),
        expected=not jar and category not in {"acute_med", "infection"}, jar=jar, gestation=gestation,
        birthweight=_weight(draw, gestation), modifiability=modifiability, factors=factors,
    )  # fmt: skip


def _birth_clock(draw: Random, at: datetime) -> str:
    """Return a time of birth that is before any death of the same day."""
    minute = draw.randrange(at.hour * 60 + at.minute)
    return f"{minute // 60:02}:{minute % 60:02}"


def _gestation(draw: Random, category: str) -> int:
    weeks = {22: 12, 23: 10, 25: 22, 27: 14, 31: 16, 35: 12, 39: 14} if category == "perinatal" else {
        34: 12, 36: 14, 38: 30, 39: 24, 40: 20}  # fmt: skip
    return drawn(draw, weeks)


def _weight(draw: Random, gestation: int | None) -> int | None:
    if gestation is None:
        return None
    return max(380, round(3400 * math.pow(gestation / 40, 3.2) + draw.gauss(0, 160)))


def _trust(draw: Random, area: str, gestation: int | None) -> str:
    if gestation and gestation < 28 and draw.random() < 0.5:
        return draw.choice(rates.LEVEL_3)
    return drawn(draw, rates.TRUSTS.get(area, rates.TRUSTS["worcestershire"]))


def _review(draw: Random, category: str) -> tuple[str, tuple[tuple[str, str, bool], ...]]:
    """Return what the panel will decide on modifiability, with the factors that it stands on."""
    known = rates.FACTORS[category]
    found = draw.sample(known, k=min(len(known), draw.randint(1, 3)))
    modifiable = draw.random() < rates.MODIFIABLE[category]
    if not modifiable:
        few = draw.random() < rates.INSUFFICIENT
        return ("insufficient" if few else "none"), tuple((*one, False) for one in found)
    changed = dict.fromkeys([known[0], *found])
    return "modifiable", tuple((*one, one == known[0]) for one in changed)
