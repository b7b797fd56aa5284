"""What Observations, Encounters and Locations add: times, place, the birth, the certified cause."""

from collections.abc import Callable, Mapping
from typing import Any

from app.notifications.fhir.envelope import ods_code
from app.notifications.fhir.signs import as_death
from app.notifications.fhir.walk import Entries, Resource, codes, concept_text, many, word
from app.notifications.rules.dates import days, instant
from app.notifications.rules.worth_asking import Warning  # noqa: A004 - the word that travels

DIED, STILLBORN = "4", "5"
DEATH_TIME, PRONOUNCED, STILLBIRTH, CAUSE = "81956-5", "80616-6", "237364002", "184305005"
METHODS = {"exact": "exact", "approximate": "approximate", "court appointed": "approximate", "found": "found"}
PLACES: Mapping[str, str] = {
    "A01": "home_normal_residence",
    "A02": "other_private_residence",
    "E02": "acute_ward",
    "E04": "acute_ed",
    "F01": "hospice",
    "G03": "residential_care",
    "L01": "school",
    "N01": "public_place",
    **{f"M0{number}": "prison_or_secure_estate" for number in range(2, 8)},
}


def _number(observation: Resource) -> float | None:
    for value in (
        observation.get("valueInteger"),
        *(q.get("value") for q in many(observation, "valueQuantity")),
    ):
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return value
    return None


def _gestation(observation: Resource) -> dict[str, int]:
    value, unit = _number(observation), word(observation, "valueQuantity", "code") or "wk"
    if value is None or not 0 <= value <= 400:
        return {}
    total = round(value if unit == "d" else value * 7)
    return {"gestation_weeks": total // 7, "gestation_days": total % 7}


def _weight(observation: Resource) -> dict[str, int]:
    value = _number(observation)
    kilograms = word(observation, "valueQuantity", "code") == "kg"
    return {} if value is None else {"birthweight_g": round(value * 1000 if kilograms else value)}


def _plurality(observation: Resource) -> dict[str, int]:
    value = _number(observation)
    return {} if value is None else {"plurality": round(value)}


NEONATAL: Mapping[str, Callable[[Resource], dict[str, int]]] = {
    "268477000": _gestation,
    "364589006": _weight,
    "246435002": _plurality,
}


def neonatal(entries: Entries, child: Resource) -> dict[str, Any]:
    """What is said of the birth; 8 and 9 say nothing, and a birth order is never a plurality."""
    found: dict[str, Any] = {}
    order = child.get("multipleBirthInteger")
    if isinstance(order, int) and not isinstance(order, bool):
        found["birth_order"] = order if 1 <= order <= 7 else {"absent": "not_known"}
    for _, observation in entries.of("Observation"):
        for code in codes(observation, "code") & NEONATAL.keys():
            found |= NEONATAL[code](observation)
    return found


def death_time(
    entries: Entries, stated: dict[str, Any], *, whole_days: bool
) -> tuple[dict[str, Any], list[Warning]]:
    """The time of death of the Patient, else of an Observation; a difference is shown and not decided."""
    death, found = dict(stated), []
    for _, observation in entries.of("Observation"):
        coded, value = codes(observation, "code"), observation.get("valueDateTime")
        readable = isinstance(value, str) and (instant(value) or days(value)) is not None
        if DEATH_TIME in coded and readable:
            observed = as_death(value, "Observation.value", whole_days=whole_days)
            if "at" in death and death["at"] != observed.get("at"):
                found.append(Warning("death_time_conflict", "/death/at"))
            death = death if "at" in death else death | observed
            method = METHODS.get((concept_text(observation, "method") or "").lower())
            death |= {"method": method} if method else {}
        pronounced = value if readable else observation.get("effectiveDateTime")
        if PRONOUNCED in coded and isinstance(pronounced, str) and (instant(pronounced) or days(pronounced)):
            death["pronounced_at"] = pronounced
    return death, found


def tells_of_death(entries: Entries) -> bool:
    """Say whether an Observation or a discharge tells of a death that the Patient does not."""
    observed = any(DEATH_TIME in codes(one, "code") for _, one in entries.of("Observation"))
    return observed or bool(_discharges(entries) & {DIED, STILLBORN})


def stillbirth(entries: Entries) -> dict[str, str] | None:
    """What is said of a stillbirth, by a discharge or an Observation."""
    seen = [one for _, one in entries.of("Observation") if STILLBIRTH in codes(one, "code")]
    said = any(one.get("valueBoolean") is not False for one in seen)
    return {"suspected": "yes"} if said or STILLBORN in _discharges(entries) else None


def _discharges(entries: Entries) -> set[str]:
    found: set[str] = set()
    for _, encounter in entries.of("Encounter"):
        found |= codes(encounter, "hospitalization", "dischargeDisposition")
        for extension in many(encounter, "hospitalization", "extension") + many(encounter, "extension"):
            found |= codes(extension, "valueCodeableConcept")
    return found


def place(entries: Entries) -> tuple[dict[str, str], list[Warning]]:
    """Where the child died: the Location of the Encounter, else the only one; a ward needs a person."""
    stays = [
        entries.resolve(ref)
        for _, stay in entries.of("Encounter")
        for ref in many(stay, "location", "location")
    ]
    known = [found[1] for found in stays if found] or [one for _, one in entries.of("Location")]
    if len(known) != 1:
        return {}, []
    location = known[0]
    owner = entries.resolve(location.get("managingOrganization"))
    coded = {code for concept in many(location, "type") for code in codes(concept)}
    coded |= codes(location, "physicalType")
    found = {
        "type": next((PLACES[code] for code in sorted(coded) if code in PLACES), None),
        "name": word(location, "name"),
        "site_ods": ods_code(location) or (ods_code(owner[1]) if owner else None),
        "postcode": word(location, "address", "postalCode"),
    }
    wide = [Warning("place_to_refine", "/death/place/type")] if "E02" in coded else []
    return {name: value for name, value in found.items() if value}, wide


def cause(entries: Entries) -> dict[str, Any] | None:
    """The cause as one Observation states it, each part on its own line."""
    for _, observation in entries.of("Observation"):
        if CAUSE not in codes(observation, "code"):
            continue
        parts = [observation, *many(observation, "component")]
        said = [word(part, "valueString") or concept_text(part, "valueCodeableConcept") for part in parts]
        names = ("line_1a", "line_1b", "line_1c", "line_1d", "line_2")
        lines = dict(zip(names, [one for one in said if one], strict=False))
        return {"layout": "standard", "lines": lines} if lines else None
    return None
