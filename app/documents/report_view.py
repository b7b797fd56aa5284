"""What a report shows, in order: the one reading of its JSON that the page, the PDF and the CSV share."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.documents.errors import DocumentError
from app.documents.report_table import Table, table_view
from app.documents.words import clean, day, label, place

_LEVELS = {
    "public": "Public",
    "partner": "Partner: for the named officers of this area, not for publication",
    "panel": "Panel: for members of the panel, not for publication",
}


@dataclass(frozen=True)
class Row:
    """One line of the document control."""

    label: str
    value: str
    is_code: bool = False


@dataclass(frozen=True)
class Drawing:
    """A chart, its text alternative and the table that holds the same figures."""

    code: str
    title: str
    svg: str
    alt: str
    table: str


@dataclass(frozen=True)
class Section:
    """A table with the charts drawn from it."""

    table: Table
    figures: list[Drawing]


@dataclass(frozen=True)
class ReportView:
    """The whole report as a reader sees it."""

    title: str
    heading: str
    scope: str
    level: str
    control: list[Row]
    sections: list[Section]
    loose_figures: list[Drawing]


def report_view(report: Mapping[str, Any]) -> ReportView:
    """Return what the report shows. A cell is its `text`: the value beside it is never looked at."""
    try:
        return _view(clean(report))
    except (KeyError, TypeError, ValueError, AttributeError):
        raise DocumentError("The report does not have the shape of a report.") from None


def scope_line(report: Mapping[str, Any]) -> str:
    """Return the part of the scope that all tables of a report share."""
    period = report["period"]
    span = f"{day(period['from'])} to {day(period['to'])}"
    return (
        f"{span} · {place(report['area'])} · definitions {report['definitions_version']}"
        f" · level: {report['level']}"
    )


def _view(report: Mapping[str, Any]) -> ReportView:
    heading = f"{label(report['kind'])} report: {place(report['area'])}"
    scope = scope_line(report)
    figures = [_drawing(each) for each in report.get("figures") or []]
    tables = [table_view(each, scope) for each in report["tables"]]
    codes = {table.code for table in tables}
    return ReportView(
        title=heading,
        heading=heading,
        scope=scope,
        level=_LEVELS.get(report["level"], label(report["level"])),
        control=_control(report),
        sections=[Section(each, [f for f in figures if f.table == each.code]) for each in tables],
        loose_figures=[each for each in figures if each.table not in codes],
    )


def _drawing(figure: Mapping[str, Any]) -> Drawing:
    if not figure["alt"].strip():
        raise DocumentError("A figure lacks its text alternative.")
    return Drawing(figure["code"], figure["title"], figure["svg"], figure["alt"], figure.get("table") or "")


def _control(report: Mapping[str, Any]) -> list[Row]:
    release = report.get("release") or {}
    period = report["period"]
    rows = [
        Row("Area", place(report["area"])),
        Row("Period", f"{day(period['from'])} to {day(period['to'])}"),
        Row("Level", _LEVELS.get(report["level"], label(report["level"]))),
        Row("Definitions version", str(report["definitions_version"])),
    ]
    if report.get("built_at"):
        rows.append(Row("Built on", day(report["built_at"])))
    if release.get("register_entry"):
        rows.append(Row("Register entry", str(release["register_entry"]), is_code=True))
    if release.get("released_at"):
        rows.append(Row("Released on", day(release["released_at"])))
    if release.get("signed_by"):
        rows.append(Row("Signed by", ", ".join(label(each) for each in release["signed_by"])))
    return rows
