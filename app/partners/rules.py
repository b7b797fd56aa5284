"""What areas and panels are called, and which body stands in for one that is gone."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any
from uuid import UUID

from app.problems import NotFound

HEREFORDSHIRE_AND_WORCESTERSHIRE = UUID("d959021c-44f0-45ff-b287-baab37477bb7")
SHROPSHIRE_TELFORD_AND_WREKIN = UUID("0aca7e18-ee17-465c-b9e2-63536b0a45d8")


class AreaCode(StrEnum):
    """The areas of the CDR partners (Children Act 2004, section 16Q: one local authority each)."""

    HEREFORDSHIRE = "herefordshire"
    WORCESTERSHIRE = "worcestershire"
    SHROPSHIRE = "shropshire"
    TELFORD_AND_WREKIN = "telford-and-wrekin"


PANEL_AREAS: Mapping[UUID, tuple[AreaCode, ...]] = {
    HEREFORDSHIRE_AND_WORCESTERSHIRE: (AreaCode.HEREFORDSHIRE, AreaCode.WORCESTERSHIRE),
    SHROPSHIRE_TELFORD_AND_WREKIN: (AreaCode.SHROPSHIRE, AreaCode.TELFORD_AND_WREKIN),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A local authority of ours: its area, and the district if it is one."""

    area: AreaCode
    district: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Succession:
    """One body that took over from another on a day."""

    predecessor: UUID
    successor: UUID
    on: date


def partner_areas(panel_id: UUID) -> tuple[AreaCode, ...]:
    """Return the areas whose CDR partners share this panel."""
    if panel_id not in PANEL_AREAS:
        raise NotFound
    return PANEL_AREAS[panel_id]


def panel_of(area: AreaCode) -> UUID:
    """Return the panel that reviews the deaths of children who lived in an area."""
    return next(panel for panel, areas in PANEL_AREAS.items() if area in areas)


def in_force(valid_from: date, valid_to: date | None, on: date) -> bool:
    """Return whether something stands on a day; `valid_to` is its last day."""
    return valid_from <= on and (valid_to is None or on <= valid_to)


def successors_at(body: UUID, on: date, successions: Iterable[Succession]) -> frozenset[UUID]:
    """Return the bodies that do on a day what this body did: itself, while nobody has taken over."""
    known = tuple(successions)
    following = [link.successor for link in known if link.predecessor == body and link.on <= on]
    if not following:
        return frozenset({body})
    return frozenset().union(*(successors_at(heir, on, known) for heir in following))


def successor_at(body: UUID, on: date, successions: Iterable[Succession]) -> UUID | None:
    """Return the one body that does on a day what this body did, or `None` if it was divided."""
    heirs = successors_at(body, on, successions)
    return next(iter(heirs)) if len(heirs) == 1 else None


@lru_cache
def by_gss() -> Mapping[str, Place]:
    """Return GSS code → place for the local authorities whose postcodes are ours.

    Postcodes name the lower tier: in Worcestershire the district.
    """
    rows = read("areas")
    county = {row["id"]: row for row in rows}
    return {
        row["gss"]: Place(AreaCode(county[row["parent_id"]]["code"]), row["code"], row["name"])
        if row["parent_id"]
        else Place(AreaCode(row["code"]), None, row["name"])
        for row in rows
        if row["kind"] != "county"
    }


@lru_cache
def read(name: str) -> tuple[dict[str, Any], ...]:
    """Return the rows of one file of the reference data."""
    text = files("app.partners").joinpath(f"data/{name}.json").read_text(encoding="utf-8")
    return tuple(json.loads(text))
