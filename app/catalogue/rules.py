"""Loads the forms and code lists, and says which answers a form accepts."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from app.catalogue.answers import check
from app.problems import NotFound


@dataclass(frozen=True, slots=True)
class CodeValue:
    """One code, its label, and what else is said of it (`extra`: its number, group, what it blocks)."""

    code: str
    label: str
    note: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CodeList:
    """The codes of one list, in the order of the form, in the version that holds from a day on."""

    code: str
    title: str
    version: str
    valid_from: date
    source: str
    values: tuple[CodeValue, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A statutory form in one version, as JSON Schema with labels."""

    code: str
    version: str
    title: str
    kind: str
    valid_from: date
    source: str
    trigger: str
    schema: Mapping[str, Any]


def code_list(code: str, on: date | None = None) -> CodeList:
    """Return the list as it stood on a day, or as it stands in its latest version."""
    versions = [known for known in _code_lists().get(code, ()) if on is None or known.valid_from <= on]
    if not versions:
        raise NotFound
    return versions[-1]


def code_lists() -> tuple[CodeList, ...]:
    """Return the latest version of every list, by code."""
    return tuple(versions[-1] for _, versions in sorted(_code_lists().items()))


@lru_cache
def labels(code: str, on: date | None = None) -> Mapping[str, str]:
    """Return code → label of a list."""
    return {value.code: value.label for value in code_list(code, on).values}


def is_code(code: str, value: object, on: date | None = None) -> bool:
    """Return whether the list has this code."""
    return isinstance(value, str) and value in labels(code, on)


def value_of(code: str, value: str, on: date | None = None) -> CodeValue:
    """Return one value of a list with all that the field says of it."""
    for known in code_list(code, on).values:
        if known.code == value:
            return known
    raise NotFound


def ethnic_group(category: str) -> str:
    """Return the reporting group of an ethnic category; a code that we do not know counts as not known.

    General practice records write T for Traveller, which is counted with White (2021 census groups).
    """
    if category == "T":
        return "white"
    if not is_code("ethnic_category", category):
        return "not_known"
    return str(value_of("ethnic_category", category).extra["group"])


def category_number(category: str) -> int:
    """Return the place of a category of death in the hierarchy: the lowest chosen is the primary one."""
    return int(value_of("category_of_death", category).extra["number"])


def form(code: str, version: str) -> Form:
    """Return one version of a form."""
    for known in forms():
        if (known.code, known.version) == (code, version):
            return known
    raise NotFound


def latest(code: str) -> Form:
    """Return the version of a form that is in use."""
    versions = [known for known in forms() if known.code == code]
    if not versions:
        raise NotFound
    return versions[-1]


@lru_cache
def forms() -> tuple[Form, ...]:
    """Return every form in every version: core forms first, then by code and day."""
    found = [
        Form(**{**raw, "valid_from": date.fromisoformat(raw["valid_from"])}) for raw in _read("data/forms")
    ]
    return tuple(sorted(found, key=lambda known: (known.kind, known.code, known.valid_from)))


def supplementary() -> tuple[Form, ...]:
    """Return the supplementary reporting forms that are in use."""
    codes = dict.fromkeys(known.code for known in forms() if known.kind == "supplementary")
    return tuple(latest(code) for code in codes)


def check_answers(form: Form, answers: object, *, complete: bool = False) -> list[tuple[str, str]]:
    """Return where answers break the form, as (JSON pointer, reason); what was sent is never repeated.

    A draft may leave everything out; with `complete`, what the form requires has to be there.
    """
    return list(check(form.schema, answers, form.schema.get("$defs", {}), complete=complete))


@lru_cache
def _code_lists() -> Mapping[str, tuple[CodeList, ...]]:
    found: dict[str, list[CodeList]] = {}
    for raw in _read("data/code_lists"):
        values = tuple(
            CodeValue(known.pop("code"), known.pop("label"), known.pop("note"), known)
            for known in raw.pop("values")
        )
        valid_from = date.fromisoformat(raw.pop("valid_from"))
        found.setdefault(raw["code"], []).append(CodeList(**raw, valid_from=valid_from, values=values))
    return {
        code: tuple(sorted(versions, key=lambda known: known.valid_from)) for code, versions in found.items()
    }


def _read(folder: str) -> Iterator[dict[str, Any]]:
    for entry in files("app.catalogue").joinpath(folder).iterdir():
        if entry.name.endswith(".json"):
            yield json.loads(entry.read_text(encoding="utf-8"))
