"""One table of a report as text: headings, cells, totals, scope and the key to its marks."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.documents.errors import DocumentError
from app.documents.words import label

MISSING = ".."
_POPULATIONS = {
    "D": "deaths of residents under 18, by date of death",
    "N": "notifications accepted, by date notified",
    "X": "deaths of non-residents here, transferred out",
    "R": "cases completed, by date of the panel",
    "R+": "cases completed in which a modifiable factor was found or ruled out",
    "O": "cases open at the end of the period",
    "C": "deaths of one year, followed to now",
    "P": "residents aged 0 to 17 at mid-year",
    "B": "live births",
}
_HIDDEN = "hidden, because the count is small or would reveal one that is (confidential)"
_MEANINGS = {
    "[c]": _HIDDEN,
    "c": _HIDDEN,
    "[u]": "rests on few events: read with care",
    "u": "rests on few events: read with care",
    "[x]": "not available",
    "x": "not available",
    "[z]": "not applicable",
    "z": "not applicable",
    MISSING: "no figure",
}
_MARK = re.compile(r"\[[cuxz]\]|\b[cuxz]\b|\.\.")


@dataclass(frozen=True)
class Line:
    """One row: its heading, the text of its cells, and whether it holds totals."""

    code: str
    heading: str
    cells: list[str]


@dataclass(frozen=True)
class Mark:
    """One mark that stands in a cell, explained."""

    mark: str
    meaning: str


@dataclass(frozen=True)
class Table:
    """A table as a reader sees it. It holds texts, never values."""

    code: str
    title: str
    scope: str
    unit: str
    note: str
    column_codes: list[str]
    columns: list[str]
    lines: list[Line]
    totals: Line | None
    has_total_column: bool
    key: list[Mark]


def table_view(table: Mapping[str, Any], scope: str) -> Table:
    """Return the table as text, from each cell's `text` alone."""
    rows, columns = table["rows"], table["columns"]
    cells = {(cell["row"], cell["column"]): str(cell["text"]) for cell in table["cells"]}
    totals = {(each["axis"], each.get("key")): str(each["text"]) for each in table.get("totals") or []}
    if not set(cells) <= {(row, column) for row in rows for column in columns}:
        raise DocumentError("A cell stands outside its table.")
    names = table.get("labels") or {}
    across = any(axis == "row" for axis, _ in totals)
    lines = [_line(row, names, [cells.get((row, each), MISSING) for each in columns]) for row in rows]
    for line in lines if across else []:
        line.cells.append(totals.get(("row", line.code), MISSING))
    foot = _totals(columns, totals, across=across)
    texts = [text for line in [*lines, *([foot] if foot else [])] for text in line.cells]
    outside = [str(each["text"]) for each in table["cells"] if each.get("status") == "not_applicable"]
    return Table(
        code=table["code"],
        title=table["title"],
        scope=f"{_population(table)} · {scope}",
        unit=str(table.get("unit") or ""),
        note=str(table.get("note") or ""),
        column_codes=[*columns, *(["total"] if across else [])],
        columns=[names.get(each) or label(each) for each in columns] + (["Total"] if across else []),
        lines=lines,
        totals=foot,
        has_total_column=across,
        key=_key(texts, outside),
    )


def _line(row: str, names: Mapping[str, str], cells: list[str]) -> Line:
    return Line(row, names.get(row) or label(row), cells)


def _totals(columns: list[str], totals: Mapping[tuple[str, Any], str], *, across: bool) -> Line | None:
    if not any(axis == "column" for axis, _ in totals):
        return None
    cells = [totals.get(("column", each), MISSING) for each in columns]
    if across:
        grand = [text for (axis, _), text in totals.items() if axis not in {"row", "column"}]
        cells.append(grand[0] if grand else MISSING)
    return Line("total", "Total", cells)


def _population(table: Mapping[str, Any]) -> str:
    code = str(table["population"])
    meaning = _POPULATIONS.get(code.split("(")[0])
    words = f"Population {code} ({meaning})" if meaning else f"Population {code}"
    denominator = table.get("denominator")
    return words if denominator is None else f"{words}, denominator {denominator}"


def _key(texts: list[str], outside: list[str]) -> list[Mark]:
    """Explain the marks that stand in this table, those of impossible cells by what their status says."""
    found = {mark for text in texts for mark in _MARK.findall(text)}
    meanings = _MEANINGS | dict.fromkeys(outside, "not applicable: it cannot occur by definition")
    return [Mark(mark, meaning) for mark, meaning in meanings.items() if mark in found or mark in outside]
