"""A table as it may be shown: every count goes through the counting rules before it is kept anywhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.anonymise.figures.counting import (
    PRIMARY,
    SECONDARY,
    Cell,
    Shown,
    complement,
    partner_count,
    public_count,
)
from app.reports.measures.populations import JOINT

# The area with fewer children of each pair: its column is the one that the other's would give away.
SMALLER = frozenset({"herefordshire", "telford-and-wrekin"})
WHOLE_COLUMN = (
    "The column of one area is hidden whole, whatever it holds: with the joint one it tells the other."
)


@dataclass(frozen=True, slots=True)
class Readers:
    """For whom a report is made: the areas of its panel, and the one that it is about, if it is one.

    `exact` says that they are the named officers of that one area.
    """

    areas: tuple[str, ...]
    own: str | None
    exact: bool

    def columns(self, *, alone: bool) -> tuple[str, ...]:
        """Return the columns of a table; `alone` says that an area's column may be published by itself."""
        if self.own is None:
            return (*self.areas, JOINT)
        if self.exact:
            return (self.own, JOINT)
        return (self.own,) if alone else ()


@dataclass(frozen=True, slots=True)
class Table:
    """One table, protected. `cells` and `totals` hold no value that may not be shown."""

    code: str
    title: str
    population: str
    denominator: int | None
    unit: str
    note: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[Cell, Shown]
    totals: Mapping[tuple[str, str | None], Shown] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return the table as it goes over the wire."""
        cells = [
            {"row": row, "column": column} | _plain(self.cells[row, column])
            for row in self.rows
            for column in self.columns
        ]
        totals = [{"axis": axis, "key": key} | _plain(shown) for (axis, key), shown in self.totals.items()]
        named = ("code", "title", "population", "denominator", "unit", "note")
        return {name: getattr(self, name) for name in named} | {
            "rows": list(self.rows),
            "columns": list(self.columns),
            "cells": cells,
            "totals": totals,
        }


def one_way(
    counts: Mapping[str, Mapping[str, int]], rows: Sequence[str], readers: Readers, *, alone: bool
) -> dict[Cell, Shown]:
    """Return the cells of a table whose columns are areas, from the counts of each column by row."""
    joint = {row: public_count(counts[JOINT].get(row, 0)) for row in rows}
    cells = {(row, JOINT): shown for row, shown in joint.items()}
    cells |= _pairs(counts, joint, readers.areas) if alone else whole_columns(joint, readers.areas)
    if readers.exact and readers.own:
        own = readers.own
        cells |= {(row, own): partner_count(counts[own].get(row, 0), crossed=False) for row in rows}
    columns = readers.columns(alone=alone)
    return {cell: shown for cell, shown in cells.items() if cell[1] in columns}


def _pairs(
    counts: Mapping[str, Mapping[str, int]], joint: Mapping[str, Shown], areas: Sequence[str]
) -> dict[Cell, Shown]:
    """Both areas beside the joint figure, or neither: one of them would give the other by subtraction."""
    cells = {(row, area): public_count(counts[area].get(row, 0)) for row in joint for area in areas}
    return complement(cells, [("row", row) for row, shown in joint.items() if shown.value is not None])


def whole_columns(joint: Mapping[str, Shown], areas: Sequence[str]) -> dict[Cell, Shown]:
    """Hide the column of each area by the joint figures alone, so that what is hidden decides nothing."""
    return {(row, area): _hidden(shown, area) for row, shown in joint.items() for area in areas}


def _hidden(joint: Shown, area: str) -> Shown:
    return PRIMARY if joint.value is None or area in SMALLER else SECONDARY


def sum_of(sizes: Mapping[str, int], column: str, readers: Readers, *, alone: bool) -> Shown:
    """Return how many are counted in one column, which is a count like any other."""
    if readers.exact and column == readers.own:
        return partner_count(sizes[column], crossed=False)
    joint = public_count(sizes[JOINT])
    if column == JOINT:
        return joint
    if not alone:
        return _hidden(joint, column)
    pair = _pairs({area: {"": sizes[area]} for area in readers.areas}, {"": joint}, readers.areas)
    return pair["", column]


def _plain(shown: Shown) -> dict[str, Any]:
    return {"value": shown.value, "status": shown.status, "text": shown.text}
