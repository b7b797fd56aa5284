"""The one door to what is said about a child: policy, audit and decryption meet here."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, NamedTuple, cast
from uuid import UUID

from app.audit import trail
from app.cases.models import Subject
from app.crypto import drawn as drawn_keys
from app.crypto.cell import Place
from app.crypto.drawn import Drawn
from app.crypto.index import BlindIndex
from app.crypto.models import KeyKind
from app.crypto.ring import KeyRing
from app.db.sealed import Sealed
from app.db.tagged import Beside
from app.policy import Permission, require
from app.work import Work


class Cell(NamedTuple):
    """One sealed value, and where it belongs."""

    table: str
    record_id: UUID
    field: str
    sealed: Sealed


def _ring(work: Work) -> KeyRing:
    return cast("KeyRing", work.kit.keyring)


def new_key(work: Work, case_id: UUID) -> UUID:
    """Make the data key of a case, and return its id. A notification gets one on receipt."""
    return _ring(work).create(work.session, KeyKind.CASE, case_id)


def draw_key(work: Work, case_id: UUID) -> Drawn:
    """Make a data key that seals at once, and is there later only if its row is kept with what it seals."""
    return _ring(work).draw(KeyKind.CASE, case_id)


def kept_with(drawn: Drawn) -> Beside:
    """Return the row of a drawn key, to be written beside what it seals."""
    return Beside(drawn_keys.TABLE, drawn.row)


def drop_key(work: Work, drawn: Drawn) -> None:
    """Forget a key that was drawn and is not needed."""
    _ring(work).forget(drawn.key_id)


def retire_key(work: Work, key_id: UUID) -> None:
    """Seal nothing more under a key: what it sealed has been sealed anew, and the key commands delete it."""
    _ring(work).retire(work.session, key_id)


def seal(
    work: Work, subject: Subject, table: str, record_id: UUID, values: Mapping[str, Any]
) -> dict[str, Sealed]:
    """Seal values (text, JSON or None) under the key of a case, each bound to its table, record and field."""
    box = _ring(work).box(work.session, subject.key_id)
    return {
        field: Sealed(box.seal(Place(table, field, record_id, subject.id), value))
        for field, value in values.items()
    }


def disclose(
    work: Work,
    permission: Permission,
    subject: Subject,
    table: str,
    record_id: UUID,
    sealed: Mapping[str, Sealed],
    *,
    event: trail.Event = trail.Event.FIELDS_DISCLOSED,
) -> dict[str, Any]:
    """Open sealed fields of one record for an actor who may see them, and leave the entry that says so."""
    cells = [Cell(table, record_id, field, value) for field, value in sealed.items()]
    return dict(zip(sealed, disclose_all(work, permission, subject, cells, event=event), strict=True))


def disclose_all(
    work: Work,
    permission: Permission,
    subject: Subject,
    cells: Sequence[Cell],
    *,
    event: trail.Event = trail.Event.FIELDS_DISCLOSED,
) -> list[Any]:
    """Open sealed fields of several records of one case, in their order, under one audit entry."""
    require(work.actor, permission, subject.panel_id)
    trail.record(work, event, subject.key_id, fields=sorted({f"{cell.table}.{cell.field}" for cell in cells}))
    box = _ring(work).box(work.session, subject.key_id)
    return [box.open(Place(c.table, c.field, c.record_id, subject.id), c.sealed.token) for c in cells]


def revise(
    work: Work, permission: Permission, subject: Subject, cell: Cell, change: Callable[[Any], Any]
) -> tuple[Any, Sealed]:
    """Open one value, change it, and return it with its new seal."""
    (value,) = disclose_all(work, permission, subject, [cell], event=trail.Event.FIELDS_REVISED)
    changed = change(value)
    return changed, seal(work, subject, cell.table, cell.record_id, {cell.field: changed})[cell.field]


def reseal(
    work: Work, permission: Permission, old: Subject, new: Subject, cells: Sequence[Cell]
) -> list[Sealed]:
    """Move values from one case's key to another's, when a notification joins a case."""
    values = disclose_all(work, permission, old, cells, event=trail.Event.FIELDS_RESEALED)
    box = _ring(work).box(work.session, new.key_id)
    return [
        Sealed(box.seal(Place(c.table, c.field, c.record_id, new.id), value))
        for c, value in zip(cells, values, strict=True)
    ]


def boxes(work: Work, permission: Permission, subjects: Sequence[Subject]) -> None:
    """Fetch the keys of several cases in one batch, before a search opens its candidates."""
    for subject in subjects:
        require(work.actor, permission, subject.panel_id)
    _ring(work).boxes(work.session, [subject.key_id for subject in subjects])


def bucket(work: Work, kind: Literal["number", "name"], normalised: str) -> int:
    """Return the truncated blind index of a number or of a name: it finds candidates and proves nothing."""
    return cast("BlindIndex", work.kit.index).bucket(kind, normalised)


def index_version(work: Work) -> int:
    """Return the version of the blind index that is in force."""
    return cast("BlindIndex", work.kit.index).version
