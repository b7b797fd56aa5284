"""Rows whose clear columns grant access carry a tag: made at every flush, checked at every load."""

from collections import namedtuple
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import BindParameter, LargeBinary, Select, Table, bindparam, event, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, QueryContext, Session, UOWTransaction, declared_attr, mapped_column

INFO = "tags"
TOUCHED = "touched"


class Tagged:
    """A row that nobody may change behind the service's back.

    `CLEAR` names the columns that the tag binds, `UNTOLD` those that change without an entry in the trail.
    A lost update raises `StaleDataError`.
    """

    CLEAR: tuple[str, ...] = ()
    UNTOLD: tuple[str, ...] = ()
    id: Mapped[UUID]
    row_version: Mapped[int] = mapped_column(default=1)
    tag: Mapped[bytes] = mapped_column(LargeBinary)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        return {"version_id_col": cls.row_version, "version_id_generator": False}

    @classmethod
    def bound(cls, row: Any) -> dict[str, Any]:
        """Return the bound columns of a row, object or not, in words that storing does not change."""
        return {name: _plain(getattr(row, name)) for name in cls.CLEAR}

    def clear(self) -> dict[str, Any]:
        """Return the bound columns of this row."""
        return self.bound(self)


class Reading:
    """How rows of a tagged table are read without making objects of them, and checked as a load checks."""

    def __init__(self, kind: type[Tagged]) -> None:
        self.kind = kind
        self.table: Table = kind.__table__  # type: ignore[attr-defined]
        self.columns = tuple(self.table.c)
        self._named: Any = namedtuple(kind.__name__, self.table.c.keys())  # type: ignore[misc]  # noqa: PYI024

    def row(self, session: Session, values: Sequence[Any]) -> Any:
        """Return the values of all columns by name, if their tag belongs to them."""
        row = self._named(*values)
        clear = self.kind.bound(row)
        session.info[INFO].check(row.tag, self.table.name, row.id, row.row_version, clear)
        return row


class Beside(NamedTuple):
    """A row that is written together with a tagged one: it belongs to it and has no tag of its own."""

    table: Table
    values: Mapping[str, Any]


def insert_once(session: Session, row: Tagged, *beside: Beside) -> bool:
    """Write a new row and those beside it in one statement, unless a unique column has its value already.

    It is tagged and remembered for the trail as a flush would do it, and stays outside the session.
    """
    row.row_version = 1
    _tag(session, row)
    table: Table = row.__table__  # type: ignore[attr-defined]
    values = {f"{table.name}__{name}": getattr(row, name) for name in table.columns.keys()}  # noqa: SIM118
    for other in beside:
        values |= {f"{other.table.name}__{name}": value for name, value in other.values.items()}
    statement = _once(table, *((other.table, tuple(other.values)) for other in beside))
    if session.connection().execute(statement, values).one_or_none() is None:
        return False
    session.info.setdefault(TOUCHED, {})[row.id] = row
    return True


@lru_cache(maxsize=64)
def _once(table: Table, *beside: tuple[Table, tuple[str, ...]]) -> Select[Any]:
    """Return what writes them: rows beside are selected from the new row: without it there are none."""
    new = insert(table).values(_bound(table, table.columns.keys())).on_conflict_do_nothing()
    written = new.returning(table.c.id).cte(f"new_{table.name}")
    statement = select(written.c.id)
    for other, names in beside:
        there = select(*_bound(other, names).values()).select_from(written)
        statement = statement.add_cte(insert(other).from_select(names, there).cte(f"new_{other.name}"))
    return statement


def _bound(table: Table, names: Iterable[str]) -> dict[str, BindParameter[Any]]:
    return {name: bindparam(f"{table.name}__{name}", type_=table.c[name].type) for name in names}


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
