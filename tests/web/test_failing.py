"""What happens when something fails: no success without its commit, no data without its trail entry."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import NullPool, create_engine, text
from structlog.testing import capture_logs

from app.db.embedded import Urls
from tests.makers import a_form
from tests.web.doors import assert_refused

Headers = Callable[..., dict[str, str]]
Held = Callable[[], dict[str, int]]
KEPT = ("notification", "notification_version", "kept_answer", "procrastinate_jobs", "wrapped_key")
SPOIL = """
CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'Testchild'; END $$
"""
SPOILED = """
CREATE CONSTRAINT TRIGGER spoil AFTER INSERT ON notification DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION spoil()
"""


def sql(database: Urls, *statements: str) -> None:
    """Do something to the database that the service never does."""
    engine = create_engine(database.superuser, poolclass=NullPool)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def notify(client: TestClient, as_: Headers, form: dict[str, Any] | None = None) -> Response:
    headers = as_("notifier-wvt") | {"X-Request-ID": str(uuid4())}
    return client.post("/v1/notifications", json=form or a_form(), headers=headers)


def a_case(client: TestClient, as_: Headers, form: dict[str, Any] | None = None) -> str:
    """The path of a case that was opened through the service."""
    receipt = notify(client, as_, form).json()["receipt_id"]
    headers = as_("coordinator")
    opened = client.post(f"/v1/inbox/{receipt}/triage", json={"outcome": "accepted"}, headers=headers)
    return str(opened.headers["location"])


@contextmanager
def alarms() -> Iterator[list[Any]]:
    """Collect what is logged as critical."""
    found: list[Any] = []
    with capture_logs() as logs:
        yield found
    found += [entry for entry in logs if entry["log_level"] == "critical"]


FAULTS = {
    "the chain cannot be written": ("ALTER TABLE audit_chain RENAME TO audit_chain_gone",),
    "the chain clashes": (
        "ALTER TABLE audit_chain DISABLE TRIGGER USER",
        "UPDATE audit_chain SET seq = -1 WHERE seq = (SELECT max(seq) FROM audit_chain)",
    ),
    "the commit is refused": (
        SPOIL,
        SPOILED,
    ),
    "the trail takes no entries": ("REVOKE INSERT ON audit_event FROM cdop_app",),
    "the trail is gone": ("ALTER TABLE audit_event RENAME TO audit_event_gone",),
    "the queue takes no jobs": ("REVOKE INSERT ON procrastinate_jobs FROM cdop_app",),
    "answers cannot be kept": ("REVOKE INSERT ON kept_answer FROM cdop_app",),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_what_is_not_committed_was_never_accepted(
    client: TestClient, as_: Headers, held: Held, database: Urls, fault: tuple[str, ...]
) -> None:
    a_case(client, as_)
    before = held()
    sql(database, *fault)
    answer = notify(client, as_)
    assert_refused(answer, 503)
    assert "Testchild" not in answer.text
    after = held()
    assert [after[name] for name in KEPT] == [before[name] for name in KEPT]


@pytest.mark.parametrize(
    "fault",
    ["REVOKE INSERT ON audit_event FROM cdop_app", "ALTER TABLE audit_chain RENAME TO audit_chain_gone"],
)
def test_nothing_is_read_without_its_entry(
    client: TestClient, as_: Headers, database: Urls, fault: str
) -> None:
    path = a_case(client, as_)
    headers = as_("coordinator")
    sql(database, fault)
    answers = [
        client.get(path, headers=headers),
        client.get("/v1/cases", headers=headers),
        client.get("/v1/inbox", headers=headers),
        client.post("/v1/cases/search", json={"family": "Example"}, headers=headers),
        client.get(f"/v1/cases/{uuid4()}", headers=headers),
    ]
    for answer in answers:
        assert_refused(answer, 503)
        assert answer.headers["retry-after"]
        assert "Example" not in answer.text


def test_a_trail_that_is_locked_makes_the_service_wait_for_two_seconds_and_refuse(
    client: TestClient, as_: Headers, held: Held, database: Urls
) -> None:
    before = held()
    blocker = create_engine(database.superuser, poolclass=NullPool)
    with blocker.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(4842050120260001)"))
        assert_refused(notify(client, as_), 503)
    assert held() == before
    assert notify(client, as_).status_code == 202


MOVED = {
    "a cell of another case": (
        "UPDATE cdr_case a SET identity = b.identity FROM cdr_case b WHERE a.id <> b.id"
    ),
    "a cell of another column": "UPDATE cdr_case SET identity = timeline",
    "one bit": "UPDATE cdr_case SET identity = set_bit(identity, 300, 1 - get_bit(identity, 300))",
    "cut off": "UPDATE cdr_case SET identity = substr(identity, 1, 40)",
    "another stage": "UPDATE cdr_case SET stage = 'closed'",
    "another version": "UPDATE cdr_case SET row_version = row_version + 1",
    "another key": "UPDATE cdr_case a SET key_id = b.key_id FROM cdr_case b WHERE a.id <> b.id",
    "another wrapped key": (
        "UPDATE wrapped_key a SET wrapped = b.wrapped FROM wrapped_key b"
        " WHERE a.kind = b.kind AND a.key_id <> b.key_id"
    ),
    "another version of a key": "UPDATE wrapped_key SET kek_version = 7",
}  # fmt: skip


@pytest.mark.parametrize("moved", MOVED.values(), ids=MOVED.keys())
def test_what_was_moved_or_flipped_by_sql_is_refused_with_an_alarm(
    client: TestClient, as_: Headers, database: Urls, moved: str
) -> None:
    paths = [a_case(client, as_), a_case(client, as_)]
    sql(database, moved)
    client.app.state.kit.keyring._cache._kept.clear()  # type: ignore[attr-defined]
    with alarms() as raised:
        answers = [client.get(path, headers=as_("coordinator")) for path in paths]
    for answer in answers:
        assert_refused(answer, 500)
        assert answer.json()["type"] == "urn:cdop:problem:sealed-refused"
        assert "Example" not in answer.text
    assert len(raised) == 2
    assert {entry["event"] for entry in raised} == {"alarm"}
