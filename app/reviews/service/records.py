"""Keeps the sealed records of a case, changes them, and opens them for the office."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeVar
from uuid import UUID, uuid5

from pydantic import BaseModel
from sqlalchemy import select

from app.audit import trail
from app.cases import service as cases
from app.cases import vault
from app.cases.models import Case
from app.cases.rules.stages import ENDED, Stage
from app.db.base import iso_week
from app.db.sealed import Sealed
from app.policy import Permission
from app.problems import Conflict, NotFound
from app.reviews.models import Kept
from app.reviews.schemas.base import RecordOut
from app.work import Work

Row = TypeVar("Row", bound=Kept)
Shown = TypeVar("Shown", bound=RecordOut)


class Opened(NamedTuple):
    """A record with what it says, and when it was first kept."""

    row: Kept
    at: datetime
    said: dict[str, Any]


def workable(work: Work, case_id: UUID, permission: Permission = Permission.CASE_CHANGE) -> Case:
    """Return a case that the actor may change and that has not ended."""
    case = cases.get_case(work, case_id, permission)
    if Stage(case.stage) in ENDED:
        raise Conflict("This case has ended. New evidence reopens it first.")
    return case


def only_id(case: Case, kind: str) -> UUID:
    """Return the id of the record that a case has once: a second one clashes with the first."""
    return uuid5(case.id, kind)


def keep(
    work: Work,
    case: Case,
    row: Kept,
    said: BaseModel,
    event: trail.Event = trail.Event.RECORD_WRITTEN,
) -> Opened:
    """Keep a new record (its id, kind and state are on `row`), sealed under the key of its case."""
    row.case_id = case.id
    row.kept_by, row.kept_week = work.actor.id, iso_week(work.now)
    _write(work, case, row, said.model_dump(mode="json"), work.now)
    work.session.add(row)
    work.session.flush()
    trail.record(work, event, case.key_id, fields=[row.kind])
    return Opened(row, work.now, said.model_dump(mode="json"))


def change(
    work: Work,
    case: Case,
    opened: Opened,
    said: BaseModel,
    state: str,
    event: trail.Event = trail.Event.RECORD_WRITTEN,
) -> Opened:
    """Replace what a record says, and its state."""
    row = opened.row
    row.state = state
    _write(work, case, row, said.model_dump(mode="json"), opened.at)
    work.session.flush()
    trail.record(work, event, case.key_id, fields=[row.kind])
    return Opened(row, opened.at, said.model_dump(mode="json"))


def _write(work: Work, case: Case, row: Kept, said: dict[str, Any], at: datetime) -> None:
    row.changed_by, row.changed_week = work.actor.id, iso_week(work.now)
    values = {"said": {"at": at.isoformat(), "said": said}}
    row.said = vault.seal(work, case.subject, row.__tablename__, row.id, values)["said"]


def attach(work: Work, case: Case, row: Kept, field: str, value: str) -> Sealed:
    """Return a second sealed field of a record that has its id already."""
    return vault.seal(work, case.subject, row.__tablename__, row.id, {field: value})[field]


def find(
    work: Work, case: Case, table: type[Row], kind: str, permission: Permission = Permission.CASE_READ
) -> list[Opened]:
    """Open all records of a kind under one audit entry, the earliest first."""
    rows = work.session.scalars(select(table).filter_by(case_id=case.id, kind=kind)).all()
    return sorted(_open(work, case, rows, permission), key=lambda opened: (opened.at, opened.row.id))


def one(
    work: Work,
    case: Case,
    table: type[Row],
    kind: str,
    record_id: UUID,
    permission: Permission = Permission.CASE_READ,
) -> Opened:
    """Open one record of a case, or say that there is none."""
    opened = maybe(work, case, table, kind, record_id, permission)
    if opened is None:
        raise NotFound
    return opened


def maybe(
    work: Work,
    case: Case,
    table: type[Row],
    kind: str,
    record_id: UUID,
    permission: Permission = Permission.CASE_READ,
) -> Opened | None:
    """Open one record of a case if there is one."""
    found = select(table).filter_by(id=record_id, case_id=case.id, kind=kind)
    opened = _open(work, case, work.session.scalars(found).all(), permission)
    return opened[0] if opened else None


def _open(work: Work, case: Case, rows: Sequence[Kept], permission: Permission) -> list[Opened]:
    if not rows:
        return []
    cells = [vault.Cell(row.__tablename__, row.id, "said", row.said) for row in rows]
    values = vault.disclose_all(work, permission, case.subject, cells)
    return [
        Opened(row, datetime.fromisoformat(value["at"]), value["said"])
        for row, value in zip(rows, values, strict=True)
    ]


def show(opened: Opened, shape: type[Shown]) -> Shown:
    """Return a record in the shape in which it travels."""
    row = opened.row
    return shape(**opened.said, id=row.id, state=row.state, version=row.version, by=row.kept_by, at=opened.at)
