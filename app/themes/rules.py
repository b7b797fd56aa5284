"""How a themed review goes on, and what may be shown of so few cases."""

import hashlib
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from app.anonymise.figures.bands import category_group
from app.anonymise.figures.counting import PRIMARY, Shown, public_count
from app.problems import StageConflict

PUBLISH_FROM = 10
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
NEVER_SHARED = frozenset({"meeting_id", "pseudonym", "version", "released_at", "expires_at"})
SUMMARY_SHARED = frozenset({"age", "sex", "place_of_death", "expected"})


class State(StrEnum):
    """How far a themed review is."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    FROZEN = "frozen"
    SIGNED_OFF = "signed_off"


FOLLOWS = {
    State.PROPOSED: frozenset({State.AGREED}),
    State.AGREED: frozenset({State.FROZEN}),
    State.FROZEN: frozenset({State.SIGNED_OFF}),
    State.SIGNED_OFF: frozenset[State](),
}
GROUPS = ("perinatal", "congenital", "medical", "external")
MODIFIABILITY = ("modifiable", "none", "insufficient")
SEXES = ("male", "female")


def advance(current: State, to: State) -> State:
    """Return `to` if a themed review may go there: agreed by all, then frozen, then signed off."""
    if to not in FOLLOWS[current]:
        raise StageConflict(f"A theme that is {current} cannot become {to}.")
    return to


def a_pseudonym() -> str:
    """Return a new name for a contribution: random, derived from nothing."""
    drawn = "".join(secrets.choice(LETTERS) for _ in range(6))
    return f"T{drawn[:3]}-{drawn[3:]}"


def shared(pack: Mapping[str, Any], pseudonym: str) -> dict[str, Any]:
    """Return the copy of an anonymised pack that a cohort gets: no meeting, no period, no other name."""
    copy = {name: value for name, value in pack.items() if name not in NEVER_SHARED}
    summary = {name: value for name, value in pack.get("summary", {}).items() if name in SUMMARY_SHARED}
    return copy | {"pseudonym": pseudonym, "summary": summary}


def frozen_digest(pack_digests: Iterable[bytes]) -> str:
    """Return the hash of the members' list as it is frozen."""
    return hashlib.sha256(b"".join(sorted(pack_digests))).hexdigest()


def tables(coded: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the cohort's tables under the public counting rules; under ten cases everything is hidden."""
    return [
        _table("C1", "Modifiable factors", MODIFIABILITY, coded, lambda facts: facts.get("modifiability")),
        _table("C2", "Category of death, in four groups", GROUPS, coded, _group),
        _table("C3", "Sex", SEXES, coded, lambda facts: facts.get("sex")),
    ]


def _group(facts: Mapping[str, Any]) -> str | None:
    category = facts.get("category")
    return category_group(category) if category else None


def _table(
    code: str, title: str, rows: Sequence[str], coded: Sequence[Mapping[str, Any]], of: Any
) -> dict[str, Any]:
    counted = Counter(of(facts) for facts in coded)
    enough = len(coded) >= PUBLISH_FROM

    def shown(count: int) -> Shown:
        return public_count(count) if enough else PRIMARY

    total = shown(len(coded))
    return {
        "code": code,
        "title": title,
        "population": "cohort",
        "denominator": total.value,
        "unit": "cases",
        "note": "From ten cases on: 0 to 7 are one class, 8 and more are rounded to the nearest 5.",
        "rows": list(rows),
        "columns": ["cohort"],
        "cells": [_cell(row, shown(counted[row])) for row in rows],
        "totals": [{"axis": "column", "key": "cohort"} | _words(total)],
    }


def _cell(row: str, figure: Shown) -> dict[str, Any]:
    return {"row": row, "column": "cohort"} | _words(figure)


def _words(figure: Shown) -> dict[str, Any]:
    return {"value": figure.value, "status": figure.status, "text": figure.text}
