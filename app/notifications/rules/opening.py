"""What a case is opened with: who the child was, when the clocks start, what is counted."""

from datetime import datetime
from typing import Any

from app.notifications.rules import nhs_number
from app.notifications.rules.dates import civil_day, days, instant
from app.notifications.rules.proposals import home_postcode, jar
from app.notifications.rules.reading import Form, at, birth_days, death_days, each, text

SHOWN_FIRST = ("official", "usual", "alias", "old")


def identity(form: Form, area: str | None) -> dict[str, Any]:
    """Who the child was; a number whose check digit fails is not kept as one."""
    names = sorted(
        (name for _, name in each(form, "/child/names")),
        key=lambda n: SHOWN_FIRST.index(n.get("use", "usual")),
    )
    shown = names[0] if names else {}
    family = shown.get("family")
    number, postcode = text(form, "/child/nhs_number/value"), home_postcode(form)
    return {
        "family": family if isinstance(family, str) else "Unknown",
        "given": list(shown.get("given", ())),
        "also_known_as": [full for name in names[1:] if (full := _full(name))],
        "nhs_number": nhs_number.digits(number) if number and nhs_number.is_valid(number) else None,
        "sex": text(form, "/child/sex") or "not_known",
        "date_of_birth": text(form, "/child/birth/date"),
        "died_at": died_at(form),
        "address": list(at(form, "/child/addresses/0/lines") or ()),
        "postcode": postcode if postcode and len(postcode) <= 10 else None,
        "area": area,
        "people": _people(form),
    }


def _full(name: dict[str, Any]) -> str:
    family = name.get("family")
    return " ".join([*name.get("given", ()), family if isinstance(family, str) else ""]).strip()[:200]


def _people(form: Form) -> list[dict[str, Any]]:
    return [
        {
            "relation": text(form, f"{pointer}/relation") or "not_known",
            "name": text(form, f"{pointer}/name"),
            "date_of_birth": text(form, f"{pointer}/birth_date"),
        }
        for pointer, _ in each(form, "/people")
        if text(form, f"{pointer}/name")
    ]


def died_at(form: Form) -> str | None:
    """The instant from which clocks run, or the day when only the day is known; never made up."""
    stated, precision = text(form, "/death/at"), text(form, "/death/precision")
    if stated and precision in ("minute", "hour") and instant(stated):
        return stated
    if stated and precision == "date" and days(stated[:10]):
        return stated[:10]
    died = death_days(form)
    return died.first.isoformat() if died and died.first == died.last else None


def facts(form: Form, received_at: datetime) -> dict[str, Any]:
    """What is counted of a death from its first form on."""
    born, died = birth_days(form), death_days(form)
    whole = bool(born and born.first == born.last)
    informed = text(form, "/family/informed")
    weeks, grams = at(form, "/neonatal/gestation_weeks"), at(form, "/neonatal/birthweight_g")
    return {
        "born_on": born.first.isoformat() if born and whole else text(form, "/child/birth/date"),
        "died_on": died.first.isoformat() if died and died.first == died.last else None,
        "notified_on": civil_day(received_at).isoformat(),
        "sex": text(form, "/child/sex") or "not_known",
        "ethnicity": text(form, "/child/ethnicity/code"),
        "gestation_weeks": weeks,
        "birthweight_g": grams,
        "place": text(form, "/death/place/type"),
        "expected": text(form, "/death/expected"),
        "jar": bool(jar(form)["needed"]),
        "key_worker": True if text(form, "/family/key_worker") else None,
        "family_informed": {"yes": True, "no": False}.get(informed or ""),
    }
