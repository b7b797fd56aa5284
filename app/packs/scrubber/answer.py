"""What the anonymiser's process answered, checked: it accounts for every change, and leaves nobody known."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from app.anonymise.gate import Finding, Inspector
from app.packs import gate
from app.packs.rules.narratives import Doubt, Narrative, scrubbed
from app.packs.scrubber.anonymiser import Remains
from app.problems import Fault

GUESSED = frozenset({"name-in-pieces", "postcode", "phone", "email", "url", "nhs-number", "full-date"})


def narratives(
    told: Sequence[Narrative], record: Mapping[str, object], answer: Mapping[str, Any]
) -> tuple[Narrative, ...]:
    """Return what was told as it was scrubbed, or raise a `ValueError`: then nothing of it is used.

    What the record knows may remain only where it is for review. What looks like an identifier to the gate
    alone is shown to a person as well.
    """
    looks = Inspector(record)
    made = [_scrubbed(one, said) for one, said in zip(told, answer["narratives"], strict=True)]
    seen = [(one, looks.inspect(one.text, gate.keeps([_as_if_cleared(one)]))) for one in made]
    if remaining := [_remaining(one, place) for one, found in seen for place in found if _is_known(place)]:
        raise Remains(remaining)
    return tuple(
        replace(one, for_review=(*one.for_review, *(_doubt(one, place) for place in found)))
        for one, found in seen
    )


def _scrubbed(told: Narrative, said: Mapping[str, Any]) -> Narrative:
    if said["id"] != told.id:
        raise ValueError("This is another narrative.")
    made = scrubbed(told, said)
    ends = [0, *(place for change in made.changes for place in (change.start, change.end))]
    doubted = [(one.start, one.end) for one in made.for_review]
    places = [*((one.start, one.end) for one in made.changes), *doubted]
    if any(before > after for before, after in pairwise(ends)):
        raise ValueError("Its changes overlap.")
    if not all(0 <= start < end <= len(told.original) for start, end in places):
        raise ValueError("It speaks of places that are not there.")
    return made


def _is_known(found: Finding) -> bool:
    return found.rule not in GUESSED


def _remaining(made: Narrative, found: Finding) -> Fault:
    start, end = made.origin(found.start, found.end)
    where = f"{made.source}, {made.section}: {found.rule}, from {start} to {end}"
    return Fault(f"/narratives/{made.id}", found.kind, where)


def _as_if_cleared(made: Narrative) -> Narrative:
    return replace(made, for_review=tuple(replace(one, cleared=True) for one in made.for_review))


def _doubt(made: Narrative, found: Finding) -> Doubt:
    start, end = made.origin(found.start, found.end)
    return Doubt(start, end, f"reads as {found.kind} ({found.rule})")
