"""Report documents: hidden values never leave, every table says its scope, and spreadsheets stay harmless."""

import base64
import csv
import re
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest

from app.documents.chart import bar_chart
from app.documents.errors import DocumentError
from app.documents.readback import html_text, pdf_text
from app.documents.reports import report_html, report_pdf, table_csv
from tests.documents.samples import HIDDEN_VALUES, a_report

RENDERINGS: dict[str, Callable[[dict[str, Any]], str]] = {
    "html": report_html,
    "html text": lambda report: html_text(report_html(report)),
    "pdf": lambda report: pdf_text(report_pdf(report)),
    "csv": lambda report: table_csv(report, "T16"),
}


def with_chart() -> dict[str, Any]:
    drawn = bar_chart("Modifiable factors", ["Modifiable", "None"], [20, None], "cases")
    figure = {"code": "F1", "title": "Modifiable factors", "svg": drawn.svg, "alt": drawn.alt, "table": "T16"}
    return a_report(figures=[figure])


@pytest.mark.parametrize("name", RENDERINGS)
def test_a_hidden_value_never_leaves(name: str) -> None:
    document = RENDERINGS[name](with_chart())
    assert "[c]" in document
    assert "20" in document
    for value in HIDDEN_VALUES:
        assert value not in document


@pytest.mark.parametrize("name", ["html text", "pdf"])
def test_every_table_says_its_scope_and_explains_its_marks(name: str) -> None:
    document = re.sub(r"\s+", " ", RENDERINGS[name](a_report()))
    scope = (
        "Population R (cases completed, by date of the panel), denominator 40 · 1 April 2025 to 31 March 2026"
        " · Herefordshire and Worcestershire · definitions 2026.1 · level: public"
    )
    assert scope in document
    assert "hidden, because the count is small" in document
    assert "not applicable" not in document


@pytest.mark.parametrize("mark", ["x", "[x]", "n/a", "[z]"])
def test_an_impossible_cell_is_explained_by_its_status(mark: str) -> None:
    report = a_report()
    report["tables"][0]["cells"][0] |= {"status": "not_applicable", "text": mark, "value": None}
    assert f"{mark}\nnot applicable: it cannot occur by definition" in html_text(report_html(report))


def test_a_chart_is_an_image_with_words_beside_its_table() -> None:
    page = report_html(with_chart())
    source, alt = re.findall(r'<img src="data:image/svg\+xml;base64,([^"]+)" alt="([^"]+)">', page)[0]
    assert base64.b64decode(source).startswith(b"<?xml")
    assert "Modifiable: 20" in alt
    assert "Modifiable: 20" in pdf_text(report_pdf(with_chart()))
    assert page.index("<table", page.index("T16")) < page.index("<img")


def test_the_page_is_built_for_everyone_and_runs_nothing() -> None:
    page = report_html(with_chart())
    assert page.count("<h1") == page.count("<main") == 1
    assert page.count("<table") == page.count("<caption")
    assert not re.search(r"<th(?! scope=|ead)", page)
    assert not re.search(r"<script|<style|style=|\son[a-z]+=|https?://", page)


def test_a_csv_is_one_table_with_its_scope() -> None:
    text = table_csv(a_report(), "T16")
    rows = list(csv.reader(StringIO(text, newline="")))
    assert rows[0][:4] == ["row", "herefordshire", "worcestershire", "joint"]
    assert rows[1][:4] == ["modifiable", "[c]", "[c]", "20"]
    assert rows[3][:4] == ["total", "[c]", "..", "40"]
    assert dict(zip(rows[0][4:], rows[1][4:], strict=True)) == {
        "population": "R",
        "period_from": "2025-04-01",
        "period_to": "2026-03-31",
        "geography": "herefordshire_and_worcestershire",
        "definitions_version": "2026.1",
        "level": "public",
    }
    assert text.endswith("\r\n")
    assert text.count("\n") == text.count("\r\n") == len(rows)


@pytest.mark.parametrize("cell", ["=1+1", "+44", "-5", "@SUM(A1)", "\t=1", "\n=1", '=HYPERLINK("x","y")'])
def test_a_csv_cell_never_runs_as_a_formula(cell: str) -> None:
    report = a_report()
    table = report["tables"][0]
    table["cells"][2]["text"] = cell
    table["rows"] = [cell, "none"]
    for each in table["cells"][:3]:
        each["row"] = cell
    row = list(csv.reader(StringIO(table_csv(report, "T16"), newline="")))[1]
    assert row[0] == row[3] == f"'{cell}"


def test_a_report_gives_the_same_bytes_again() -> None:
    assert report_pdf(with_chart()) == report_pdf(with_chart())


def test_a_row_total_gets_a_column_of_its_own() -> None:
    report = a_report()
    report["tables"][0]["totals"] = [
        {"axis": "row", "key": "none", "value": 1, "status": "shown", "text": "35"}
    ]
    rows = list(csv.reader(StringIO(table_csv(report, "T16"), newline="")))
    assert [row[4] for row in rows] == ["total", "..", "35"]


@pytest.mark.parametrize(
    "broken",
    [
        {},
        a_report(period=None),
        a_report(tables=[{"code": "Testchild"}]),
        a_report(figures=[{"code": "F1", "title": "t", "svg": "<svg/>", "alt": " ", "table": "T16"}]),
    ],
)
def test_a_broken_report_is_refused_without_quoting_it(broken: dict[str, Any]) -> None:
    for render in (report_html, report_pdf):
        with pytest.raises(DocumentError) as refusal:
            render(broken)
        assert "Testchild" not in str(refusal.value)


def test_an_unknown_table_is_refused() -> None:
    with pytest.raises(DocumentError):
        table_csv(a_report(), "T99")
