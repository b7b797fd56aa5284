"""Walks raw FHIR JSON without trusting it: a wrong type anywhere reads as nothing."""

import json
from collections.abc import Iterator
from typing import Any

from app.notifications.fhir.refusal import FhirRefusal, malformed

Resource = dict[str, Any]


def load(raw: bytes) -> Resource:
    """The JSON object of a body, read strictly: UTF-8, no key twice, nothing that cannot be stored."""
    if raw.lstrip()[:1] == b"<":
        raise FhirRefusal(415, "not-supported", "", "Send FHIR R4 as JSON.")
    try:
        text = raw.decode("utf-8")
        found = json.loads(text, parse_constant=_no_constant, object_pairs_hook=_once)
        unreadable = "\x00" in json.dumps(found, ensure_ascii=False).encode().decode() or "\\u0000" in text
    except (ValueError, RecursionError):
        raise malformed("The body is not JSON that can be read.") from None
    if unreadable:
        raise malformed("The body has a character that cannot be stored.")
    if not isinstance(found, dict) or found.get("resourceType") != "Bundle":
        raise malformed("Send a Bundle.")
    return found


def _no_constant(_: str) -> Any:
    raise ValueError("NaN and Infinity are no JSON.")


def _once(pairs: list[tuple[str, Any]]) -> Resource:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("A key stands twice.")
    return found


def many(value: Any, *path: str) -> list[Resource]:
    """Every object at a path, whichever steps are lists."""
    found = [value]
    for step in path:
        inner = [item.get(step) for item in found if isinstance(item, dict)]
        found = [one for item in inner for one in (item if isinstance(item, list) else [item])]
    return [item for item in found if isinstance(item, dict)]


def words(value: Any, *path: str) -> list[str]:
    """Every string at a path that says something."""
    *way, last = path
    found = [item.get(last) for item in many(value, *way)]
    flat = [one for item in found for one in (item if isinstance(item, list) else [item])]
    return [one.strip() for one in flat if isinstance(one, str) and one.strip()]


def word(value: Any, *path: str) -> str | None:
    """The first string at a path."""
    return next(iter(words(value, *path)), None)


def extensions(resource: Any, name: str) -> Iterator[Resource]:
    """Every extension whose address ends in a name, at whichever version it was published."""
    for extension in many(resource, "extension"):
        address = extension.get("url")
        if isinstance(address, str) and address.rstrip("/").rsplit("/", 1)[-1] == name:
            yield extension


def extension_code(resource: Any, name: str, part: str | None = None) -> Resource | None:
    """The coding that an extension holds, or that its named part holds."""
    for found in extensions(resource, name):
        for holder in extensions(found, part) if part else [found]:
            for coding in many(holder, "valueCodeableConcept", "coding") + many(holder, "valueCoding"):
                return coding
    return None


def codes(concept: Any, *path: str) -> set[str]:
    """Every code of a concept."""
    return set(words(concept, *path, "coding", "code"))


def concept_text(concept: Any, *path: str) -> str | None:
    """A concept in words: its text, else the words of its code."""
    return word(concept, *path, "text") or word(concept, *path, "coding", "display")


class Entries:
    """The resources of a bundle, and what their references mean inside it."""

    def __init__(self, bundle: Resource) -> None:
        self.found: list[tuple[str, Resource]] = []
        self._by_reference: dict[str, tuple[str, Resource]] = {}
        entries = bundle.get("entry")
        for number, entry in enumerate(entries if isinstance(entries, list) else []):
            resource = entry.get("resource") if isinstance(entry, dict) else None
            if isinstance(resource, dict):
                self._add(f"Bundle.entry[{number}].resource", entry.get("fullUrl"), resource)

    def _add(self, where: str, address: Any, resource: Resource) -> None:
        kind, name = resource.get("resourceType"), resource.get("id")
        self.found.append((where, resource))
        if isinstance(address, str):
            self._by_reference.setdefault(address, (where, resource))
        if isinstance(kind, str) and isinstance(name, str):
            self._by_reference.setdefault(f"{kind}/{name}", (where, resource))

    def of(self, kind: str) -> list[tuple[str, Resource]]:
        """Every resource of a kind, with its place."""
        return [(where, resource) for where, resource in self.found if resource.get("resourceType") == kind]

    def resolve(self, reference: Any) -> tuple[str, Resource] | None:
        """The resource that a reference means, if the bundle has it."""
        target = reference.get("reference") if isinstance(reference, dict) else None
        if not isinstance(target, str):
            return None
        return self._by_reference.get(target) or self._by_reference.get("/".join(target.split("/")[-2:]))
