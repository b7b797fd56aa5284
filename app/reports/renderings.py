"""A report in the form in which it is read: JSON, one table as CSV, a page, or a PDF."""

from typing import Any

from app.documents.errors import DocumentError
from app.documents.pages import Page
from app.documents.pages import render as alone
from app.documents.reports import report_html, report_pdf, table_csv
from app.problems import Fault, Invalid
from app.reports import rules
from app.reports.measures.populations import JOINT
from app.reports.measures.words import label
from app.reports.schemas import ReportOut


def rendered(report: ReportOut, media: str, table: str | None, page: Page = alone) -> bytes:
    """Return a report as bytes; each form shows the same texts, and a hidden figure has none to show.

    As HTML it may stand in the frame of a `page`.
    """
    if media == rules.JSON:
        return report.model_dump_json(by_alias=True).encode()
    plain = report.model_dump(mode="json", by_alias=True)
    if media == rules.CSV:
        return _one_table(plain, table).encode()
    named = plain | {"area": _place(report), "tables": [_labelled(each) for each in plain["tables"]]}
    return report_html(named, page).encode() if media == rules.HTML else report_pdf(named)


def _one_table(report: dict[str, Any], table: str | None) -> str:
    if table is None:
        raise Invalid(
            errors=[Fault("/table", "required", "A CSV holds one table: name it, as in ?table=T16.")]
        )
    try:
        return table_csv(report, table)
    except DocumentError:
        raise Invalid(errors=[Fault("/table", "unknown-table", "The report has no such table.")]) from None


def _place(report: ReportOut) -> str:
    """Name the areas of a joint report, which are the columns of its first table."""
    areas = [each for each in report.tables[0].columns if each != JOINT]
    return ("_and_".join(areas) if report.area == JOINT else report.area).replace("-", "_")


def _labelled(table: dict[str, Any]) -> dict[str, Any]:
    return table | {"labels": {code: label(code) for code in [*table["rows"], *table["columns"]]}}
