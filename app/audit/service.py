"""What auditors read of the trail, and how a partner witnesses it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.audit import merkle, trail
from app.audit.models import AuditChain, AuditCheckpoint, AuditCosignature, AuditEvent
from app.audit.note import Checkpoint, Key, NoteRefused, open_cosignature
from app.audit.note import line as note_line
from app.policy import Permission, require_somewhere
from app.problems import Fault, Forbidden, Invalid, NotFound
from app.work import Work

MOST = 200


@dataclass(frozen=True, slots=True)
class Filters:
    """Which entries are asked for. `actor_id` is the person's own id; the trail knows only its digest."""

    action: str | None = None
    about: str | None = None
    actor_id: UUID | None = None
    request_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the trail as its body says it."""

    seq: int
    id: UUID
    at: datetime
    action: str
    about: str | None
    actor: str
    kind: str
    roles: tuple[str, ...]
    client: str | None
    acr: str | None
    request_id: str
    fields: tuple[str, ...]
    purpose: str | None
    rule: str | None
    rows: int


@dataclass(frozen=True, slots=True)
class Page:
    """Entries, the newest first, and where the next page starts."""

    entries: tuple[Entry, ...]
    next_cursor: int | None


@dataclass(frozen=True, slots=True)
class Witnessed:
    """A signed checkpoint with all signatures under it, ready to be kept elsewhere."""

    n: int
    size: int
    root: bytes
    created_at: datetime
    note: str
    areas: tuple[str, ...]


def events(work: Work, cursor: int | None = None, limit: int = 50, filters: Filters | None = None) -> Page:
    """Read the trail backwards from a place in the chain. Reading it is an entry of its own."""
    require_somewhere(work.actor, Permission.TRAIL_READ)
    limit = max(1, min(limit, MOST))
    query = select(AuditChain.seq, AuditEvent.body).join(AuditEvent, AuditEvent.id == AuditChain.event_id)
    if cursor is not None:
        query = query.where(AuditChain.seq < cursor)
    query = _narrowed(work, query, filters or Filters())
    found = work.session.execute(query.order_by(AuditChain.seq.desc()).limit(limit + 1)).all()
    entries = tuple(_entry(seq, body) for seq, body in found[:limit])
    trail.record(work, trail.Event.TRAIL_READ)
    return Page(entries, entries[-1].seq if len(found) > limit else None)


def checkpoints(work: Work, limit: int = 50) -> list[Witnessed]:
    """List the newest checkpoints, for auditors and for the officers who witness them."""
    _require_reader(work)
    newest = select(AuditCheckpoint).order_by(AuditCheckpoint.n.desc()).limit(max(1, min(limit, MOST)))
    kept = list(work.session.scalars(newest))
    return [_witnessed(work.session, checkpoint) for checkpoint in kept]


def consistency(work: Work, old: int, new: int) -> list[bytes]:
    """Prove that the tree of the first `new` entries continues that of the first `old` (RFC 6962, 2.1.2)."""
    _require_reader(work)
    hashes = select(AuditChain.hash).where(AuditChain.seq <= new).order_by(AuditChain.seq)
    entries = work.session.scalars(hashes).all()
    if not 0 < old <= new == len(entries):
        raise NotFound
    return merkle.consistency(entries, old)


def witness(work: Work, n: int, cosignature: str, area: str, key: Key) -> Witnessed:
    """Keep a partner's cosignature under checkpoint `n`, if its registered key made it.

    `key` is the public key (type 4) registered for the area. Sent again, the first one stays.
    """
    require_somewhere(work.actor, Permission.TRAIL_WITNESS)
    if area not in work.actor.areas:
        raise Forbidden("You are not an officer of that area.")
    checkpoint = work.session.get(AuditCheckpoint, n)
    if checkpoint is None:
        raise NotFound
    text = Checkpoint.read(checkpoint.note).text()
    try:
        _, signature = open_cosignature(text, cosignature, key, work.kit.signed_by)
    except NoteRefused:
        fault = Fault("/cosignature", "cosignature", "It does not fit this checkpoint and your area's key.")
        raise Invalid("The cosignature cannot be kept.", errors=[fault]) from None
    if work.session.get(AuditCosignature, (n, key.id.hex())) is None:
        kept = AuditCosignature(n=n, key_id=key.id.hex(), area=area, name=key.name, signature=signature)
        work.session.add(kept)
        work.session.flush()
        trail.record(work, trail.Event.CHECKPOINT_WITNESSED)
    return _witnessed(work.session, checkpoint)


def _require_reader(work: Work) -> None:
    officer = bool(work.actor.areas)
    require_somewhere(work.actor, Permission.TRAIL_WITNESS if officer else Permission.TRAIL_READ)


def _narrowed(work: Work, query: Select[int, bytes], filters: Filters) -> Select[int, bytes]:
    actor = filters.actor_id and trail.actor_digest(work.kit.mac, filters.actor_id)
    wanted: Sequence[tuple[Any, Any]] = (
        (AuditEvent.action, filters.action),
        (AuditEvent.about, filters.about),
        (AuditEvent.actor, actor),
        (AuditEvent.request_id, filters.request_id),
    )
    query = query.where(*(column == value for column, value in wanted if value is not None))
    if filters.since is not None:
        query = query.where(AuditEvent.at >= filters.since)
    return query if filters.until is None else query.where(AuditEvent.at < filters.until)


def _entry(seq: int, body: bytes) -> Entry:
    said = json.loads(body)
    return Entry(
        seq=seq,
        **said
        | {
            "id": UUID(said["id"]),
            "at": datetime.fromisoformat(said["at"]),
            "roles": tuple(said["roles"]),
            "fields": tuple(said["fields"]),
            "rows": len(said["rows"]),
        },
    )


def _witnessed(session: Session, checkpoint: AuditCheckpoint) -> Witnessed:
    signed = select(AuditCosignature).filter_by(n=checkpoint.n).order_by(AuditCosignature.key_id)
    cosignatures = session.scalars(signed).all()
    lines = [note_line(kept.name, bytes.fromhex(kept.key_id), kept.signature) for kept in cosignatures]
    return Witnessed(
        n=checkpoint.n,
        size=checkpoint.size,
        root=checkpoint.root,
        created_at=checkpoint.created_at,
        note=checkpoint.note + "".join(lines),
        areas=tuple(sorted({kept.area for kept in cosignatures})),
    )
