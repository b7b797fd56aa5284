"""Reads notification forms and answers: who and what they name, and what they tell."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from app.cases.schemas import Identity
from app.notifications.rules.reading import Form, at, each, text
from app.packs.gathering.known import AGENCIES, HOSPITAL_PLACES, Known, real_names, whole_day

LEAST_TELLING = 1000
LEAST_WORDS = 4
NameOf = Callable[[str], str | None]


def know_child(known: Known, identity: Identity, died_on: str | None) -> None:
    """Take over who the child was, as the office has corrected it."""
    known.child = {
        "forenames": real_names(identity.given),
        "surname": " ".join(real_names(identity.family)),
        "also_known_as": [],
        "date_of_birth": whole_day(identity.date_of_birth),
        "date_of_death": whole_day(died_on),
        "nhs_number": identity.nhs_number or "",
    }
    for alias in identity.also_known_as:
        known.add_alias(alias)
    known.add("address", ", ".join(identity.address))
    known.add("postcode", identity.postcode)
    for person in identity.people:
        known.add_person(person.relation, person.name, person.date_of_birth)


def know_notification(known: Known, form: Form, name_of: NameOf) -> None:
    """Add everything that one message of a sender names, former names and numbers included."""
    for _, name in each(form, "/child/names"):
        parts = [*real_names(name.get("given")), *real_names(name.get("family"))]
        known.add_alias(" ".join(parts))
    known.add("case_ref", text(form, "/child/nhs_number/value"))
    for pointer in ("/child/former_nhs_numbers", "/child/local_identifiers"):
        for _, number in each(form, pointer):
            known.add("case_ref", number if isinstance(number, str) else number.get("value"))
    _know_places(known, form)
    for pointer, person in each(form, "/people"):
        relation = text(form, f"{pointer}/relation") or "person"
        known.add_person(relation, text(form, f"{pointer}/name"), text(form, f"{pointer}/birth_date"))
        _know_address(known, person.get("address"))
    for pointer, agency in each(form, "/agencies"):
        kind = AGENCIES.get(text(form, f"{pointer}/kind") or "", "other")
        known.add(kind, text(form, f"{pointer}/name"))
        known.add(kind, _named(agency.get("ods"), name_of))
    known.add_professional(text(form, "/sender/person/name"), text(form, "/sender/person/role"))
    known.add_professional(text(form, "/family/key_worker"), "key worker")
    known.harvest(form)


def _know_places(known: Known, form: Form) -> None:
    for _, address in each(form, "/child/addresses"):
        _know_address(known, address)
    for pointer in ("/death/place", "/death/event_place"):
        is_hospital = text(form, f"{pointer}/type") in HOSPITAL_PLACES
        known.add("hospital" if is_hospital else "place", text(form, f"{pointer}/name"))
    known.add("school", text(form, "/child/school/name"))


def _know_address(known: Known, address: Any) -> None:
    if isinstance(address, Mapping):
        lines = [line for line in address.get("lines") or () if isinstance(line, str)]
        known.add("address", ", ".join(lines))


def _named(ods: object, name_of: NameOf) -> str | None:
    return name_of(ods) if isinstance(ods, str) else None


def know_codes(known: Known, form: Form, name_of: NameOf) -> None:
    """Add the names that stand behind a form's organisation codes: sender, practice and site."""
    for pointer, kind in (
        ("/child/gp/ods", "gp_practice"),
        ("/death/place/site_ods", "hospital"),
        ("/sender/organisation/ods", "other"),
    ):
        known.add(kind, _named(at(form, pointer), name_of))


def tellings(
    schema: Mapping[str, Any], answers: Mapping[str, Any], section: str = ""
) -> Iterator[tuple[str, str]]:
    """Yield the free texts of a form with the section or question that they answer: a sentence or more."""
    for name, question in schema.get("properties", {}).items():
        said = answers.get(name)
        if isinstance(said, Mapping):
            yield from tellings(question, said, name)
        elif isinstance(said, list):
            rows = [one for one in said if isinstance(one, Mapping)]
            for row in rows:
                yield from tellings(question.get("items", {}), row, name)
        elif isinstance(said, str) and is_telling(question, said):
            yield section if name == "narrative" and section else question["title"], said


def dated(schema: Mapping[str, Any], answers: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield the days that a form asks for, with its section and its question."""
    for name, section in schema.get("properties", {}).items():
        said = answers.get(name)
        if isinstance(said, Mapping):
            for key, question in section.get("properties", {}).items():
                day = whole_day(said.get(key)) if question.get("format") == "date" else None
                if day:
                    yield section["title"], question["title"], day


def is_telling(question: Mapping[str, Any], said: str) -> bool:
    """Return whether this is free text of at least a sentence, not a word on a line."""
    room = question.get("maxLength", 0) if question.get("type") == "string" else 0
    return bool(room >= LEAST_TELLING and len(said.split()) >= LEAST_WORDS)
