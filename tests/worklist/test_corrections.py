"""Correcting a case: its facts are stated anew, its clocks are reckoned anew, nonsense is refused."""

from datetime import timedelta
from typing import Any

import pytest

from tests.reviews.opening import TODAY
from tests.worklist.conftest import Office


def clock(desk: Office, case: object, code: str) -> dict[str, Any]:
    """One clock of a case."""
    items = desk.get(f"/{case}/clocks").json()["items"]
    return next(one for one in items if one["code"] == code)


def test_a_correction_names_the_version_it_corrects(desk: Office) -> None:
    case = desk.case()
    body = {"child": {"family": "Corrected"}, "reason": "A slip."}
    path, headers = f"/v1/cases/{case}", desk.as_("coordinator")
    assert desk.client.patch(path, headers=headers, json=body).status_code == 428
    etag = desk.get(f"/{case}").headers["etag"]
    first = desk.client.patch(path, headers=headers | {"If-Match": etag}, json=body)
    assert first.status_code == 200, first.text
    assert first.json()["child"]["family"] == "Corrected"
    assert first.headers["etag"] != etag
    assert desk.client.patch(path, headers=headers | {"If-Match": etag}, json=body).status_code == 412
    assert desk.get(f"/{case}/history").json()["items"][-1]["reason"] == "A slip."


def test_facts_are_stated_anew(desk: Office) -> None:
    case = desk.case()
    changed = desk.correct(
        case, sex="male", date_of_birth="2020-02-03", postcode="WR1 2AA", area="worcestershire"
    )
    assert changed.status_code == 200, changed.text
    facts = desk.facts(case)
    assert (facts.sex, facts.born_on, facts.area) == ("male", "2020-02-03", "worcestershire")
    assert facts.district == "worcester"
    assert desk.correct(case, area="herefordshire").status_code == 200
    assert (desk.facts(case).area, desk.facts(case).district) == ("herefordshire", None)


def test_a_death_late_in_a_summer_evening_is_counted_on_its_day_in_london(desk: Office) -> None:
    case = desk.case()
    assert desk.correct(case, died_at="2026-06-01T23:30:00Z").status_code == 200
    assert desk.facts(case).died_on == "2026-06-02"


def test_clocks_are_reckoned_anew_when_the_death_was_earlier(desk: Office) -> None:
    case = desk.case(died_at=(TODAY - timedelta(days=5)).isoformat())
    due = clock(desk, case, "C16")["due_at"]
    line = desk.get().json()["items"][0]
    earlier = (TODAY - timedelta(days=300)).isoformat()
    assert desk.correct(case, died_at=earlier).json()["late"]
    assert clock(desk, case, "C16")["due_at"] < due
    assert clock(desk, case, "C16")["state"] == "late"
    assert desk.get().json()["items"][0]["due_week"] < line["due_week"]


@pytest.mark.parametrize(
    ("child", "pointer"),
    [
        ({"died_at": "yesterday"}, "/child/died_at"),
        ({"died_at": "2026-02-30"}, "/child/died_at"),
        ({"died_at": "2026-02-03T10:00:00"}, "/child/died_at"),
        ({"died_at": "2999-01-01"}, "/child/died_at"),
        ({"died_at": "2019-01-01", "date_of_birth": "2019-01-02"}, "/child/died_at"),
        ({"date_of_birth": "2020-13"}, "/child/date_of_birth"),
        ({"date_of_birth": "2020-02-30"}, "/child/date_of_birth"),
        ({"nhs_number": "9990000001"}, "/child/nhs_number"),
        ({"area": "atlantis"}, "/child/area"),
        ({"people": [{"relation": "mother", "name": "P", "date_of_birth": "1990-02-31"}]}, "/child/people/0"),
    ],
)
def test_what_cannot_be_is_refused(desk: Office, child: dict[str, Any], pointer: str) -> None:
    case = desk.case()
    before = desk.get(f"/{case}").json()
    answer = desk.correct(case, **child)
    assert answer.status_code == 422, answer.text
    assert next(fault["pointer"] for fault in answer.json()["errors"]).startswith(pointer)
    assert desk.get(f"/{case}").json() == before


def test_a_legal_hold_is_placed_with_its_reason(desk: Office) -> None:
    case = desk.case()
    headers = desk.as_("coordinator", If_Match=desk.get(f"/{case}").headers["etag"])
    body = {"legal_hold": True, "reason": "A public inquiry asks for it."}
    assert desk.client.patch(f"/v1/cases/{case}", headers=headers, json=body).json()["legal_hold"] is True
    assert desk.get().json()["items"][0]["legal_hold"] is True
