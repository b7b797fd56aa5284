"""Invented people: a child, those around the child, and the professionals who write about them."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from app.cli.invention import words
from app.cli.invention.places import Home

# These days stand in clear in the tables of reference, so no invented person is born or dies on one.
TAKEN = frozenset(
    date.fromisoformat(day)
    for day in (
        "1974-04-01", "1998-04-01", "2006-04-01", "2009-04-01", "2013-04-01", "2019-04-01", "2019-09-28",
        "2019-09-29", "2020-03-31", "2020-04-01", "2021-03-31", "2021-04-01", "2022-06-30", "2022-07-01",
        "2024-09-09",
    )
)  # fmt: skip
WEIGHTS = range(10, 1, -1)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the family."""

    relation: str
    given: str
    family: str
    born: date
    nhs_number: str

    @property
    def name(self) -> str:
        """Return the whole name."""
        return f"{self.given} {self.family}"


@dataclass(frozen=True, slots=True)
class Child:
    """An invented child, with a family and a home."""

    given: str
    family: str
    born: date
    birth_clock: str | None
    sex: str
    nhs_number: str
    ethnicity: str
    home: Home
    mother: Person
    father: Person | None
    sibling: Person | None
    practice: str
    school: str | None

    @property
    def name(self) -> str:
        """Return the whole name."""
        return f"{self.given} {self.family}"

    @property
    def people(self) -> tuple[Person, ...]:
        """Return the family as far as there is one."""
        return tuple(person for person in (self.mother, self.father, self.sibling) if person)


@dataclass(slots=True)
class Register:
    """Gives out NHS numbers of the range that is reserved for tests, each once."""

    last: int = 999_100_000

    def number(self) -> str:
        """Return the next valid number (modulus 11; a check digit of ten is skipped)."""
        while True:
            self.last += 7
            digits = str(self.last)
            check = 11 - sum(int(one) * weight for one, weight in zip(digits, WEIGHTS, strict=False)) % 11
            if check != 10:
                return digits + str(check % 11)


def free_day(day: date) -> date:
    """Return this day, or the one before it where reference data has taken it."""
    return free_day(day - timedelta(days=1)) if day in TAKEN else day


def a_surname(draw: Random) -> str:
    """Return a surname that nobody bears."""
    return words.surname(draw.randrange(99), draw.randrange(99))


def a_professional(draw: Random) -> str:
    """Return the name of somebody at work."""
    return f"{draw.choice(words.GIVEN_ADULT)} {a_surname(draw)}"


@dataclass(frozen=True, slots=True)
class Begun:
    """What is known of a child before the family is drawn."""

    born: date
    birth_clock: str | None
    sex: str
    ethnicity: str
    home: Home
    years: int


def a_child(draw: Random, register: Register, begun: Begun) -> Child:
    """Return a child with a mother, mostly a father, and sometimes a brother or sister."""
    family = a_surname(draw)
    given = draw.choice(words.GIVEN_MALE if begun.sex == "male" else words.GIVEN_FEMALE)

    def relative(relation: str, name: str, years: int) -> Person:
        born = free_day(begun.born - timedelta(days=years * 365 + draw.randrange(300)))
        return Person(relation, draw.choice(words.GIVEN_ADULT), name, born, register.number())

    mother = relative("mother", family, draw.randint(18, 41))
    apart = draw.random() < 0.3
    father = relative("father", a_surname(draw) if apart else family, draw.randint(19, 46))
    elder = relative("sibling", family, draw.randint(1, 6))
    sibling = Person("sibling", draw.choice(words.GIVEN_FEMALE), family, elder.born, elder.nhs_number)
    return Child(
        given, family, begun.born, begun.birth_clock, begun.sex, register.number(), begun.ethnicity,
        begun.home, mother, father if draw.random() < 0.88 else None,
        sibling if draw.random() < 0.45 else None, draw.choice(words.PRACTICES), _school(draw, begun.years),
    )  # fmt: skip


def _school(draw: Random, years: int) -> str | None:
    if years < 4:
        return None
    return draw.choice(words.SCHOOLS[:3] if years < 11 else words.SCHOOLS[3:])
