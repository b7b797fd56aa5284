"""Reports as pages: with charts, with the tables beside them, for those to whom they were released."""

import base64
from typing import Any

from app.documents.readback import html_text, pdf_text
from tests.packs.office import Office
from tests.portal.conftest import Visitor
from tests.portal.markup import Page


def test_an_officer_reads_what_was_released_to_their_area(visitor: Visitor, report: dict[str, Any]) -> None:
    officer, path = visitor("partner-herefordshire"), f"/reports/{report['id']}"
    shelf = html_text(officer.opens("/reports").text)
    assert "Annual report, Herefordshire" in shelf
    assert "1 April 2025 to 31 March 2026" in shelf
    page = officer.opens(path).text
    images = Page(page).all("img")
    assert len(images) == len(report["figures"]) >= 1
    for image, figure in zip(images, report["figures"], strict=True):
        kind, _, drawn = image["src"].partition(",")
        assert kind == "data:image/svg+xml;base64"
        assert base64.b64decode(drawn).decode() == figure["svg"]
        assert image["alt"] == figure["alt"]
    for table in report["tables"]:
        assert table["title"] in page
        csv = officer.opens(f"{path}/tables/{table['code']}.csv")
        assert csv.headers["content-type"].startswith("text/csv")
        assert csv.headers["content-disposition"] == f'attachment; filename="table-{table["code"]}.csv"'
        assert csv.text.count("\r\n") >= 2
    pdf = officer.opens(f"{path}/report.pdf")
    assert "Annual report: Herefordshire" in pdf_text(pdf.content)


def test_nobody_else_learns_that_there_is_one(visitor: Visitor, report: dict[str, Any]) -> None:
    other = visitor("partner-shropshire")
    nowhere = other.opens(f"/reports/{'0' * 8}-0000-4000-8000-{'0' * 12}", 404).content
    assert "No report has been released to you yet" in other.opens("/reports").text
    for path in ("", "/report.pdf", "/tables/T3.csv"):
        assert other.opens(f"/reports/{report['id']}{path}", 404).content == nowhere
    visitor("chair").opens(f"/reports/{report['id']}", 403)


def test_the_office_sees_its_drafts_and_an_officer_does_not(office: Office, visitor: Visitor) -> None:
    form = {"kind": "annual", "area": "herefordshire", "level": "partner"}
    period = {"from": "2024-04-01", "to": "2025-03-31"}
    made = office.made("coordinator", "/reports", form | {"period": period})
    shelf = visitor("manager").opens("/reports").text
    assert made["id"] in shelf
    assert "Draft" in html_text(shelf)
    visitor("manager").opens(f"/reports/{made['id']}")
    visitor("partner-herefordshire").opens(f"/reports/{made['id']}", 404)


def test_a_table_that_is_not_there_is_told_without_its_name(visitor: Visitor, report: dict[str, Any]) -> None:
    officer = visitor("partner-herefordshire")
    assert "Q99" not in officer.opens(f"/reports/{report['id']}/tables/Q99.csv", 422).text
    officer.opens(f"/reports/{report['id']}/tables/..%2F..csv", 404)
