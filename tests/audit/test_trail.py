"""Writing the trail: with the work or not at all, in one line, and only ever added to."""

import json
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine, NullPool, create_engine, func, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session, sessionmaker

from app.audit import trail
from app.audit.models import AuditChain, AuditEvent
from app.db.embedded import Urls
from app.identity.actors import Role
from tests.audit.actors import MAC, NAMES, a_work, an_actor

Sessions = sessionmaker[Session]


def count(sessions: Sessions, table: type[AuditEvent] | type[AuditChain]) -> int:
    with sessions() as session:
        return session.execute(select(func.count()).select_from(table)).scalar_one()


def the_body(sessions: Sessions) -> dict[str, Any]:
    with sessions() as session:
        body: dict[str, Any] = json.loads(session.scalars(select(AuditEvent.body)).one())
        return body


def test_an_entry_says_who_did_what_about_what(sessions: Sessions) -> None:
    key_id, actor = uuid4(), an_actor(Role.MANAGER)
    with sessions.begin() as session:
        work = a_work(session, actor)
        trail.record(work, trail.Event.FIELDS_DISCLOSED, key_id, fields=["child_name"], purpose="review")
    body = the_body(sessions)
    assert body["action"] == "fields.disclosed"
    assert body["about"] == NAMES.known[key_id]
    assert body["actor"] == trail.actor_digest(MAC, actor.id)
    assert (body["roles"], body["acr"], body["fields"]) == (["manager"], "aal2", ["child_name"])
    with sessions() as session:
        event = session.scalars(select(AuditEvent)).one()
        assert MAC.verify(event.body, event.mac)
        assert trail.stamp(event.at) == body["at"]
    assert str(actor.id) not in json.dumps(body)
    assert str(key_id) not in json.dumps(body)


def test_an_entry_goes_with_the_work(sessions: Sessions) -> None:
    with sessions() as session:
        trail.record(a_work(session), trail.Event.CASE_READ)
        session.rollback()
    assert count(sessions, AuditEvent) == count(sessions, AuditChain) == 0


def test_the_trail_keeps_real_time(sessions: Sessions) -> None:
    with sessions.begin() as session:
        before = session.execute(select(func.clock_timestamp())).scalar_one()
        work = a_work(session)
        trail.record(work, trail.Event.CASE_READ)
        trail.record(work, trail.Event.CASE_READ)
    with sessions() as session:
        first, second = session.scalars(select(AuditEvent.at).order_by(AuditEvent.id)).all()
        after = session.execute(select(func.clock_timestamp())).scalar_one()
    assert before <= min(first, second)
    assert max(first, second) <= after


@pytest.mark.parametrize(
    "slip", ["Testchild Example", "999 000 0000", "9990000018", "", "a\nb", "£", "x" * 200]
)
def test_text_does_not_reach_the_trail(sessions: Sessions, slip: str) -> None:
    with sessions() as session:
        for given in ({"fields": [slip]}, {"purpose": slip or " "}, {"rule": slip or " "}):
            with pytest.raises(ValueError, match="code words"):
                trail.record(a_work(session), trail.Event.CASE_READ, **given)
        session.commit()
    assert count(sessions, AuditEvent) == 0


@pytest.mark.parametrize(
    "chosen", ["a\r\nforged", "\x1b[31m", "${jndi:x}", "Testchild Example", '","actor":"x']
)
def test_an_id_that_is_none_leaves_no_word(sessions: Sessions, chosen: str) -> None:
    with sessions.begin() as session:
        trail.record(a_work(session, request_id=chosen), trail.Event.CASE_READ)
    assert the_body(sessions)["request_id"] == "unreadable"


def test_sixteen_writers_make_one_line(sessions: Sessions) -> None:
    def write(writer: int) -> None:
        for turn in range(12):
            with sessions() as session:
                trail.record(a_work(session), trail.Event.CASE_READ)
                session.rollback() if (writer + turn) % 6 == 0 else session.commit()

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(write, range(16)))
    with sessions() as session:
        chain = session.scalars(select(AuditChain).order_by(AuditChain.seq)).all()
    assert [link.seq for link in chain] == list(range(1, 16 * 10 + 1))
    assert all(link.prev == before.hash for before, link in pairwise(chain))
    assert count(sessions, AuditEvent) == len(chain)


def test_an_old_snapshot_fails_rather_than_forks(engine: Engine, sessions: Sessions) -> None:
    with Session(engine.execution_options(isolation_level="REPEATABLE READ")) as late:
        late.execute(select(func.count()).select_from(AuditChain))
        with sessions.begin() as session:
            trail.record(a_work(session), trail.Event.CASE_READ)
        trail.record(a_work(late), trail.Event.CASE_READ)
        with pytest.raises(IntegrityError):
            late.commit()
    assert count(sessions, AuditEvent) == 1


def test_a_trail_that_cannot_be_kept_stops_the_work(sessions: Sessions, database: Urls) -> None:
    holder = create_engine(database.superuser, poolclass=NullPool)
    with holder.connect() as held, sessions() as session:
        held.execute(text("LOCK TABLE audit_chain IN ACCESS EXCLUSIVE MODE"))
        session.execute(text("SET LOCAL lock_timeout = '50ms'"))
        trail.record(a_work(session), trail.Event.CASE_READ)
        with pytest.raises(OperationalError):
            session.commit()
    assert count(sessions, AuditEvent) == 0


COLUMN = {"audit_event": "id", "audit_chain": "seq", "audit_checkpoint": "n", "audit_cosignature": "n"}
CHANGES = [
    statement
    for table, column in COLUMN.items()
    for statement in (
        f"TRUNCATE {table} CASCADE",
        f"DELETE FROM {table}",
        f"UPDATE {table} SET {column} = {column}",
    )
]
FORBIDDEN = [
    *CHANGES,
    *(f"DROP TABLE {table}" for table in COLUMN),
    "INSERT INTO audit_chain SELECT 9, id, mac, mac FROM audit_event",
    "ALTER TABLE audit_event DISABLE TRIGGER ALL",
    "SET session_replication_role = replica",
    "CREATE OR REPLACE FUNCTION audit_append() RETURNS trigger LANGUAGE sql AS 'SELECT 1'",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_service_can_only_add(sessions: Sessions, statement: str) -> None:
    with sessions.begin() as session:
        trail.record(a_work(session), trail.Event.CASE_READ)
    with sessions() as session, pytest.raises(DBAPIError) as refused:
        session.execute(text(statement))
    assert getattr(refused.value.orig, "sqlstate", "") == "42501"


@pytest.mark.parametrize("statement", CHANGES)
def test_not_even_the_owner_changes_an_entry_by_mistake(
    sessions: Sessions, database: Urls, statement: str
) -> None:
    with sessions.begin() as session:
        trail.record(a_work(session), trail.Event.CASE_READ)
    owner = create_engine(database.owner, poolclass=NullPool)
    with owner.connect() as connection, pytest.raises(DBAPIError):
        connection.execute(text(statement))
