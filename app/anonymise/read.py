"""The record as it was given, checked: an error says where and why, and never repeats a value."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

SURROGATE = re.compile("[\ud800-\udfff]")


class RecordError(ValueError):
    """A record that cannot be read. `pointer` is a JSON pointer, `reason` says what was expected."""

    def __init__(self, pointer: str, reason: str) -> None:
        """Say where and why."""
        super().__init__(f"{pointer or '/'}: {reason}")
        self.pointer = pointer
        self.reason = reason


@dataclass(frozen=True)
class Person:
    """The child, or somebody whom the record knows."""

    relation: str
    forenames: tuple[str, ...]
    surname: str
    also_known_as: tuple[str, ...]
    born: date | None


@dataclass(frozen=True)
class Identifier:
    """Another identifier of the child, the family or a professional."""

    kind: str
    value: str


@dataclass(frozen=True)
class Narrative:
    """A text about the child."""

    id: str
    text: str


@dataclass(frozen=True)
class Record:
    """Everything a case knows, and the texts to be freed of it. The first of `people` is the child."""

    people: tuple[Person, ...]
    died: date | None
    nhs_number: str
    identifiers: tuple[Identifier, ...]
    narratives: tuple[Narrative, ...]

    @property
    def child(self) -> Person:
        """Return the child."""
        return self.people[0]


def read(record: Mapping[str, object]) -> Record:
    """Return the record, checked."""
    top = _object(record, "")
    child = _object(top.get("child") or {}, "/child")
    people = [_person(child, "/child", "child")]
    for number, given in enumerate(_list(top.get("people"), "/people")):
        pointer = f"/people/{number}"
        one = _object(given, pointer)
        people.append(_person(one, pointer, _text(one.get("relation"), f"{pointer}/relation")))
    died = _date(child.get("date_of_death"), "/child/date_of_death")
    if died and people[0].born and died < people[0].born:
        raise RecordError("/child/date_of_death", "lies before the date of birth")
    return Record(
        tuple(people),
        died,
        _text(child.get("nhs_number"), "/child/nhs_number"),
        tuple(_identifiers(top.get("identifiers"))),
        tuple(_narratives(top.get("narratives"))),
    )


def _person(given: Mapping[str, object], pointer: str, relation: str) -> Person:
    return Person(
        relation,
        _texts(given.get("forenames"), f"{pointer}/forenames"),
        _text(given.get("surname"), f"{pointer}/surname"),
        _texts(given.get("also_known_as"), f"{pointer}/also_known_as"),
        _date(given.get("date_of_birth"), f"{pointer}/date_of_birth"),
    )


def _identifiers(given: object) -> list[Identifier]:
    found = []
    for number, one in enumerate(_list(given, "/identifiers")):
        pointer = f"/identifiers/{number}"
        entry = _object(one, pointer)
        kind = _text(entry.get("kind"), f"{pointer}/kind")
        found.append(Identifier(kind, _text(entry.get("value"), f"{pointer}/value")))
    return found


def _narratives(given: object) -> list[Narrative]:
    found: list[Narrative] = []
    for number, one in enumerate(_list(given, "/narratives")):
        pointer = f"/narratives/{number}"
        entry = _object(one, pointer)
        if not isinstance(entry.get("text"), str):
            raise RecordError(f"{pointer}/text", "must be text")
        key = _text(entry.get("id"), f"{pointer}/id") or str(number)
        if any(narrative.id == key for narrative in found):
            raise RecordError(f"{pointer}/id", "is used twice")
        found.append(Narrative(key, _text(entry["text"], f"{pointer}/text")))
    return found


def _object(given: object, pointer: str) -> Mapping[str, object]:
    if not isinstance(given, Mapping):
        raise RecordError(pointer, "must be an object")
    return given


def _list(given: object, pointer: str) -> Sequence[object]:
    if given is None:
        return ()
    if isinstance(given, str | bytes) or not isinstance(given, Sequence):
        raise RecordError(pointer, "must be a list")
    return given


def _text(given: object, pointer: str) -> str:
    if given is None:
        return ""
    if not isinstance(given, str):
        raise RecordError(pointer, "must be text")
    if not given.isascii() and SURROGATE.search(given):
        raise RecordError(pointer, "must be text that can be written as UTF-8")
    return given


def _texts(given: object, pointer: str) -> tuple[str, ...]:
    if isinstance(given, str):
        return (given,)
    return tuple(_text(one, f"{pointer}/{number}") for number, one in enumerate(_list(given, pointer)))


def _date(given: object, pointer: str) -> date | None:
    if given is None or given == "":
        return None
    if isinstance(given, date):
        return given
    try:
        return date.fromisoformat(_text(given, pointer))
    except ValueError as fault:
        raise RecordError(pointer, "must be a day, as YYYY-MM-DD") from fault
