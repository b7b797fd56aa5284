"""What of a notification is compared: numbers, names, days and places, each in one spelling."""

from dataclasses import dataclass
from typing import Any

from app.notifications.rules import names, nhs_number, postcodes
from app.notifications.rules.dates import Days, Span
from app.notifications.rules.reading import Form, at, birth_days, birth_span, death_days, each, text


@dataclass(frozen=True, slots=True)
class Particulars:
    """One death as one sender describes it, ready to be held beside another."""

    number: str | None = None
    former_numbers: frozenset[str] = frozenset()
    local_identifiers: frozenset[tuple[str, str]] = frozenset()
    surnames: frozenset[str] = frozenset()
    forenames: frozenset[str] = frozenset()
    born: Days | None = None
    born_at: Span | None = None
    died: Days | None = None
    sex: str | None = None
    mother_number: str | None = None
    birth_order: int | None = None
    places: frozenset[str] = frozenset()

    @property
    def numbers(self) -> frozenset[str]:
        """Every number that the child has had."""
        return self.former_numbers | ({self.number} if self.number else frozenset())


def particulars(form: Form) -> Particulars:
    """What can be compared: a failing number and a placeholder name are no evidence and are left out."""
    sex, order = text(form, "/child/sex"), at(form, "/neonatal/birth_order")
    has_time = text(form, "/child/birth/time") is not None
    former = {_valid(form, pointer) for pointer, _ in each(form, "/child/former_nhs_numbers")}
    return Particulars(
        number=_valid(form, "/child/nhs_number/value"),
        former_numbers=frozenset(number for number in former if number),
        local_identifiers=_local_identifiers(form),
        surnames=frozenset(_surnames(form)),
        forenames=frozenset(_forenames(form)),
        born=birth_days(form),
        born_at=birth_span(form) if has_time else None,
        died=death_days(form),
        sex=sex if sex in ("male", "female") else None,
        mother_number=_valid(form, "/neonatal/mother_nhs_number") or _mother(form),
        birth_order=order if isinstance(order, int) else None,
        places=frozenset(_places(form)),
    )


def index_terms(form: Form) -> dict[str, str | None]:
    """What a notification can be found by: its number, and how the first surname sounds."""
    surnames = _surnames(form)
    return {
        "number": _valid(form, "/child/nhs_number/value"),
        "name": names.sound(surnames[0]) if surnames else None,
    }


def _valid(form: Form, pointer: str) -> str | None:
    written = text(form, pointer)
    return nhs_number.digits(written) if written and nhs_number.is_valid(written) else None


def _mother(form: Form) -> str | None:
    for pointer, person in each(form, "/people"):
        if person.get("relation") in ("mother", "birth_mother"):
            return _valid(form, f"{pointer}/nhs_number")
    return None


def _local_identifiers(form: Form) -> frozenset[tuple[str, str]]:
    sender = text(form, "/sender/organisation/ods") or ""
    return frozenset(
        (item.get("ods") or sender, names.normal(item["value"]))
        for _, item in each(form, "/child/local_identifiers")
    )


def _surnames(form: Form) -> list[str]:
    found: list[Any] = [text(form, f"{pointer}/family") for pointer, _ in each(form, "/child/names")]
    return [names.normal(name) for name in found if name and not names.is_placeholder(name)]


def _forenames(form: Form) -> list[str]:
    found = [" ".join(name.get("given", ())) for _, name in each(form, "/child/names")]
    return [names.normal(name) for name in found if not names.is_placeholder(name)]


def _places(form: Form) -> list[str]:
    homes = [text(form, f"{pointer}/postcode") for pointer, _ in each(form, "/child/addresses")]
    known = [postcodes.normal(code) for code in homes if code and not postcodes.is_pseudo(code)]
    site, place = text(form, "/death/place/site_ods"), text(form, "/death/place/name")
    return known + [names.normal(one) for one in (site, place) if one]
