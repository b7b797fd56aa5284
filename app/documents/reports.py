"""Report documents: the page, the PDF and one table as CSV, all from the same reading of the report."""

import base64
import csv
from collections.abc import Mapping
from dataclasses import asdict
from io import StringIO
from typing import Any

from app.documents.errors import DocumentError
from app.documents.pages import Page, render
from app.documents.report_view import report_view
from app.documents.typeset import typeset
from app.documents.words import clean

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def report_html(report: Mapping[str, Any], page: Page = render) -> str:
    """Return the report as a whole page, its charts as images beside the tables they were drawn from."""
    return page("report.html", view=report_view(report), image=_image)


def report_pdf(report: Mapping[str, Any]) -> bytes:
    """Return the report as PDF/UA-1, the same bytes each time."""
    return typeset("report.typ", asdict(report_view(report)))


def table_csv(report: Mapping[str, Any], code: str) -> str:
    """Return one table as RFC 4180 CSV, its scope in columns of its own, so that no file travels without.

    A spreadsheet runs a cell that begins like a formula, so such a cell gets an apostrophe in front.
    """
    view = report_view(report)
    table = next((each.table for each in view.sections if each.table.code == code), None)
    if table is None:
        raise DocumentError("The report has no such table.")
    scope = _scope(clean(report), code)
    out = StringIO()
    write = csv.writer(out, lineterminator="\r\n").writerow
    write(map(_harmless, ["row", *table.column_codes, *scope]))
    for line in [*table.lines, *([table.totals] if table.totals else [])]:
        write(map(_harmless, [line.code, *line.cells, *scope.values()]))
    return out.getvalue()


def _scope(report: Mapping[str, Any], code: str) -> dict[str, str]:
    table = next(each for each in report["tables"] if each["code"] == code)
    return {
        "population": str(table["population"]),
        "period_from": report["period"]["from"],
        "period_to": report["period"]["to"],
        "geography": report["area"],
        "definitions_version": str(report["definitions_version"]),
        "level": report["level"],
    }


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def _image(svg: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
