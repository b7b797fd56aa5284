"""The identifiers of a case, collected from whatever was sent: the record that the anonymiser reads."""

import re
from collections.abc import Mapping
from typing import Any

from app.anonymise import lexicon
from app.anonymise.find.owners import owner_of

TITLES = frozenset({"mr", "mrs", "miss", "ms", "mx", "dr", "prof", "professor", "sir", "lady", "rev"})
NO_NAMES = frozenset(
    {"baby", "boy", "child", "female", "girl", "infant", "known", "male", "not", "of", "one", "twin", "two",
     "unknown", "unnamed"}
)  # fmt: skip
HOSPITAL_PLACES = frozenset(
    {"acute_ed", "acute_ward", "adult_ward_or_icu", "delivery_suite", "hospice", "hospital_other",
     "intensive_care", "mh_inpatient", "neonatal_unit", "theatre"}
)  # fmt: skip
AGENCIES = {
    "gp": "gp_practice", "education": "school", "school": "school", "acute": "hospital",
    "maternity": "hospital", "neonatal": "hospital", "specialist_centre": "hospital", "hospice": "hospital",
}  # fmt: skip
NAMED = {
    "person": "professional", "respondent_name": "professional", "senior_clinician": "professional",
    "practitioner": "professional", "lead": "professional", "health_professional": "professional",
    "police_investigator": "professional", "social_worker": "professional", "contacted_by": "professional",
    "answered_by": "professional", "informed_by": "professional",
    "notified_by": "professional", "notified_to": "professional", "agreed_with": "professional",
    "organisation": "other", "postcode": "postcode", "phone": "phone",
    "email": "email", "nhs_number": "case_ref", "mother_nhs_number": "case_ref", "reference": "case_ref",
    "examiner_reference": "case_ref", "urn": "case_ref", "place_name": "place", "place_of_birth": "hospital",
    "education_setting": "school", "agency": "other",
}  # fmt: skip
SPOKEN_OF = frozenset({"key_worker", "medical_examiner"})
PLACES = frozenset({"place", "hospital", "school", "gp_practice", "other"})
PERSONAL = ("forenames", "surname", "also_known_as", "date_of_birth")
NOWHERE = re.compile(r"ZZ99\s?\d[A-Z]{2}")


class Known:
    """What a case knows, each thing once and in the order in which it was met."""

    def __init__(self) -> None:
        """Begin with nothing known."""
        self.child: dict[str, Any] = {"forenames": [], "surname": "", "also_known_as": []}
        self.people: list[dict[str, Any]] = []
        self.identifiers: dict[tuple[str, str], None] = {}

    def add(self, kind: str, value: object) -> None:
        """Add an identifier, unless there is none, or it stands for none."""
        text = value.strip() if isinstance(value, str) else ""
        if len(text) > 2 and not _says_nothing(kind, text):
            self.identifiers[kind, text] = None

    def add_professional(self, name: object, role: object = None) -> None:
        """Add a professional by name and, for the label, role; once, however many forms name them."""
        if not isinstance(name, str) or not _names(name) or _says_nothing("professional", name):
            return
        told = f"{name}, {role}" if isinstance(role, str) and role.strip() else name
        for kind, value in list(self.identifiers):
            if kind == "professional" and _names(value.partition(",")[0]) == _names(name.partition(",")[0]):
                if "," in value or "," not in told:
                    return
                del self.identifiers[kind, value]
        self.add("professional", told)

    def add_alias(self, name: str) -> None:
        """Add another name of the child."""
        said = " ".join(_names(name))
        if said and said not in self.child["also_known_as"]:
            self.child["also_known_as"].append(said)

    def add_person(self, relation: str, name: object, born: object = None) -> None:
        """Add somebody of the family or the household."""
        names = _names(name) if isinstance(name, str) else []
        if not names:
            return
        person = {
            "relation": relation.replace("_", " "),
            "forenames": names[:-1],
            "surname": names[-1],
            "also_known_as": [],
            "date_of_birth": whole_day(born),
        }
        if person not in self.people:
            self.people.append(person)

    def speaker(self, who: object) -> None:
        """Add somebody who was heard, unless they are named already or only a relation is said."""
        words = re.findall(r"[^\W\d_][\w'’-]*", who) if isinstance(who, str) else []
        names = [word for word in words if word[0].isupper() and not lexicon.is_word(word.lower())]
        named = [
            [*one["forenames"], one["surname"], *one["also_known_as"]] for one in (self.child, *self.people)
        ]
        if names and not any(set(names) <= set(one) for one in named):
            self.add_person("family member", " ".join(names))

    def harvest(self, said: Any, name: str = "") -> None:
        """Add what stands under a telling name, however deep in an answer."""
        if isinstance(said, Mapping):
            role = said.get("role") or said.get("respondent_role")
            for key, value in said.items():
                if NAMED.get(key) == "professional":
                    self.add_professional(value, role)
                elif key in SPOKEN_OF and isinstance(value, Mapping):
                    self.add_professional(value.get("name"), value.get("role") or key.replace("_", " "))
                    contact = value.get("contact")
                    self.add("email" if "@" in str(contact) else "phone", contact)
                self.harvest(value, key)
        elif isinstance(said, list | tuple):
            for value in said:
                self.harvest(value, name)
        elif NAMED.get(name, "professional") != "professional":
            self.add(NAMED[name], said)

    def days(self) -> tuple[str | None, str | None]:
        """Return the days of birth and of death, where they are known as days."""
        return self.child.get("date_of_birth"), self.child.get("date_of_death")

    def record(self) -> dict[str, Any]:
        """Return the record without its narratives."""
        listed = [{"kind": kind, "value": value} for kind, value in self.identifiers]
        return {"child": self.child, "people": self.people, "identifiers": listed}


def together(then: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record that knows what was known then and what is known now; the child is called as it was."""
    child = {"relation": "child", **{name: said for name, said in now["child"].items() if name in PERSONAL}}
    number = {"kind": "case_ref", "value": now["child"].get("nhs_number") or ""}
    people, identifiers = (
        [*then["people"], child, *now["people"]],
        [*then["identifiers"], *now["identifiers"]],
    )
    return {**then, "people": people, "identifiers": [*identifiers, number]}


def _says_nothing(kind: str, text: str) -> bool:
    """Return whether this stands for no one thing: `home`, `police`, a postcode for nowhere.

    As an identifier it would hide a word that every account needs.
    """
    if kind == "postcode":
        return bool(NOWHERE.fullmatch(text.upper()))
    first, *rest = text.split()
    ordinary = all(lexicon.is_word(word.lower()) for word in (first, *rest))
    if kind == "professional":
        return ordinary and owner_of(text).staff and all(word.islower() for word in rest)
    return kind in PLACES and ordinary and (kind == "other" or not rest) and all(map(str.islower, rest))


def whole_day(said: object) -> str | None:
    """Return a day that is known as a day, and nothing for a month or a year."""
    return said if isinstance(said, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", said) else None


def real_names(names: object) -> list[str]:
    """Return the names that name somebody: `Baby` and `Unknown` would hide words that are needed."""
    given = [names] if isinstance(names, str) else names if isinstance(names, list | tuple) else []
    return [
        name for name in given if isinstance(name, str) and name.strip() and name.casefold() not in NO_NAMES
    ]


def _names(said: str) -> list[str]:
    """Return the names of a person in the order in which they are spoken."""
    last, comma, first = said.partition(",")
    words = f"{first} {last}".split() if comma else said.split()
    return [word for word in words if word.strip(".").casefold() not in TITLES | NO_NAMES]
