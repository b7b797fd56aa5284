"""What a correction may say of a child, and what is counted of it: pure, with no look at the database."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from app.cases.rules.timeline import LONDON, instant
from app.cases.schemas import Identity, IdentityChange
from app.partners import deprivation
from app.partners.postcodes import locate
from app.partners.rules import AreaCode
from app.problems import Fault, Invalid

SKEW = timedelta(minutes=5)


def check(change: IdentityChange, identity: Identity, now: datetime) -> None:
    """Return if a corrected identity can stand: real days, a number that checks, an area of ours.

    Rules 1 and 2 of the validation: a death follows the birth and is not ahead of us, and a number whose
    check digit fails is never kept as one.
    """
    faults = [fault for fault in _faults(identity, now) if _is_given(change, fault)]
    if faults:
        raise Invalid(errors=faults)


def _is_given(change: IdentityChange, fault: Fault) -> bool:
    """Return whether a fault lies in what was sent: an old slip must not forbid another correction."""
    name = fault.pointer.split("/")[2]
    named = {name, "date_of_birth"} if fault.type == "before-birth" else {name}
    return any(getattr(change, one) is not None for one in named)


def _faults(identity: Identity, now: datetime) -> Iterator[Fault]:
    died = _died(identity)
    if identity.died_at and died is None:
        yield Fault("/child/died_at", "instant", "An instant with its offset, or a day.")
    if died and died > now + SKEW and died.astimezone(LONDON).date() > now.astimezone(LONDON).date():
        yield Fault("/child/died_at", "in-future", "A death is not ahead of us.")
    if died and _comes_before(died.astimezone(LONDON).date(), identity.date_of_birth):
        yield Fault("/child/died_at", "before-birth", "A death does not come before the birth.")
    if identity.date_of_birth and not _is_day(identity.date_of_birth):
        yield Fault("/child/date_of_birth", "day", "There is no such day.")
    if identity.nhs_number and not _checks(identity.nhs_number):
        yield Fault("/child/nhs_number", "check-digit", "The check digit does not agree.")
    if identity.area and identity.area not in set(AreaCode):
        yield Fault("/child/area", "unknown", "This is not an area of the CDR partners.")
    for place, person in enumerate(identity.people):
        if person.date_of_birth and not _is_day(person.date_of_birth):
            yield Fault(f"/child/people/{place}/date_of_birth", "day", "There is no such day.")


def _died(identity: Identity) -> datetime | None:
    try:
        died = instant(identity.died_at or "")
    except ValueError:
        return None
    return died if died.tzinfo else None


def _is_day(said: str) -> bool:
    try:
        date.fromisoformat(said + "-01-01"[len(said) - 4 :])
    except ValueError:
        return False
    return True


def _comes_before(died_on: date, born: str | None) -> bool:
    return bool(born and _is_day(born) and died_on.isoformat()[: len(born)] < born)


def _checks(number: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(number, range(10, 1, -1), strict=False))
    return number != "0" * 10 and (11 - total % 11) % 11 == int(number[9])


def counted(identity: Identity) -> dict[str, Any]:
    """Return what the figures count of a corrected identity; civil days are those of London."""
    died = _died(identity)
    place = locate(identity.postcode) if identity.postcode else None
    return {
        "sex": identity.sex,
        "area": identity.area,
        "district": place.district if place and place.area == identity.area else None,
        "deprivation": deprivation.quintile(identity.postcode) if identity.postcode else None,
        "died_on": died.astimezone(LONDON).date().isoformat() if died else None,
        "born_on": identity.date_of_birth,
    }
