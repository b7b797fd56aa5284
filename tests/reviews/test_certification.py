"""Certification: what it must say, and which milestones it moves."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from app.cases.rules.timeline import Milestone
from app.kit import Parts
from app.reviews.rules.certification import may_be_neonatal
from tests.reviews.opening import DIED, TODAY, Headers, a_case, timeline_of

PENDING = {"post_mortem": {"kind": "coroner", "status": "pending"}}
FINAL = {"post_mortem": {"kind": "coroner", "status": "final", "reported_on": DIED.date().isoformat()}}
STANDARD = {"layout": "standard", "lines": {"line_1a": "Invented cause"}}
NEONATAL = {"layout": "neonatal", "lines": {"line_a": "Invented cause"}}


@pytest.mark.parametrize(
    ("born", "died", "may"),
    [
        ("2026-01-01", "2026-01-28", True),
        ("2026-01-01", "2026-01-29", False),
        ("2026-01-01", "2026-01-01T04:00:00+00:00", True),
        ("2026-01", "2026-02-20", True),
        ("2025-11", "2026-01-20", False),
        ("2020", "2026-01-20", False),
        (None, "2026-01-20", True),
        ("2026-01-01", None, True),
    ],
)
def test_a_neonatal_certificate_is_for_less_than_28_days(
    born: str | None, died: str | None, may: bool
) -> None:
    assert may_be_neonatal(born, died) is may


def test_certification_moves_its_milestones_and_takes_them_back(
    client: TestClient, as_: Headers, case_id: UUID, parts: Parts
) -> None:
    path, office = f"/v1/cases/{case_id}/certification", as_("coordinator")
    assert client.get(path, headers=office).json()["version"] == 0
    assert client.put(path, json=PENDING, headers=office).status_code == 200
    assert _reached(parts, case_id) == {Milestone.POST_MORTEM_PENDING}

    everything = FINAL | {
        "registered_cause": STANDARD,
        "inquest": {"status": "concluded", "concluded_on": TODAY.date().isoformat()},
        "coroner": {"referred": True, "area": "Herefordshire"},
    }
    read = client.get(path, headers=office)
    tag = office | {"If-Match": read.headers["ETag"]}
    assert client.put(path, json=everything, headers=tag).json()["version"] == 2
    assert _reached(parts, case_id) == MOVED
    final = timeline_of(parts, case_id).reached(Milestone.POST_MORTEM_FINAL)
    assert final is not None
    assert final.date() == DIED.date()

    client.put(path, json=PENDING, headers=office | {"If-Match": '"2"'})
    assert _reached(parts, case_id) == {Milestone.POST_MORTEM_PENDING}


def test_a_cause_that_cannot_be_had_is_known_to_be_so(
    client: TestClient, as_: Headers, case_id: UUID, parts: Parts
) -> None:
    form = {"registered_cause": {"unobtainable": "Died and was registered abroad."}}
    client.put(f"/v1/cases/{case_id}/certification", json=form, headers=as_("doctor"))
    assert _reached(parts, case_id) == {Milestone.CAUSE_KNOWN}


@pytest.mark.parametrize(
    ("form", "pointer"),
    [
        ({"post_mortem": {"kind": "none", "status": "final"}}, "/post_mortem/status"),
        ({"post_mortem": {"kind": "hospital"}}, "/post_mortem/status"),
        ({"inquest": {"status": "concluded"}}, "/inquest/concluded_on"),
        ({"registered_cause": {}}, "/registered_cause"),
        ({"registered_cause": {"layout": "standard"}}, "/registered_cause"),
        ({"registered_cause": STANDARD | {"unobtainable": "Both."}}, "/registered_cause"),
        ({"registered_cause": STANDARD | {"lines": {"line_9": "x"}}}, "/registered_cause/lines"),
        ({"registered_cause": NEONATAL}, "/registered_cause/layout"),
    ],
)
def test_certification_that_cannot_stand_is_refused(
    client: TestClient, as_: Headers, case_id: UUID, form: dict[str, Any], pointer: str
) -> None:
    answer = client.put(f"/v1/cases/{case_id}/certification", json=form, headers=as_("coordinator"))
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


def test_a_newborn_may_have_the_neonatal_certificate(client: TestClient, as_: Headers, parts: Parts) -> None:
    newborn = a_case(parts, date_of_birth=(DIED - timedelta(days=2)).date().isoformat())
    path = f"/v1/cases/{newborn}/certification"
    answer = client.put(path, json={"registered_cause": NEONATAL}, headers=as_("coordinator"))
    assert answer.json()["registered_cause"]["lines"] == {"line_a": "Invented cause"}


def test_a_change_says_which_version_it_changes(client: TestClient, as_: Headers, case_id: UUID) -> None:
    path, office = f"/v1/cases/{case_id}/certification", as_("coordinator")
    client.put(path, json=PENDING, headers=office)
    assert client.put(path, json=FINAL, headers=office).status_code == 428
    assert client.put(path, json=FINAL, headers=office | {"If-Match": '"7"'}).status_code == 412


MOVED = {
    Milestone.POST_MORTEM_PENDING,
    Milestone.POST_MORTEM_FINAL,
    Milestone.CAUSE_KNOWN,
    Milestone.INQUEST_CONCLUDED,
}


def _reached(parts: Parts, case_id: UUID) -> set[Milestone]:
    timeline = timeline_of(parts, case_id)
    return {milestone for milestone in MOVED if timeline.reached(milestone)}
