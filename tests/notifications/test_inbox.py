"""The office's inbox over HTTP: what waits, what is proposed, and what a decision does."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app import worker
from app.kit import Parts
from app.notifications.models import Notification
from tests.notifications.makers import a_form, a_neonate

Headers = Callable[..., dict[str, str]]


class Office:
    """A notifier and an office, in as few words as the tests need."""

    def __init__(self, client: TestClient, as_: Headers) -> None:
        self.client, self.as_ = client, as_

    def notify(self, form: dict[str, Any], persona: str = "notifier-wvt") -> str:
        """Notify a death, and return its receipt."""
        headers = self.as_(persona) | {"X-Request-ID": str(uuid4())}
        taken = self.client.post("/v1/notifications", json=form, headers=headers)
        assert taken.status_code == 202, taken.text
        return str(taken.json()["receipt_id"])

    def get(self, path: str, persona: str = "coordinator") -> Response:
        """Read something."""
        return self.client.get(path, headers=self.as_(persona))

    def item(self, receipt_id: str) -> dict[str, Any]:
        """Read one notification as the office sees it."""
        answer = self.get(f"/v1/inbox/{receipt_id}")
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def decide(self, receipt_id: str, outcome: str, persona: str = "coordinator", **more: Any) -> Response:
        """Decide about a notification."""
        body = {"outcome": outcome, **more}
        return self.client.post(f"/v1/inbox/{receipt_id}/triage", json=body, headers=self.as_(persona))


@pytest.fixture
def office(client: TestClient, as_: Headers) -> Office:
    """The office of Herefordshire and Worcestershire."""
    return Office(client, as_)


def test_what_waits_is_listed_with_its_proposals(office: Office, parts: Parts) -> None:
    receipt = office.notify(a_form())
    worker.perform(parts, "notifications.propose", {"receipt_id": receipt})
    (line,) = office.get("/v1/inbox").json()["items"]
    assert line["receipt_id"] == receipt
    assert line["proposal"]["outcome"] == "accepted"
    assert line["proposal"]["area"]["area"] == "herefordshire"
    assert line["proposal"]["jar"]["triggers"] == ["sudden_no_apparent_cause"]
    assert "Testchild" not in office.get("/v1/inbox").text


def test_a_notification_is_read_whole(office: Office) -> None:
    item = office.item(office.notify(a_form()))
    assert item["form"] == a_form()
    assert [message["number"] for message in item["messages"]] == [1]
    assert "/people" in item["proposal"]["missing"]


def test_pages_of_the_inbox_hold_every_notification_once(office: Office) -> None:
    receipts = {office.notify(a_form({"/sender/reference": f"r{n}"})) for n in range(3)}
    first = office.get("/v1/inbox?limit=2").json()
    second = office.get(f"/v1/inbox?limit=2&cursor={first['next']}").json()
    assert {line["receipt_id"] for line in first["items"] + second["items"]} == receipts
    assert second["next"] is None


@pytest.mark.parametrize(
    ("persona", "status"),
    [("manager", 200), ("doctor", 200), ("stw-coordinator", 404), ("notifier-wvt", 403), ("member-lay", 403)],
)
def test_who_reads_the_inbox(office: Office, persona: str, status: int) -> None:
    receipt = office.notify(a_form())
    assert office.get(f"/v1/inbox/{receipt}", persona).status_code == status
    assert office.decide(receipt, "not_a_child", persona).status_code == status


def test_accepting_opens_the_case(office: Office) -> None:
    receipt = office.notify(a_form())
    accepted = office.decide(receipt, "accepted")
    assert accepted.status_code == 201
    case = accepted.json()
    assert case["id"] == case["case_id"] == receipt
    assert (case["child"]["family"], case["child"]["area"]) == ("Example", "herefordshire")
    assert office.get(accepted.headers["location"]).status_code == 200
    assert office.get("/v1/inbox").json()["items"] == []
    status = office.get(f"/v1/notifications/{receipt}", "notifier-wvt")
    assert status.json()["status"] == "closed"
    assert office.decide(receipt, "accepted").status_code == 409


@pytest.mark.parametrize(
    "outcome",
    [
        "out_of_area",
        "non_resident_discretionary",
        "stillbirth_attended",
        "stillbirth_unattended_jar",
        "termination",
        "not_a_child",
        "withdrawn",
        "unidentified",
    ],
)
def test_every_other_outcome_closes_alike_and_is_remembered(office: Office, outcome: str) -> None:
    receipt = office.notify(a_form())
    decided = office.decide(receipt, outcome, reason="Agreed with the designated doctor.")
    assert (decided.status_code, decided.json()["case_id"]) == (200, None)
    status = office.get(f"/v1/notifications/{receipt}", "notifier-wvt").json()
    assert status["status"] == "closed"
    assert outcome not in str(status)
    (decision,) = office.item(receipt)["decisions"]
    assert (decision["outcome"], decision["reason"]) == (outcome, "Agreed with the designated doctor.")


def test_a_second_source_is_proposed_and_attached(office: Office, sessions: sessionmaker[Session]) -> None:
    first = office.notify(a_form())
    office.decide(first, "accepted")
    second = office.notify(
        a_form({"/sender": {**a_form()["sender"], "organisation": {"ods": "RWP"}}}), "notifier-wah"
    )
    (match,) = office.item(second)["proposal"]["matches"]
    assert (match["case_id"], match["level"]) == (first, "same")
    assert office.decide(second, "attached").status_code == 422
    assert office.decide(second, "attached", case_id=str(uuid4())).status_code == 404
    attached = office.decide(second, "attached", case_id=first)
    assert (attached.status_code, attached.json()["case_id"]) == (200, first)
    item = office.item(second)
    assert item["form"]["sender"]["organisation"]["ods"] == "RWP"
    assert item["decisions"][0]["outcome"] == "attached"
    with sessions() as session:
        keys = session.scalars(select(Notification.key_id)).all()
    assert len(set(keys)) == 1


def test_a_neonate_without_number_or_name_is_found_by_the_mother(office: Office) -> None:
    unnamed = {"/child/names": {"absent": "not_known"}}
    first = office.notify(a_neonate(unnamed))
    second = office.notify(
        a_neonate(unnamed | {"/sender/reference": "again", "/sent_at": "2026-02-11T10:00:00Z"})
    )
    twin = office.notify(a_neonate(unnamed | {"/sender/reference": "twin", "/neonatal/birth_order": 2}))
    levels = {match["receipt_id"]: match["level"] for match in office.item(second)["proposal"]["matches"]}
    assert levels == {first: "probable", twin: "twins"}


def test_an_amendment_comes_back_to_the_office(office: Office, client: TestClient, as_: Headers) -> None:
    receipt = office.notify(a_form({"/funeral": "Cremation"}))
    office.decide(receipt, "accepted")
    headers = as_("notifier-wvt") | {"X-Request-ID": str(uuid4()), "If-Match": '"1"'}
    form = a_form({"/sent_at": "2026-02-12T09:00:00Z", "/child/sex": "female"})
    assert client.put(f"/v1/notifications/{receipt}", json=form, headers=headers).status_code == 202
    (line,) = office.get("/v1/inbox").json()["items"]
    assert (line["task"], line["case_id"]) == ("amended", receipt)
    item = office.item(receipt)
    assert item["no_longer_stated"] == {"/funeral": "Cremation"}
    assert item["messages"][1]["changed"] == ["/child/sex", "/funeral", "/sent_at"]
    assert office.decide(receipt, "attached", case_id=receipt).status_code == 200
    assert office.get("/v1/inbox").json()["items"] == []
