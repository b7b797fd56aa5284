"""Checks answers against exactly the part of JSON Schema that the forms use."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

Schema = Mapping[str, Any]
Fault = tuple[str, str]

NOT_A_CODE = "is not one of the codes"
REQUIRED = "is required"
UNKNOWN = "has a field that the form does not know"
WRONG_TYPE = {
    "object": "must be an object",
    "array": "must be a list",
    "string": "must be text",
    "integer": "must be a whole number",
    "boolean": "must be true or false",
}
TYPES: Mapping[str, type] = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool}


def check(schema: Schema, answer: object, defs: Schema, *, complete: bool, at: str = "") -> Iterator[Fault]:
    """Yield each place where the answer breaks the schema, as (JSON pointer, reason)."""
    schema = resolve(schema, defs)
    if "anyOf" in schema:
        yield from _any_of(schema["anyOf"], answer, defs, complete=complete, at=at)
    elif "enum" in schema:
        if not isinstance(answer, str) or answer not in schema["enum"]:
            yield at, NOT_A_CODE
    elif not _has_type(answer, schema["type"]):
        yield at, WRONG_TYPE[schema["type"]]
    elif schema["type"] == "object":
        yield from _object(schema, answer, defs, complete=complete, at=at)
    elif schema["type"] == "array":
        yield from _array(schema, answer, defs, complete=complete, at=at)
    elif schema["type"] in BOUNDED:
        yield from BOUNDED[schema["type"]](schema, answer, at)


def resolve(schema: Schema, defs: Schema) -> Schema:
    """Return the schema with its reference followed: a question refers to its code list by name."""
    reference = schema.get("$ref")
    return schema if reference is None else defs[reference.removeprefix("#/$defs/")]


def _has_type(answer: object, expected: str) -> bool:
    return isinstance(answer, TYPES[expected]) and isinstance(answer, bool) == (expected == "boolean")


def _any_of(
    branches: list[Schema], answer: object, defs: Schema, *, complete: bool, at: str
) -> Iterator[Fault]:
    tried = [list(check(branch, answer, defs, complete=complete, at=at)) for branch in branches]
    if all(tried):
        yield from tried[0]


def _object(schema: Schema, answer: Any, defs: Schema, *, complete: bool, at: str) -> Iterator[Fault]:
    properties = schema["properties"]
    if not answer.keys() <= properties.keys():
        yield at, UNKNOWN
    for name, question in properties.items():
        if name in answer:
            yield from check(question, answer[name], defs, complete=complete, at=f"{at}/{name}")
        elif complete and name in schema.get("required", ()):
            yield f"{at}/{name}", REQUIRED


def _array(schema: Schema, answer: Any, defs: Schema, *, complete: bool, at: str) -> Iterator[Fault]:
    if len(answer) > schema["maxItems"]:
        yield at, f"has more than {schema['maxItems']} entries"
        return
    for index, item in enumerate(answer):
        yield from check(schema["items"], item, defs, complete=complete, at=f"{at}/{index}")


def _string(schema: Schema, answer: Any, at: str) -> Iterator[Fault]:
    if len(answer) > schema["maxLength"]:
        yield at, f"is longer than {schema['maxLength']} characters"
    elif schema.get("format") == "date" and not _is_day(answer):
        yield at, "must be a day, as YYYY-MM-DD"


def _integer(schema: Schema, answer: Any, at: str) -> Iterator[Fault]:
    if not schema["minimum"] <= answer <= schema["maximum"]:
        yield at, f"must be between {schema['minimum']} and {schema['maximum']}"


def _is_day(answer: str) -> bool:
    try:
        return date.fromisoformat(answer).isoformat() == answer
    except ValueError:
        return False


BOUNDED: Mapping[str, Callable[[Schema, Any, str], Iterator[Fault]]] = {
    "string": _string,
    "integer": _integer,
}
