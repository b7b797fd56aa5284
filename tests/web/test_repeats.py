"""What is sent twice is done once; versions, cursors and how often one may ask."""

import base64
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import Engine

from app.kit import Parts
from app.settings import Settings
from tests.conftest import Serve
from tests.makers import a_form
from tests.web.doors import assert_refused

Headers = Callable[..., dict[str, str]]
Held = Callable[[], dict[str, int]]


@pytest.fixture
def notify(client: TestClient, as_: Headers) -> Callable[..., Response]:
    """Post a form with these headers."""

    def post(form: Any, persona: str = "notifier-wvt", **headers: str) -> Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return client.post("/v1/notifications", json=form, headers=as_(persona) | named)

    return post


def test_a_raced_key_makes_one_row_and_one_answer(notify: Any, held: Held) -> None:
    form, key = a_form(), str(uuid4())
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: notify(form, Idempotency_Key=key), range(16)))
    taken = [answer for answer in answers if answer.status_code == 202]
    assert {answer.status_code for answer in answers} <= {202, 409}
    assert len({answer.content for answer in taken}) == 1
    assert all(answer.headers["retry-after"] for answer in answers if answer.status_code == 409)
    assert notify(form, Idempotency_Key=key).content == taken[0].content
    counts = held()
    assert (counts["notification"], counts["notification_version"], counts["kept_answer"]) == (1, 1, 1)


def test_a_key_belongs_to_one_body_one_path_and_one_caller(notify: Any, held: Held) -> None:
    form, key = a_form(), str(uuid4())
    first = notify(form, Idempotency_Key=key)
    assert notify(form, Idempotency_Key=key).content == first.content
    before = held()
    other = notify(form | {"sent_at": "2026-06-02T09:31:00+01:00"}, Idempotency_Key=key)
    assert_refused(other, 422)
    assert held() == before
    elsewhere = a_form()
    elsewhere["sender"]["organisation"]["ods"] = "RWP"
    assert notify(elsewhere, "notifier-wah", Idempotency_Key=key).status_code == 202


def test_a_key_that_failed_may_be_used_again(notify: Any) -> None:
    key = str(uuid4())
    assert_refused(notify({"child": 1}, Idempotency_Key=key), 422)
    assert notify(a_form(), Idempotency_Key=key).status_code == 202


@pytest.mark.parametrize("key", ["", "x" * 201, "Testcanary" * 40])
def test_a_key_has_a_length(notify: Any, held: Held, key: str) -> None:
    before = held()
    assert_refused(notify(a_form(), Idempotency_Key=key), 422)
    assert held() == before


def test_a_change_names_the_version_that_it_changes(client: TestClient, as_: Headers, notify: Any) -> None:
    receipt = notify(a_form(), X_Request_ID=str(uuid4())).json()["receipt_id"]
    office = as_("coordinator")
    path = client.post(f"/v1/inbox/{receipt}/triage", json={"outcome": "accepted"}, headers=office).headers[
        "location"
    ]
    change = {"child": {"sex": "female"}, "reason": "Corrected by the registrar."}
    read = client.get(path, headers=office)
    assert_refused(client.patch(path, json=change, headers=office), 428)
    for tag in ('"999"', "Testcanary", '""', "x" * 90):
        assert_refused(client.patch(path, json=change, headers=office | {"If-Match": tag}), 412)
    assert client.get(path, headers=office).json()["version"] == read.json()["version"]
    first = client.patch(path, json=change, headers=office | {"If-Match": read.headers["etag"]})
    assert first.status_code == 200, first.text
    assert first.headers["etag"] != read.headers["etag"]
    assert_refused(client.patch(path, json=change, headers=office | {"If-Match": read.headers["etag"]}), 412)


def test_who_asks_too_often_is_told_to_wait(
    serve: Serve, settings: Settings, engine: Engine, parts: Parts, as_: Headers
) -> None:
    slow = settings.model_copy(update={"rate_per_minute": 3})

    kit = replace(parts.kit, settings=slow)
    with TestClient(serve(slow, engine, replace(parts, kit=kit)), base_url="http://127.0.0.1:8000") as client:
        answers = [
            client.get("/v1/cases", headers=as_("coordinator", X_Forwarded_For=f"192.0.2.{n}"))
            for n in range(5)
        ]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
        assert_refused(answers[-1], 429)
        assert 0 < int(answers[-1].headers["retry-after"]) <= 60
        assert client.get("/v1/cases", headers=as_("manager")).status_code == 200


def cursor(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


FORGED = {
    "text": "Testcanary",
    "one letter": "A",
    "no list": cursor({"a": 1}),
    "nothing": cursor([]),
    "too few": cursor(["x"]),
    "too many": cursor([1, 2, 3, 4, 5]),
    "null": cursor([None, None]),
    "huge": cursor([2**70, 2**70]),
    "negative": cursor([-(2**70), str(UUID(int=1))]),
    "SQL": cursor(["1' OR '1'='1", "' OR 1=1 --"]),
    "NUL": cursor(["\0", "\0"]),
    "half a character": cursor(["\ud800", "\ud800"]),
    "digits of another script": cursor(["٢٠٢٦٠١", "x"]),
    "true": cursor([True]),
    "nested": cursor([[1], [2]]),
    "bytes": base64.urlsafe_b64encode(b"\xff\xfe\x00").decode().rstrip("="),
    "long": "A" * 501,
}
LISTS = {"/v1/cases": "coordinator", "/v1/inbox": "coordinator", "/v1/audit/events": "auditor"}


@pytest.mark.parametrize("path", LISTS)
def test_a_forged_cursor_is_refused(client: TestClient, as_: Headers, path: str) -> None:
    for forged in FORGED.values():
        assert_refused(client.get(path, params={"cursor": forged}, headers=as_(LISTS[path])), 422)
    for limit in ("0", "-1", "201", "9" * 40, "1e3", "Testcanary", ""):
        assert_refused(client.get(path, params={"limit": limit}, headers=as_(LISTS[path])), 422)
