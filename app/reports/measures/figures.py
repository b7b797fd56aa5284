"""Charts of a report: bars for figures that are shown already, and hatched gaps for those that are not."""

from collections.abc import Iterable
from typing import Any

from app.reports.measures.populations import JOINT
from app.reports.measures.shown import Readers, Table
from app.reports.measures.words import label

DRAWN = {"T3": "F1", "T14": "F14"}


def drawn(tables: Iterable[Table], readers: Readers) -> list[dict[str, Any]]:
    """Return the charts of these tables, in their own column: the area's if there is one, else the joint."""
    return [_bars(table, readers.own or JOINT) for table in tables if table.code in DRAWN]


def _bars(table: Table, column: str) -> dict[str, Any]:
    from app.documents.chart import bar_chart  # the drawing library is large: it is loaded by the first chart

    title = f"{table.title}: {label(column)}"
    values = [table.cells[row, column].value for row in table.rows]
    chart = bar_chart(title, [label(row) for row in table.rows], values, table.unit)
    return {
        "code": DRAWN[table.code],
        "title": title,
        "svg": chart.svg,
        "alt": chart.alt,
        "table": table.code,
    }
