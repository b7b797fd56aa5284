"""A sender's calls over HTTP: the receipt, repeats, amendments, withdrawals, and what is refused."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session, sessionmaker

from app.crypto.models import KeyKind, WrappedKey
from app.notifications.models import Notification, NotificationVersion, RefusedNotification
from tests.notifications.makers import a_form

Headers = Callable[..., dict[str, str]]
LATER = "2026-02-11T10:30:00+00:00"
RECEIPT = {"receipt_id", "received_at", "status", "contact", "warnings"}


@pytest.fixture
def send(client: TestClient, as_: Headers) -> Callable[..., Response]:
    """Post a form as a persona, under a key of its own unless one is given."""

    def post(form: dict[str, Any], persona: str = "notifier-wvt", **headers: str) -> Response:
        sent = as_(persona) | {"X-Request-ID": str(uuid4())} | headers
        return client.post("/v1/notifications", json=form, headers=sent)

    return post


@pytest.fixture
def change(client: TestClient, as_: Headers) -> Callable[..., Response]:
    """Amend or withdraw what a receipt stands for."""

    def put(receipt: Response, body: dict[str, Any], etag: str | None = '"1"', **more: str) -> Response:
        headers = as_(more.get("persona", "notifier-wvt")) | {"X-Request-ID": str(uuid4())}
        headers |= {"If-Match": etag} if etag else {}
        path = f"/v1/notifications/{receipt.json()['receipt_id']}"
        if "form" in more or "child" in body:
            return client.put(path, json=body, headers=headers)
        return client.post(f"{path}/withdraw", json=body, headers=headers)

    return put


def count(sessions: sessionmaker[Session], table: Any) -> int:
    """How many rows a table has."""
    with sessions() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_notification_gets_a_receipt_that_repeats_nothing(
    send: Any, client: TestClient, as_: Headers
) -> None:
    taken = send(a_form({"/child/nhs_number/value": "9990000019"}))
    assert taken.status_code == 202
    assert taken.headers["etag"] == '"1"'
    assert set(taken.json()) == RECEIPT
    assert taken.json()["status"] == "received"
    assert {"code": "nhs_number_check_digit", "field": "/child/nhs_number/value"} in taken.json()["warnings"]
    assert not any(word in taken.text for word in ("Testchild", "9990000019", "HR1"))
    status = client.get(taken.headers["location"], headers=as_("notifier-wvt"))
    assert status.status_code == 200
    assert status.json()["status"] == "received"
    assert status.headers["etag"] == '"1"'


def test_a_known_death_gets_the_same_shape(send: Any) -> None:
    first = send(a_form())
    again = send(a_form({"/sender/reference": "another"}))
    assert first.status_code == again.status_code == 202
    assert set(first.json()) == set(again.json())
    assert first.json()["receipt_id"] != again.json()["receipt_id"]
    assert first.json()["warnings"] == again.json()["warnings"]


def test_a_repeat_gets_the_same_bytes(send: Any, sessions: sessionmaker[Session]) -> None:
    key = str(uuid4())
    first, again = send(a_form(), **{"X-Request-ID": key}), send(a_form(), **{"X-Request-ID": key})
    assert (again.status_code, again.content) == (202, first.content)
    other = send(a_form({"/child/sex": "female"}), **{"X-Request-ID": key})
    assert other.status_code == 422
    assert count(sessions, Notification) == 1


def test_the_same_content_under_a_new_key_adds_nothing(send: Any, sessions: sessionmaker[Session]) -> None:
    first, again = send(a_form()), send(a_form())
    assert again.json() == first.json()
    assert count(sessions, NotificationVersion) == 1


def test_new_content_under_the_same_reference_counts_as_an_update(send: Any) -> None:
    first = send(a_form())
    again = send(a_form({"/sent_at": LATER, "/funeral": "Cremation"}))
    assert again.json()["receipt_id"] == first.json()["receipt_id"]
    assert {"code": "counted_as_update", "field": "/sender/reference"} in again.json()["warnings"]
    assert again.headers["etag"] == '"2"'


def test_two_at_once_under_one_reference_get_one_receipt(send: Any, sessions: sessionmaker[Session]) -> None:
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: send(a_form()), range(8)))
    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.json()["receipt_id"] for answer in answers}) == 1
    assert (count(sessions, Notification), count(sessions, NotificationVersion)) == (1, 1)
    with sessions() as session:
        keys = select(func.count()).where(WrappedKey.kind == KeyKind.CASE.value)
        assert session.scalar(keys) == 1


def test_no_request_id_is_refused(client: TestClient, as_: Headers, sessions: sessionmaker[Session]) -> None:
    assert client.post("/v1/notifications", json=a_form(), headers=as_("notifier-wvt")).status_code == 400
    assert count(sessions, Notification) == 0


def test_an_amendment_and_a_withdrawal_make_versions(send: Any, change: Any) -> None:
    receipt = send(a_form())
    restated = a_form({"/sent_at": LATER, "/funeral": "Cremation"})
    assert change(receipt, restated, None).status_code == 428
    assert change(receipt, restated, '"7"').status_code == 412
    assert change(receipt, a_form(), '"1"').status_code == 409
    assert change(receipt, restated | {"sender": a_form()["sender"] | {"reference": "x"}}).status_code == 422
    amended = change(receipt, restated)
    assert (amended.status_code, amended.headers["etag"]) == (202, '"2"')
    assert set(amended.json()) == RECEIPT
    assert amended.json()["received_at"] == receipt.json()["received_at"]
    withdrawn = change(receipt, {"reason": "not_dead", "sent_at": "2026-02-11T11:30:00+00:00"}, '"2"')
    assert (withdrawn.status_code, withdrawn.headers["etag"]) == (202, '"3"')
    assert set(withdrawn.json()) == RECEIPT


def test_another_organisations_receipt_looks_like_none(
    send: Any, client: TestClient, as_: Headers, change: Any
) -> None:
    receipt = send(a_form())
    hidden = client.get(receipt.headers["location"], headers=as_("notifier-wah"))
    nothing = client.get(f"/v1/notifications/{uuid4()}", headers=as_("notifier-wah"))
    assert hidden.status_code == nothing.status_code == 404
    assert hidden.content == nothing.content
    assert change(receipt, a_form({"/sent_at": LATER}), persona="notifier-wah").status_code == 404


@pytest.mark.parametrize(
    ("persona", "changes", "status"),
    [
        ("notifier-wvt", {"/sender/organisation/ods": "RWP"}, 403),
        ("notifier-wvt", {"/sender/kind": "police"}, 403),
        ("coordinator", {"/sender/organisation/ods": "RWP", "/sender/kind": "police"}, 202),
        ("member-health", {}, 403),
        ("auditor", {}, 403),
        ("notifier-wvt", {"/child/birth/date": "1990-01-01"}, 422),
        ("notifier-wvt", {"/death/at": "2019-01-01T00:10:00+00:00"}, 422),
        ("notifier-wvt", {"/childs": {}}, 422),
    ],
)
def test_who_may_notify_what(
    send: Any, sessions: sessionmaker[Session], persona: str, changes: dict[str, Any], status: int
) -> None:
    answer = send(a_form(changes), persona)
    assert answer.status_code == status
    assert "Testchild" not in answer.text
    assert count(sessions, Notification) == (1 if status == 202 else 0)


def test_the_header_names_the_sender_or_is_refused(send: Any) -> None:
    assert send(a_form(), **{"NHSD-End-User-Organisation-ODS": "RWP"}).status_code == 403
    assert send(a_form(), **{"NHSD-End-User-Organisation-ODS": "RLQ"}).status_code == 202


def test_of_a_refused_adult_next_to_nothing_stays(send: Any, sessions: sessionmaker[Session]) -> None:
    refused = send(a_form({"/child/birth/date": "1990-01-01"}))
    assert refused.status_code == 422
    assert refused.json()["type"].endswith("certainly-adult")
    assert refused.json()["errors"][0]["pointer"] == "/child/birth/date"
    assert count(sessions, RefusedNotification) == 1


def test_nothing_about_the_child_lies_in_clear(send: Any, sessions: sessionmaker[Session]) -> None:
    send(a_form())
    with sessions() as session:
        rows = session.execute(
            text("SELECT n::text, v::text FROM notification n, notification_version v")
        ).all()
        jobs = session.execute(text("SELECT args::text FROM procrastinate_jobs")).all()
    written = f"{rows} {jobs}"
    assert len(rows) == len(jobs) == 1
    for secret in (
        "Testchild",
        "Example",
        "9990000018",
        "999 000",
        "2020-01-03",
        "2026-02-11",
        "HR1",
        "example-0001",
    ):
        assert secret not in written
        assert secret.encode().hex() not in written
