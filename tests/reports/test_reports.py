"""Reports over HTTP: built by the office, signed by two people, read by their partner and by no other."""

import csv
import hashlib
import json
from collections.abc import Callable
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session, sessionmaker

from app.documents.readback import html_text, pdf_text
from app.kit import Parts
from app.partners.rules import SHROPSHIRE_TELFORD_AND_WREKIN as STW
from tests.reports.making import YEAR, H, W, a_fact, a_review, keep

Headers = Callable[..., dict[str, str]]
PATH = "/v1/reports"


@pytest.fixture(autouse=True)
def _year(sessions: sessionmaker[Session], parts: Parts) -> None:
    cases = [a_review(H, modifiability="modifiable")] * 6 + [a_review(W, modifiability="modifiable")] * 13
    cases += [a_review(W)] * 14 + [a_fact(H)] * 3 + [a_fact(W)] * 9
    keep(sessions, parts, cases)
    keep(sessions, parts, [a_fact("shropshire")] * 11, STW)


@pytest.fixture
def office(client: TestClient, as_: Headers) -> Callable[..., dict[str, Any]]:
    def built(area: str = H, level: str = "partner", by: str = "coordinator") -> dict[str, Any]:
        form = {"kind": "annual", "area": area, "level": level, "period": YEAR}
        answer = client.post(PATH, json=form, headers=as_(by))
        assert answer.status_code == 201, answer.text
        assert answer.headers["location"] == f"{PATH}/{answer.json()['id']}"
        found: dict[str, Any] = answer.json()
        return found

    return built


@pytest.fixture
def released(client: TestClient, as_: Headers, office: Callable[..., Any]) -> Callable[..., dict[str, Any]]:
    def signed(area: str = H, level: str = "partner") -> dict[str, Any]:
        report: dict[str, Any] = office(area, level)
        for persona in ("coordinator", "manager"):
            assert client.post(f"{PATH}/{report['id']}/release", headers=as_(persona)).status_code == 200
        return report

    return signed


def cell(report: dict[str, Any], code: str, row: str, column: str) -> dict[str, Any]:
    table = next(each for each in report["tables"] if each["code"] == code)
    found: dict[str, Any] = next(c for c in table["cells"] if (c["row"], c["column"]) == (row, column))
    return found


def test_a_joint_public_report_has_the_shape_that_was_promised(office: Callable[..., Any]) -> None:
    report = office("joint", "public")
    assert set(report) == {
        "id", "kind", "area", "level", "period", "built_at", "sha256", "definitions_version",
        "tables", "figures", "release",
    }  # fmt: skip
    assert report["period"] == YEAR
    assert report["release"] == {"register_entry": None, "released_at": None, "signed_by": []}
    table = next(each for each in report["tables"] if each["code"] == "T16")
    assert table["columns"] == [H, W, "joint"]
    assert table["denominator"] == 35
    where = {"row": "modifiable", "column": "joint"}
    assert cell(report, "T16", *where.values()) == where | {"value": 20, "status": "shown", "text": "20"}
    assert cell(report, "T16", "modifiable", H)["status"] == "primary"
    assert cell(report, "T16", "modifiable", W) == {
        "row": "modifiable", "column": W, "value": None, "status": "secondary", "text": "[c]",
    }  # fmt: skip
    assert {"axis": "column", "key": "joint", "value": 35, "status": "shown", "text": "35"} in table["totals"]
    assert {figure["table"] for figure in report["figures"]} == {"T3", "T14"}


def test_the_hash_is_that_of_the_reports_own_bytes(office: Callable[..., Any]) -> None:
    report = office()
    content = {key: value for key, value in report.items() if key not in {"sha256", "release"}}
    plain = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    assert hashlib.sha256(plain.encode()).hexdigest() == report["sha256"]


def test_the_same_request_builds_one_report(client: TestClient, as_: Headers) -> None:
    form = {"kind": "annual", "area": "joint", "level": "public", "period": YEAR}
    headers = as_("coordinator", Idempotency_Key="once")
    first, again = (client.post(PATH, json=form, headers=headers) for _ in range(2))
    assert first.content == again.content
    assert len(client.get(PATH, headers=as_("manager")).json()["items"]) == 1


@pytest.mark.parametrize(
    "change", [{"period": {"from": "2025-01-01", "to": "2025-12-31"}}, {"area": "powys"}, {"level": "panel"},
               {"kind": "weekly"}, {"note": "Testchild Example"}],
)  # fmt: skip
def test_a_report_that_makes_no_sense_is_refused(
    client: TestClient, as_: Headers, change: dict[str, Any]
) -> None:
    form = {"kind": "annual", "area": H, "level": "public", "period": YEAR} | change
    answer = client.post(PATH, json=form, headers=as_("coordinator"))
    assert answer.status_code == 422
    assert "Testchild" not in answer.text
    assert "powys" not in answer.text


@pytest.mark.parametrize(
    ("persona", "status"),
    [("doctor", 403), ("chair", 403), ("member-lay", 403), ("partner-herefordshire", 403), ("auditor", 403),
     ("notifier-wvt", 403), ("stw-coordinator", 404)],
)  # fmt: skip
def test_only_the_office_builds(client: TestClient, as_: Headers, persona: str, status: int) -> None:
    form = {"kind": "annual", "area": H, "level": "public", "period": YEAR}
    assert client.post(PATH, json=form, headers=as_(persona)).status_code == status


def test_two_different_people_release_exactly_these_bytes(
    client: TestClient, as_: Headers, office: Callable[..., Any]
) -> None:
    report = office("joint", "public")
    path = f"{PATH}/{report['id']}/release"
    wrong = client.post(path, json={"sha256": "0" * 64}, headers=as_("coordinator"))
    assert (wrong.status_code, wrong.json()["type"]) == (409, "urn:cdop:problem:other-bytes")
    first = client.post(path, json={"sha256": report["sha256"]}, headers=as_("coordinator"))
    assert (first.status_code, first.json()["release"]["released_at"]) == (200, None)
    assert "second signature" in first.json()["awaits"]
    again = client.post(path, headers=as_("coordinator"))
    assert (again.status_code, again.json()["type"]) == (409, "urn:cdop:problem:four-eyes")
    second = client.post(path, headers=as_("manager"))
    assert second.json()["release"]["released_at"]
    assert second.json()["release"]["signed_by"] == ["coordinator", "manager"]
    assert second.json()["awaits"] is None
    assert second.json()["sha256"] == report["sha256"]
    assert client.post(path, headers=as_("coordinator-2")).status_code == 409


def test_figures_of_a_year_that_is_not_over_are_not_published(client: TestClient, as_: Headers) -> None:
    form = {
        "kind": "annual",
        "area": H,
        "level": "public",
        "period": {"from": "2097-04-01", "to": "2098-03-31"},
    }
    report = client.post(PATH, json=form, headers=as_("coordinator")).json()
    answer = client.post(f"{PATH}/{report['id']}/release", headers=as_("coordinator"))
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:cdop:problem:too-early")


def test_an_officer_reads_the_own_area_after_release_and_others_never(
    client: TestClient, as_: Headers, office: Callable[..., Any]
) -> None:
    report = office(H, "partner")
    path = f"{PATH}/{report['id']}"
    missing = client.get(f"{PATH}/{uuid4()}", headers=as_("partner-herefordshire"))
    for persona in ("coordinator", "manager"):
        draft = client.get(path, headers=as_("partner-herefordshire"))
        assert (draft.status_code, draft.content) == (404, missing.content)
        client.post(f"{path}/release", headers=as_(persona))
    mine = client.get(path, headers=as_("partner-herefordshire"))
    assert cell(mine.json(), "T16", "modifiable", H)["value"] == 6
    assert W not in mine.text
    for persona in ("partner-worcestershire", "partner-shropshire", "stw-coordinator"):
        answer = client.get(path, headers=as_(persona))
        assert (answer.status_code, answer.content) == (404, missing.content)
    for persona in ("chair", "auditor"):
        there, none = (client.get(one, headers=as_(persona)) for one in (path, f"{PATH}/{uuid4()}"))
        assert (there.status_code, there.content) == (403, none.content)
    assert client.post(f"{path}/release", headers=as_("partner-herefordshire")).status_code == 403


def test_a_joint_report_is_for_both_partners_of_its_panel(
    client: TestClient, as_: Headers, released: Callable[..., Any]
) -> None:
    path = f"{PATH}/{released('joint', 'public')['id']}"
    statuses = {area: client.get(path, headers=as_(f"partner-{area}")).status_code
                for area in (H, W, "shropshire", "telford-and-wrekin")}  # fmt: skip
    assert statuses == {H: 200, W: 200, "shropshire": 404, "telford-and-wrekin": 404}


def test_a_list_holds_what_its_reader_may_read(
    client: TestClient, as_: Headers, office: Callable[..., Any], released: Callable[..., Any]
) -> None:
    office(H)
    own, both = released(H)["id"], released("joint", "public")["id"]
    office("shropshire", by="stw-coordinator")

    def ids(persona: str) -> set[str]:
        return {line["id"] for line in client.get(PATH, headers=as_(persona)).json()["items"]}

    assert ids("partner-herefordshire") == {own, both}
    assert ids("partner-worcestershire") == {both}
    assert ids("partner-shropshire") == set()
    assert len(ids("coordinator")) == 3
    assert client.get(PATH, headers=as_("chair")).status_code == 403
    page = client.get(f"{PATH}?limit=1", headers=as_("coordinator")).json()
    rest = client.get(f"{PATH}?cursor={page['next']}", headers=as_("coordinator")).json()
    assert len(rest["items"]) == 2
    assert page["items"][0] not in rest["items"]


def test_the_other_panel_reports_on_its_own_areas(office: Callable[..., Any]) -> None:
    report = office("joint", "public", by="stw-coordinator")
    assert report["tables"][0]["columns"] == ["shropshire", "telford-and-wrekin", "joint"]
    assert cell(report, "T3", "2025/26", "joint")["value"] == 10


def test_every_form_shows_the_same_and_nothing_that_is_hidden(
    client: TestClient, as_: Headers, office: Callable[..., Any]
) -> None:
    path = f"{PATH}/{office('joint', 'public')['id']}"

    def read(media: str, more: str = "") -> Any:
        answer = client.get(path + more, headers=as_("manager", Accept=media))
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"].partition(";")[0] == media
        return answer

    page = html_text(read("text/html").text)
    assert "Herefordshire and Worcestershire" in page
    assert "No modifiable factors identified" in page
    assert "Population R (cases completed, by date of the panel), denominator 35" in " ".join(page.split())
    assert "Modifiable factors identified" in pdf_text(read("application/pdf").content)
    rows = list(csv.reader(StringIO(read("text/csv", "?table=T16").text, newline="")))
    assert rows[1][:4] == ["modifiable", "[c]", "[c]", "20"]
    assert client.get(path, headers=as_("manager", Accept="image/png")).status_code == 406
    assert client.get(path, headers=as_("manager", Accept="text/csv")).status_code == 422
    assert client.get(f"{path}?table=T99", headers=as_("manager", Accept="text/csv")).status_code == 422


def test_nothing_that_a_report_says_lies_in_clear(engine: Engine, released: Callable[..., Any]) -> None:
    report = released()
    with engine.connect() as connection:
        row = connection.execute(text("SELECT CAST(report AS text) FROM report")).scalar_one()
    for said in ("2025-04-01", "2026-03-31", report["built_at"][:10], "modifiable", "T16"):
        assert said not in row
        assert said.encode().hex() not in row


def test_the_trail_tells_who_built_signed_and_read(engine: Engine, released: Callable[..., Any]) -> None:
    released()
    with engine.connect() as connection:
        actions = set(connection.execute(text("SELECT action FROM audit_event")).scalars())
    assert actions >= {"report.built", "report.signed", "report.released", "report.read", "facts.opened"}
