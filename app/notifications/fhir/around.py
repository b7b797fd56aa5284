"""Those around the child in a message: family, other patients, professionals, and what was written."""

import re
from html import unescape
from typing import Any

from app.notifications.fhir.child import NHS_NUMBER, SEX, read_address
from app.notifications.fhir.envelope import ods_code, person_name
from app.notifications.fhir.signs import is_dead
from app.notifications.fhir.walk import Entries, Resource, codes, concept_text, many, word, words
from app.notifications.rules.dates import days
from app.notifications.rules.nhs_number import digits

NOT_KNOWN = {"absent": "not_known"}
RELATIONS = {
    "MTH": "mother",
    "NMTH": "mother",
    "GESTM": "mother",
    "FTH": "father",
    "NFTH": "father",
    "PRN": "parent",
    "STPMTH": "step_parent",
    "STPFTH": "step_parent",
    "SIB": "sibling",
    "NSIB": "sibling",
    "BRO": "sibling",
    "SIS": "sibling",
    "TWIN": "sibling",
    "GRPRN": "grandparent",
    "GUARD": "guardian",
    "FAMMEMB": "family_member",
}
LONGEST_STORY = 10_000


def people(entries: Entries, child: Resource) -> list[dict[str, Any]]:
    """Relatives by their v3 role, and every living patient, who is never the child."""
    found = [_person(relative, _relation(relative)) for _, relative in entries.of("RelatedPerson")]
    others = [
        patient for _, patient in entries.of("Patient") if patient is not child and not is_dead(patient)
    ]
    return found + [_person(patient, NOT_KNOWN) for patient in others]


def _relation(relative: Resource) -> Any:
    coded = {code for concept in many(relative, "relationship") for code in codes(concept)}
    return next((RELATIONS[code] for code in sorted(coded) if code in RELATIONS), NOT_KNOWN)


def _person(resource: Resource, relation: Any) -> dict[str, Any]:
    born = word(resource, "birthDate")
    addresses = [read_address(one) for one in many(resource, "address")]
    person = {
        "relation": relation,
        "name": person_name(resource),
        "birth_date": born if born and days(born) else None,
        "sex": SEX.get(word(resource, "gender") or ""),
        "nhs_number": _number(resource),
        "address": addresses[0] if addresses else None,
    }
    return {name: value for name, value in person.items() if value}


def _number(resource: Resource) -> str | None:
    for identifier in many(resource, "identifier"):
        system, value = word(identifier, "system") or "", word(identifier, "value")
        if system.lower().endswith(NHS_NUMBER) and value and digits(value):
            return value
    return None


def mother_number(found: list[dict[str, Any]]) -> str | None:
    """The mother's NHS number, when a relative is said to be the mother."""
    return next(
        (one["nhs_number"] for one in found if one["relation"] == "mother" and "nhs_number" in one), None
    )


def agencies(entries: Entries) -> list[dict[str, Any]]:
    """Professionals in their roles, then those who stand without one."""
    in_roles: list[Resource] = []
    found = []
    for _, role in entries.of("PractitionerRole"):
        person, owner = entries.resolve(role.get("practitioner")), entries.resolve(role.get("organization"))
        in_roles += [person[1]] if person else []
        found.append(_agency(role, person[1] if person else role, owner[1] if owner else {}))
    alone = [one for _, one in entries.of("Practitioner") if one not in in_roles]
    return found + [_agency({}, one, {}) for one in alone]


def _agency(role: Resource, person: Resource, owner: Resource) -> dict[str, Any]:
    telecom = many(role, "telecom") + many(person, "telecom")
    agency = {
        "kind": "practitioner",
        "name": word(owner, "name"),
        "ods": ods_code(owner),
        "person": person_name(person),
        "role": concept_text(role, "code"),
        "email": _contact(telecom, "email"),
        "phone": _contact(telecom, "phone"),
    }
    return {name: value for name, value in agency.items() if value}


def _contact(telecom: list[Resource], system: str) -> str | None:
    return next((word(one, "value") for one in telecom if one.get("system") == system), None)


def narrative(entries: Entries) -> str | None:
    """What was written: the sections of a Composition, then what a Communication says."""
    said: list[str] = []
    for _, composition in entries.of("Composition"):
        for section in many(composition, "section"):
            said += [_plain(one) for one in words(section, "text", "div")]
    for _, communication in entries.of("Communication"):
        said += words(communication, "payload", "contentString")
    return "\n\n".join(one for one in said if one)[:LONGEST_STORY] or None


def _plain(div: str) -> str:
    broken = re.sub(r"<(?:br|/p|/li|/div)[^>]*>", "\n", div)
    return unescape(re.sub(r"<[^>]*>", "", broken)).strip()
