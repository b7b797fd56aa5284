"""Forms and messages with something wrong somewhere: read or refused in words, and never a fault."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from random import Random
from typing import Any
from uuid import uuid4

from fastapi.testclient import TestClient

from tests.makers import a_form
from tests.notifications.makers import a_message
from tests.web.doors import CANARY, DOORS, request

Headers = Callable[..., dict[str, str]]
ODD: list[Any] = [
    None, True, -1, 0, 2**70, 1e308, "", " ", "x" * 5000, "Testcanary", "a\n\rb", "\u202e", "e\u0301" * 99,
    [], {}, [[]], [None], {"Testcanary": 1}, "0001-01-01", "9999-12-31", "2026-02-30", "2026-13",
    "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-06-01T23:59:60Z", "2026-06-01T10:00:00",
    "\u0662\u0660\u0662\u0666-01-01", "\u0669\u0669\u0669 000 0018", "${jndi:x}", "\x1b[31m", "' OR 1=1",
]  # fmt: skip
ROUNDS = 120


def places(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Return the way to every part of a document."""
    yield way
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in parts:
        yield from places(part, (*way, name))


def spoil(document: Any, random: Random) -> Any:
    """Put something odd somewhere, take something away, or say it twice."""
    document = deepcopy(document)
    *way, last = random.choice([place for place in places(document) if place])
    parent = document
    for name in way:
        parent = parent[name]
    match random.randrange(6):
        case 0:
            del parent[last]
        case 1:
            parent[last] = [parent[last], parent[last]]
        case _:
            parent[last] = random.choice(ODD)
    return document


def assert_taken_or_refused(client: TestClient, as_: Headers, door: str, documents: list[Any]) -> set[int]:
    statuses = set()
    for document in documents:
        answer = request(client, as_, DOORS[door], json.dumps(document).encode())
        assert answer.status_code < 500, (answer.text, document)
        assert CANARY not in answer.text
        statuses.add(answer.status_code)
    return statuses


def test_a_spoilt_form_is_taken_or_refused(client: TestClient, as_: Headers) -> None:
    random = Random(45)
    forms = [spoil(a_form(), random) for _ in range(ROUNDS)]
    assert assert_taken_or_refused(client, as_, "notification", forms) == {202, 422}


def test_a_spoilt_message_is_taken_or_refused(client: TestClient, as_: Headers) -> None:
    random = Random(46)
    messages = []
    for n in range(ROUNDS):
        message = a_message()
        message["identifier"]["value"] = f"example-{n}"
        messages.append(spoil(message, random))
    assert {202, 400, 422} <= assert_taken_or_refused(client, as_, "FHIR message", messages)


def test_whatever_was_taken_can_be_read_and_accepted(client: TestClient, as_: Headers) -> None:
    random, office = Random(47), as_("coordinator")
    for _ in range(ROUNDS):
        headers = as_("notifier-wvt") | {"X-Request-ID": str(uuid4())}
        taken = client.post("/v1/notifications", json=spoil(a_form(), random), headers=headers)
        if taken.status_code == 202:
            item = f"/v1/inbox/{taken.json()['receipt_id']}"
            assert client.get(item, headers=office).status_code == 200
            opened = client.post(f"{item}/triage", json={"outcome": "accepted"}, headers=office)
            assert opened.status_code == 201, opened.text
            assert client.get(opened.headers["location"] + "/clocks", headers=office).status_code == 200
