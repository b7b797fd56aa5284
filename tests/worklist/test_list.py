"""The work list: what is due first at the top, page by page, and searches that leave an entry."""

import unicodedata
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.cases.rules.timeline import Milestone as M
from app.cases.rules.timeline import Span
from tests.reviews.opening import TODAY
from tests.worklist.conftest import Office

LONG_AGO = (TODAY - timedelta(days=400)).isoformat()
JUST_NOW = (TODAY - timedelta(hours=3)).isoformat()


def pages(desk: Office, limit: int, **query: Any) -> list[dict[str, Any]]:
    """Every line of the list, asked for page by page."""
    lines: list[dict[str, Any]] = []
    cursor: dict[str, str] = {}
    while True:
        page = desk.get(limit=limit, **query, **cursor).json()
        assert len(page["items"]) <= limit
        lines += page["items"]
        if page["next"] is None:
            return lines
        cursor = {"cursor": page["next"]}


@pytest.fixture
def seven(desk: Office) -> set[str]:
    """Seven cases: some of one week, some with nothing due."""
    died = [LONG_AGO, LONG_AGO, LONG_AGO, JUST_NOW, JUST_NOW, None, None]
    return {str(desk.case(died_at=at)) for at in died}


def test_pages_are_complete_and_without_repeats_under_any_limit(desk: Office, seven: set[str]) -> None:
    for limit in (1, 2, 3, 7, 50):
        ids = [line["id"] for line in pages(desk, limit)]
        assert len(ids) == len(set(ids))
        assert set(ids) == seven


def test_what_is_due_first_is_at_the_top(desk: Office, seven: set[str]) -> None:
    weeks = [line["due_week"] or "9999" for line in pages(desk, 3)]
    assert weeks == sorted(weeks)
    assert len(seven) == len(weeks)


def test_late_and_in_time_share_the_list_between_them(desk: Office, seven: set[str]) -> None:
    late, in_time = pages(desk, 2, late=True), pages(desk, 2, late=False)
    assert [line["late"] for line in late] == [True] * 3
    assert not any(line["late"] for line in in_time)
    assert {line["id"] for line in late + in_time} == seven
    assert pages(desk, 5, stage="closed") == []
    assert len(pages(desk, 5, stage="open")) == 7


@pytest.mark.parametrize("cursor", ["e30", "WzEsMl0", "!!", "WyJ4IiwieSJd"])
def test_a_forged_cursor_is_refused(desk: Office, cursor: str) -> None:
    assert desk.get(cursor=cursor).status_code == 422


def test_lists_are_audited_and_open_nothing(desk: Office) -> None:
    desk.case()
    before = desk.trail()
    desk.get()
    new = desk.trail()[: -len(before)]
    assert "case.listed" in new
    assert "fields.disclosed" not in new


def found(desk: Office, **form: Any) -> list[str]:
    """The cases that a search finds."""
    answer = desk.post("/search", form)
    assert answer.status_code == 200, answer.text
    return [hit["id"] for hit in answer.json()["items"]]


def test_a_case_is_found_by_number(desk: Office) -> None:
    case = desk.case()
    desk.case()
    number = desk.get(f"/{case}").json()["child"]["nhs_number"]
    spaced = f"{number[:3]} {number[3:6]} {number[6:]}"
    assert found(desk, nhs_number=number) == found(desk, nhs_number=spaced) == [str(case)]
    trail = desk.trail()
    assert {"case.searched", "fields.disclosed"} <= set(trail)
    assert not [entry for entry in trail if number in entry]


@pytest.mark.parametrize(
    ("asked", "hit"),
    [
        ("O'Example", True),
        ("oexample", True),
        ("EXAMPL", True),
        ("Zoë", True),
        (unicodedata.normalize("NFD", "ZOË"), True),
        ("zoe", True),
        ("Other", False),
    ],
)
def test_a_case_is_found_by_any_name(desk: Office, asked: str, hit: bool) -> None:
    case = desk.case(family="O’Example", also_known_as=("Zoë",))
    desk.case(family="Distinct", also_known_as=())
    assert found(desk, family=asked) == ([str(case)] if hit else [])


@pytest.mark.parametrize("form", [{}, {"family": ""}, {"family": " - "}, {"date_of_birth": "2024"}])
def test_a_search_says_what_it_looks_for(desk: Office, form: dict[str, str]) -> None:
    desk.case()
    assert desk.post("/search", form).status_code == 422


def test_late_cases_are_found_with_what_is_late(desk: Office) -> None:
    older = desk.case(died_at=(TODAY - timedelta(days=300)).isoformat())
    oldest = desk.case(died_at=LONG_AGO)
    fresh = desk.case(died_at=JUST_NOW)
    hits = desk.post("/search", {"late": True}).json()["items"]
    assert [hit["id"] for hit in hits] == [str(oldest), str(older)]
    assert {"C16", "C18"} <= {clock["code"] for clock in hits[0]["late"]}
    assert found(desk, late=False) == [str(fresh)]


@pytest.mark.parametrize("persona", ["member-lay", "notifier-wvt", "partner-herefordshire", "auditor"])
def test_others_have_no_work_list(desk: Office, persona: str) -> None:
    desk.case()
    assert desk.get(persona=persona).status_code == 403
    assert desk.post("/search", {"family": "Example"}, persona).status_code == 403


def test_another_panel_sees_another_list(desk: Office) -> None:
    case = desk.case()
    assert desk.get(persona="stw-coordinator").json()["items"] == []
    assert desk.post("/search", {"family": "Example"}, "stw-coordinator").json()["items"] == []
    for path in ("", "/clocks", "/history", "/disclosures"):
        assert desk.get(f"/{case}{path}", "stw-coordinator").status_code == 404


def test_a_case_whose_clocks_stand_still_is_not_late(desk: Office) -> None:
    case = desk.case(died_at=(TODAY - timedelta(days=170)).isoformat())
    desk.reach(case, M.NCMD_NOTIFIED, M.REQUESTS_ISSUED, M.FORMS_IN, M.CDRM_HELD)
    start = (TODAY - timedelta(days=160)).isoformat()
    hold = Span("h", "inquest", start, None, blocks_cdrm=False, blocks_panel=True)
    desk.remember(case, lambda kept: kept.put(hold))
    (line,) = desk.get().json()["items"]
    assert (line["due_week"], line["late"], line["holds"]) == (None, False, ["inquest"])
    assert found(desk, late=True) == []
    desk.remember(case, lambda kept: kept.put(replace(hold, end=TODAY.isoformat())))
    assert desk.get().json()["items"][0]["due_clock"] == "C18"
