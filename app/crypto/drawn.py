"""A new data key: drawn and wrapped in this process first, and kept together with the work that uses it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from secrets import token_bytes, token_urlsafe
from typing import Any, Final, NamedTuple, cast
from uuid import UUID, uuid4

from sqlalchemy import Table, insert
from sqlalchemy.orm import Session

from app.crypto.cell import Box
from app.crypto.models import KeyKind, WrappedKey
from app.crypto.provider import KeyServiceDown, Provider, wrapping_label
from app.db.base import iso_week
from app.problems import KeyServiceUnavailable

TABLE: Final = cast("Table", WrappedKey.__table__)
_INSERT: Final = insert(TABLE)


class Drawn(NamedTuple):
    """A data key that seals already and is not kept yet."""

    key_id: UUID
    name: str
    box: Box
    row: dict[str, Any]


def draw(provider: Provider, kind: KeyKind, owner_id: UUID, key_id: UUID | None = None) -> Drawn:
    """A new data key for this owner, with the random name under which the trail speaks of it."""
    key_id = key_id or uuid4()
    key, name = token_bytes(32), token_urlsafe(16)
    with answering():
        wrapped = provider.wrap(key, wrapping_label(kind, key_id, owner_id))
        kek_version = provider.version_of(wrapped)
    row = {
        "key_id": key_id,
        "kind": kind.value,
        "owner_id": owner_id,
        "kek_version": kek_version,
        "wrapped": wrapped,
        "audit_name": name,
        "created_week": this_week(),
    }
    return Drawn(key_id, name, Box(key_id, key), row)


def keep(session: Session, drawn: Drawn) -> None:
    """Keep a key that was drawn, with the work or not at all."""
    session.connection().execute(_INSERT, drawn.row)


def this_week() -> int:
    """The week in which a key is made or retired; a key tells no day."""
    return iso_week(datetime.now(UTC))


@contextmanager
def answering() -> Iterator[None]:
    """Say that the keys are out of reach when the key service does not answer."""
    try:
        yield
    except KeyServiceDown:
        raise KeyServiceUnavailable from None
