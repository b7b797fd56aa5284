"""Writing the trail: one entry for each thing that is done, in the transaction of the work itself."""

import json
import re
import secrets
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, func, insert, inspect, select
from sqlalchemy.orm import Session

from app.audit.events import Event
from app.audit.models import AuditEvent
from app.audit.rows import RowDigest, digest_of, gone, row_digest
from app.db.base import Base
from app.db.tagged import touched
from app.work import Mac, Work

__all__ = ["Event", "RowDigest", "actor_digest", "digest_of", "gone", "record", "row_digest"]

WORD = re.compile(r"[A-Za-z][A-Za-z0-9_.:/+-]{0,127}", re.ASCII)
OPAQUE = re.compile(r"[A-Za-z0-9_.:/+-]{1,128}", re.ASCII)
UNREADABLE = "unreadable"
INSERT = insert(AuditEvent.__table__)  # type: ignore[arg-type]
NOW = select(func.clock_timestamp())
CLOCK_SECONDS = 10.0
CLOCKS: WeakKeyDictionary[Engine, tuple[datetime, float]] = WeakKeyDictionary()


def record(
    work: Work,
    event: Event,
    about: UUID | None = None,
    *,
    fields: Sequence[str] = (),
    purpose: str | None = None,
    rule: str | None = None,
    rows: Sequence[RowDigest] = (),
) -> None:
    """Append one entry in the transaction of this work: both are kept, or neither is.

    `about` is the key id of the sealed thing. `fields`, `purpose` and `rule` are code words, never text.
    """
    session, actor = work.session, work.actor
    rows = (*rows, *_written(session))
    name = work.kit.names.audit_name(session, about) if about else None
    event_id, at = _new_id(), _database_time(session)
    found = {
        "at": at,
        "action": str(event),
        "about": name and _word(name, OPAQUE),
        "actor": actor_digest(work.kit.mac, actor.id),
        "request_id": _opaque(work.request_id),
    }
    rest = {
        "kind": str(actor.kind),
        "roles": sorted(actor.roles),
        "client": actor.client and _opaque(actor.client),
        "acr": actor.acr and _opaque(actor.acr),
        "fields": [_word(field) for field in fields],
        "purpose": purpose and _word(purpose),
        "rule": rule and _word(rule),
        "rows": [row.plain() for row in rows],
    }
    body = canonical({"id": str(event_id), **found, "at": stamp(at), **rest})
    entry = {"id": event_id, **found, "body": body, "mac": work.kit.mac.sign(body)}
    session.connection().execute(INSERT, entry)


def settle(work: Work) -> None:
    """Remember what rows that give access say, if any were written after the last entry of this work."""
    if rows := _written(work.session):
        record(work, Event.ROWS_KEPT, rows=rows)


def _written(session: Session) -> list[RowDigest]:
    return [
        gone(row.__tablename__, row.id) if inspect(row).deleted else digest_of(row)
        for row in touched(session)
        if isinstance(row, Base)
    ]


def canonical(body: dict[str, Any]) -> bytes:
    """Return an entry's body as the bytes that are signed: ASCII JSON, no spaces, in the order of `record`.

    The searchable columns come first, so `verify` compares them with the head of the body; rows come last.
    """
    return json.dumps(body, separators=(",", ":")).encode("ascii")


def stamp(instant: datetime) -> str:
    """Return an instant as a body writes it, which is how PostgreSQL prints it."""
    return instant.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f").rstrip("0").rstrip(".") + "+00"


def actor_digest(mac: Mac, actor_id: UUID) -> str:
    """Return the name of an actor in the trail: the same each time, and nothing without the trail's key."""
    return mac.sign(b"actor|" + actor_id.bytes)[:16].hex()


def _new_id() -> UUID:
    """Return a UUID of version 7 (RFC 9562): ids of entries grow with time, so their index stays small."""
    milliseconds = time.time_ns() // 1_000_000
    random = secrets.randbits(74)
    high = milliseconds << 16 | 7 << 12 | random >> 62
    return UUID(int=high << 64 | 2 << 62 | random & (1 << 62) - 1)


def _database_time(session: Session) -> datetime:
    """Return the database's own time, asked for every ten seconds: the trail never follows a demo clock."""
    connection = session.connection()
    asked, then = CLOCKS.get(connection.engine, (None, 0.0))
    if asked is None or time.monotonic() - then > CLOCK_SECONDS:
        asked, then = connection.execute(NOW).scalar_one(), time.monotonic()
        CLOCKS[connection.engine] = asked, then
    return asked + timedelta(seconds=time.monotonic() - then)


def _word(value: str, shape: re.Pattern[str] = WORD) -> str:
    """Return a code word; a sentence or a number here would be a slip of ours, so nothing is written."""
    if not shape.fullmatch(value):
        raise ValueError("The trail takes code words only.")
    return str(value)


def _opaque(value: str) -> str:
    """Return what a caller or an issuer chose if it has the shape of an id, and no word of it otherwise."""
    return value if OPAQUE.fullmatch(value) else UNREADABLE
