"""Rows whose clear columns grant access carry a tag: made at every flush, checked at every load."""

from typing import Any
from uuid import UUID

from sqlalchemy import LargeBinary, event
from sqlalchemy.orm import Mapped, QueryContext, Session, UOWTransaction, declared_attr, mapped_column

INFO = "tags"
TOUCHED = "touched"


class Tagged:
    """A row that nobody may change behind the service's back.

    `CLEAR` names the columns that the tag binds. A lost update raises `StaleDataError`.
    """

    CLEAR: tuple[str, ...] = ()
    id: Mapped[UUID]
    row_version: Mapped[int] = mapped_column(default=1)
    tag: Mapped[bytes] = mapped_column(LargeBinary)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        return {"version_id_col": cls.row_version, "version_id_generator": False}

    def clear(self) -> dict[str, Any]:
        """Return the bound columns in plain words, the same before and after storing."""
        return {name: _plain(getattr(self, name)) for name in self.CLEAR}


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def _stamp(session: Session, _flush: UOWTransaction, _instances: object) -> None:
    for row in session.new:
        if isinstance(row, Tagged):
            row.row_version = 1
            _tag(session, row)
    for row in session.dirty:
        if isinstance(row, Tagged) and session.is_modified(row):
            row.row_version += 1
            _tag(session, row)


def _tag(session: Session, row: Tagged) -> None:
    table = row.__tablename__  # type: ignore[attr-defined]
    row.tag = session.info[INFO].tag(table, row.id, row.row_version, row.clear())


def _check(row: Tagged, context: QueryContext) -> None:
    table = row.__tablename__  # type: ignore[attr-defined]
    context.session.info[INFO].check(row.tag, table, row.id, row.row_version, row.clear())


def _recheck(row: Tagged, context: QueryContext, _names: object) -> None:
    _check(row, context)


def _touch(session: Session, _flush: UOWTransaction) -> None:
    rows = [row for row in (*session.new, *session.dirty, *session.deleted) if isinstance(row, Tagged)]
    session.info.setdefault(TOUCHED, {}).update({row.id: row for row in rows})


def _forget(session: Session) -> None:
    session.info.pop(TOUCHED, None)


def touched(session: Session) -> list[Tagged]:
    """Return the tagged rows written since the last call: the trail remembers what they said."""
    session.flush()
    return list(session.info.pop(TOUCHED, {}).values())


event.listen(Session, "before_flush", _stamp)
event.listen(Session, "after_flush", _touch)
event.listen(Session, "after_rollback", _forget)
event.listen(Tagged, "load", _check, propagate=True)
event.listen(Tagged, "refresh", _recheck, propagate=True)
