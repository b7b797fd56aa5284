"""What the doors hand to this room: sealing of its own secrets, and loading that notices a changed row."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar
from uuid import UUID

import structlog
from sqlalchemy import Select
from sqlalchemy.orm import Session

from app.db.tagged import INFO
from app.problems import Problem, Refused

Row = TypeVar("Row")
alarm = structlog.get_logger("cdop.alarm")


class Secrets(Protocol):
    """Seals the application's own secrets."""

    def seal(self, session: Session, table: str, field: str, record_id: UUID, value: Any) -> bytes: ...
    def open(self, session: Session, table: str, field: str, record_id: UUID, token: bytes) -> Any: ...


class RowTags(Protocol):
    """Tags rows whose clear columns grant access."""

    def tag(self, table: str, row_id: UUID, row_version: int, clear: dict[str, Any]) -> bytes: ...
    def check(
        self, tag: bytes, table: str, row_id: UUID, row_version: int, clear: dict[str, Any]
    ) -> None: ...


def bind(session: Session, tags: RowTags) -> Session:
    """Return the session, ready to tag what it writes and to check what it loads."""
    session.info.setdefault(INFO, tags)
    return session


def load(session: Session, statement: Select[*tuple[Any, ...]], refusal: Problem) -> Sequence[Any]:
    """Return the rows when nobody has changed them behind our back, else raise an alarm and refuse."""
    with unchanged(statement.get_final_froms()[0].description, refusal):
        found = session.execute(statement)
        return found.all() if len(statement.column_descriptions) > 1 else found.scalars().all()


@contextmanager
def unchanged(table: str, refusal: Problem) -> Iterator[None]:
    """Raise an alarm and refuse when a row that is read within has been changed behind the service's back."""
    try:
        yield
    except Refused as fault:
        alarm.critical("row.refused", table=table, fault=type(fault).__name__)
        raise refusal from None
