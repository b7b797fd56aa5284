"""Rows that entries speak of: a row changed, rolled back, removed or slipped in again is noticed."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection, DateTime, Engine, Enum, NullPool, create_engine, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

from app.audit import trail
from app.audit.note import Trust
from app.audit.verify import Bad, Verdict, verify
from app.crypto.small import signed_by
from app.db.embedded import Urls
from app.db.sealed import Sealed, SealedText
from app.identity.actors import Role
from tests.audit.actors import MAC, a_work

ROW = UUID(int=1)


class Stage(StrEnum):
    PANEL = "panel"


TABLE = """
CREATE TABLE watched (id uuid PRIMARY KEY, row_version int, stage text, held bool, since timestamptz,
                      opened date, tag bytea, weeks int[]);
GRANT SELECT ON watched TO cdop_app
"""
FIRST: dict[str, Any] = {
    "stage": "gathering",
    "held": False,
    "since": datetime(2026, 1, 5, 9, 30, tzinfo=UTC),
    "opened": date(2026, 1, 5),
    "tag": b"\x00\x01",
    "weeks": [202601, 202602],
}


@pytest.fixture
def intruder(database: Urls) -> Iterator[Connection]:
    """The owner of a table that the trail speaks of, holding one row."""
    engine = create_engine(database.superuser, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(TABLE))
        values = ", ".join(f":{name}" for name in FIRST)
        connection.execute(
            text(f"INSERT INTO watched (id, row_version, {', '.join(FIRST)}) VALUES (:id, 1, {values})"),
            FIRST | {"id": ROW},
        )
        yield connection


def say(sessions: sessionmaker[Session], *rows: trail.RowDigest) -> None:
    with sessions.begin() as session:
        trail.record(a_work(session), trail.Event.CASE_CHANGED, rows=rows)


def check(engine: Engine) -> Verdict:
    with engine.connect() as connection:
        return verify(connection, MAC, Trust([], signed_by))


def test_a_row_as_its_last_entry_left_it_holds(
    engine: Engine, sessions: sessionmaker[Session], intruder: Connection
) -> None:
    say(sessions, trail.row_digest("watched", ROW, 1, FIRST))
    say(sessions, trail.row_digest("watched", ROW, 2, FIRST | {"stage": "panel"}))
    assert check(engine).kind is Bad.ROW
    intruder.execute(text("UPDATE watched SET row_version = 2, stage = 'panel'"))
    assert check(engine) == Verdict(ok=True, entries=2)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE watched SET stage = 'closed'",
        "UPDATE watched SET held = true",
        "UPDATE watched SET held = NULL",
        "UPDATE watched SET since = since + interval '1 microsecond'",
        "UPDATE watched SET tag = '\\x0002'",
        "UPDATE watched SET weeks = '{202601}'",
        "UPDATE watched SET row_version = 2",
        "UPDATE watched SET id = gen_random_uuid()",
        "DELETE FROM watched",
        "ALTER TABLE watched DROP COLUMN held",
        "DROP TABLE watched",
    ],
)
def test_a_row_changed_behind_the_trail_is_named(
    engine: Engine, sessions: sessionmaker[Session], intruder: Connection, change: str
) -> None:
    say(sessions)
    say(sessions, trail.row_digest("watched", ROW, 1, FIRST))
    assert check(engine).ok
    intruder.execute(text(change))
    assert check(engine) == Verdict(ok=False, entries=2, first_bad_seq=2, kind=Bad.ROW)


def test_a_row_that_was_removed_stays_removed(
    engine: Engine, sessions: sessionmaker[Session], intruder: Connection
) -> None:
    say(sessions, trail.row_digest("watched", ROW, 1, FIRST))
    say(sessions, trail.gone("watched", ROW))
    assert check(engine).first_bad_seq == 2
    intruder.execute(text("DELETE FROM watched"))
    assert check(engine).ok


class Elsewhere(DeclarativeBase):
    """A base of its own: this table is no part of the service's schema."""


class Watched(Elsewhere):
    __tablename__ = "watched"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    row_version: Mapped[int]
    stage: Mapped[Stage] = mapped_column(Enum(Stage, native_enum=False, values_callable=list))
    since: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    token: Mapped[Sealed] = mapped_column("tag", SealedText)


def test_a_mapped_row_is_read_as_the_database_holds_it(
    engine: Engine, sessions: sessionmaker[Session], intruder: Connection
) -> None:
    intruder.execute(text("GRANT INSERT ON watched TO cdop_app"))
    since = datetime(2026, 6, 1, 9, 30, tzinfo=timezone(timedelta(hours=1)))
    with sessions.begin() as session:
        row = Watched(id=uuid4(), row_version=1, stage=Stage.PANEL, since=since, token=Sealed(b"cell"))
        session.add(row)
        digest = trail.digest_of(row)
        trail.record(a_work(session), trail.Event.CASE_OPENED, rows=[digest])
    assert digest.columns == ("id", "row_version", "since", "stage", "tag")
    assert check(engine).ok
    intruder.execute(text("UPDATE watched SET stage = 'gathering' WHERE stage = 'panel'"))
    assert check(engine).kind is Bad.ROW


def test_equal_words_of_different_kinds_agree_and_others_do_not() -> None:
    def of(**values: Any) -> str | None:
        return trail.row_digest("watched", ROW, 1, values).sha256

    assert of(a=Role.AUDITOR) == of(a="auditor")
    assert of(a=Sealed(b"x")) == of(a=b"x")
    assert of(a=(1, 2)) == of(a=[1, 2])
    assert len({of(a=1), of(a="1"), of(a=None), of(b=1), of(a=True), of(a=b"1"), of()}) == 7
    with pytest.raises(TypeError):
        of(a=1.5)
