"""Holds: what they block, how long they stand, and what they do to the case."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from app.problems import Invalid
from app.reviews.rules import holds as rules
from tests.reviews.opening import TODAY, Headers


def a_hold(**changes: Any) -> dict[str, Any]:
    review_by = (TODAY + timedelta(days=60)).date().isoformat()
    hold = {"code": "inquest", "reason": "Inquest opened.", "authority": "Coroner", "review_by": review_by}
    return hold | changes


@pytest.mark.parametrize(
    ("code", "cdrm", "panel"),
    [
        ("awaiting_postmortem", True, True),
        ("inquest", False, True),
        ("criminal_investigation", True, True),
        ("lcspr", False, True),
        ("psii", True, True),
        ("family_request", True, True),
    ],
)
def test_what_a_hold_blocks_follows_from_its_code(code: str, cdrm: bool, panel: bool) -> None:
    assert rules.blocks(code, cdrm=None, panel=None, because=None) == (cdrm, panel)


def test_a_hold_blocks_otherwise_only_with_a_reason() -> None:
    with pytest.raises(Invalid):
        rules.blocks("inquest", cdrm=True, panel=None, because=None)
    assert rules.blocks("inquest", cdrm=True, panel=None, because="The coroner asks.") == (True, True)


@pytest.mark.parametrize(
    ("days", "accepted"), [(-1, False), (0, True), (60, True), (89, True), (93, False), (400, False)]
)
def test_a_hold_is_looked_at_again_within_three_months(days: int, accepted: bool) -> None:
    review_by = (TODAY + timedelta(days=days)).date()
    if accepted:
        rules.check("inquest", review_by, TODAY, TODAY)
    else:
        with pytest.raises(Invalid):
            rules.check("inquest", review_by, TODAY, TODAY)


def test_a_hold_shows_on_the_work_list_until_it_is_released(
    client: TestClient, as_: Headers, case_id: UUID
) -> None:
    path, office = f"/v1/cases/{case_id}", as_("coordinator")
    placed = client.post(f"{path}/holds", json=a_hold(), headers=office)
    assert placed.status_code == 201
    assert (placed.json()["state"], placed.json()["blocks_cdrm"]) == ("open", False)
    assert client.get(path, headers=office).json()["holds"] == ["inquest"]
    clock = _clock(client, path, office, "C18")
    assert clock["state"] == "paused"

    release = f"{path}/holds/{placed.json()['id']}/release"
    released = client.post(release, json={"reason": "Concluded."}, headers=office)
    assert (released.status_code, released.json()["state"]) == (200, "released")
    assert client.get(path, headers=office).json()["holds"] == []
    assert _clock(client, path, office, "C18")["state"] == "running"
    assert client.post(release, json={"reason": "Again."}, headers=office).status_code == 409
    listed = client.get(f"{path}/holds", headers=office).json()["items"]
    assert [(hold["code"], hold["release_reason"]) for hold in listed] == [("inquest", "Concluded.")]


def test_a_hold_ends_after_it_began(client: TestClient, as_: Headers, case_id: UUID) -> None:
    path, office = f"/v1/cases/{case_id}/holds", as_("manager")
    placed = client.post(path, json=a_hold(), headers=office).json()
    early = {"reason": "Slip.", "ended_at": (TODAY - timedelta(days=3)).isoformat()}
    answer = client.post(f"{path}/{placed['id']}/release", json=early, headers=office)
    assert answer.json()["errors"][0]["pointer"] == "/ended_at"


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"code": "holiday"}, "/code"),
        ({"review_by": (TODAY + timedelta(days=200)).date().isoformat()}, "/review_by"),
        ({"started_at": (TODAY + timedelta(days=2)).isoformat()}, "/started_at"),
        ({"blocks_panel": False}, "/blocks_reason"),
        ({"authority": None}, "/authority"),
    ],
)
def test_a_hold_that_cannot_stand_is_refused(
    client: TestClient, as_: Headers, case_id: UUID, changes: dict[str, Any], pointer: str
) -> None:
    answer = client.post(f"/v1/cases/{case_id}/holds", json=a_hold(**changes), headers=as_("coordinator"))
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


@pytest.mark.parametrize(
    ("persona", "status"),
    [("doctor", 201), ("chair", 403), ("member-health", 404), ("stw-coordinator", 404), ("auditor", 404)],
)
def test_holds_are_for_the_office(
    client: TestClient, as_: Headers, case_id: UUID, persona: str, status: int
) -> None:
    answer = client.post(f"/v1/cases/{case_id}/holds", json=a_hold(), headers=as_(persona))
    assert answer.status_code == status


def test_a_repeated_request_holds_a_case_once(client: TestClient, as_: Headers, case_id: UUID) -> None:
    path, once = f"/v1/cases/{case_id}/holds", as_("coordinator") | {"Idempotency-Key": "hold-1"}
    first = client.post(path, json=a_hold(), headers=once)
    assert client.post(path, json=a_hold(), headers=once).content == first.content
    assert len(client.get(path, headers=as_("coordinator")).json()["items"]) == 1


def _clock(client: TestClient, path: str, office: dict[str, str], code: str) -> dict[str, Any]:
    clocks = client.get(f"{path}/clocks", headers=office).json()["items"]
    found: dict[str, Any] = next(clock for clock in clocks if clock["code"] == code)
    return found
