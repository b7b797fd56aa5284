"""Whether two notifications may tell of one death: proposed here, decided by a person."""

from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

from app.notifications.rules import names
from app.notifications.rules.dates import Days
from app.notifications.rules.particulars import Particulars

NEAR_DEATHS = timedelta(days=3)


class Level(StrEnum):
    """How two notifications stand to each other; twins are linked and never joined."""

    SAME = "same"
    REVIEW = "review"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    TWINS = "twins"
    NEAR = "near"
    NONE = "none"


class Match(NamedTuple):
    """A proposal, and what speaks for and against it."""

    level: Level
    reasons: tuple[str, ...] = ()


def compare(one: Particulars, other: Particulars) -> Match:
    """Hold two descriptions beside each other; the answer is the same whichever comes first."""
    against = _contradictions(one, other)
    if _one_number(one, other):
        return Match(Level.REVIEW if against else Level.SAME, ("nhs_number", *against))
    if one.local_identifiers & other.local_identifiers:
        return Match(Level.REVIEW if against else Level.SAME, ("local_identifier", *against))
    if _are_twins(one, other):
        return Match(Level.TWINS, ("birth_order_differs",))
    alike = _alike(one, other)
    if one.number and other.number:
        near = len({"names", "birth_date", "place"} & set(alike)) > 1
        return Match(Level.NEAR, ("nhs_numbers_differ", *alike)) if near else Match(Level.NONE)
    if not against and _one_mother(one, other) and "birth_date" in alike:
        return Match(Level.PROBABLE, ("mother_nhs_number", *alike, *_times(one, other)))
    if "death_within_days" in alike and len({"names", "birth_date", "place"} & set(alike)) > 1:
        return Match(Level.POSSIBLE, (*alike, *against))
    return Match(Level.NONE)


def _one_number(one: Particulars, other: Particulars) -> bool:
    return bool(one.numbers & other.numbers)


def _one_mother(one: Particulars, other: Particulars) -> bool:
    return one.mother_number is not None and one.mother_number == other.mother_number


def _contradictions(one: Particulars, other: Particulars) -> tuple[str, ...]:
    """What cannot be true of one child: days of birth that never meet, or two sexes."""
    found = []
    if one.born and other.born and not _meet(one.born, other.born):
        found.append("birth_date_differs")
    if one.sex and other.sex and one.sex != other.sex:
        found.append("sex_differs")
    return tuple(found)


def _are_twins(one: Particulars, other: Particulars) -> bool:
    """Two birth orders of one mother, or of one surname and nearly one day: twins may straddle midnight."""
    if one.birth_order is None or other.birth_order is None or one.birth_order == other.birth_order:
        return False
    if not (one.born and other.born and _meet(one.born, other.born, timedelta(days=1))):
        return False
    return _one_mother(one, other) or _surnames_alike(one, other)


def _alike(one: Particulars, other: Particulars) -> tuple[str, ...]:
    """What is alike, as far as both say it."""
    found = []
    if _surnames_alike(one, other) and _forenames_agree(one, other):
        found.append("names")
    if one.born and one.born == other.born:
        found.append("birth_date")
    if one.places & other.places:
        found.append("place")
    if one.died and other.died and _meet(one.died, other.died, NEAR_DEATHS):
        found.append("death_within_days")
    return tuple(found)


def _surnames_alike(one: Particulars, other: Particulars) -> bool:
    return any(names.sound_alike(a, b) for a in one.surnames for b in other.surnames)


def _forenames_agree(one: Particulars, other: Particulars) -> bool:
    """A forename that nobody has given yet contradicts none."""
    if not one.forenames or not other.forenames:
        return True
    return any(names.are_similar(a, b) for a in one.forenames for b in other.forenames)


def _times(one: Particulars, other: Particulars) -> tuple[str, ...]:
    if one.born_at is None or other.born_at is None:
        return ()
    apart = one.born_at.first > other.born_at.last or other.born_at.first > one.born_at.last
    return ("birth_time_differs",) if apart else ("birth_time",)


def _meet(one: Days, other: Days, within: timedelta = timedelta()) -> bool:
    return one.first - other.last <= within and other.first - one.last <= within
