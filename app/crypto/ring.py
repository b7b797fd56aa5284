"""The key ring: data keys by id, unwrapped in batches and kept for minutes."""

import hashlib
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from app.crypto import drawn as drawn_keys
from app.crypto.cache import BoxCache
from app.crypto.cell import Box
from app.crypto.drawn import Drawn, answering, this_week
from app.crypto.labels import lp
from app.crypto.models import KeyKind, WrappedKey
from app.crypto.provider import Provider, WrapRefused, wrapping_label
from app.crypto.tags import RowTagger
from app.problems import NotFound

NOBODY: Final = UUID(int=0)
NAMES_KEPT: Final = 4096
FORGOTTEN: Final = "cdop_key_forgotten"


class _Row(NamedTuple):
    key_id: UUID
    kind: str
    owner_id: UUID
    kek_version: int
    wrapped: bytes

    @property
    def label(self) -> bytes:
        return wrapping_label(self.kind, self.key_id, self.owner_id)


_COLUMNS: Final = (
    WrappedKey.key_id,
    WrappedKey.kind,
    WrappedKey.owner_id,
    WrappedKey.kek_version,
    WrappedKey.wrapped,
)


class KeyRing:
    """Makes data keys and hands out the boxes that seal and open under them."""

    def __init__(
        self,
        provider: Provider,
        cache_size: int = 256,
        ttl: float = 300.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._provider = provider
        self._cache = BoxCache(cache_size, ttl, clock)
        self._names: dict[UUID, str] = {}
        self._application: UUID | None = None

    def create(self, session: Session, kind: KeyKind, owner_id: UUID, *, key_id: UUID | None = None) -> UUID:
        """A new data key for this owner, kept with the work or not at all.

        An id that is given has to be new: never one whose work was rolled back, since its box may be kept.
        """
        drawn = self.draw(kind, owner_id, key_id=key_id)
        drawn_keys.keep(session, drawn)
        return drawn.key_id

    def draw(self, kind: KeyKind, owner_id: UUID, *, key_id: UUID | None = None) -> Drawn:
        """A new data key to seal with before it is known whether it is needed: `keep` or `forget` it."""
        drawn = drawn_keys.draw(self._provider, kind, owner_id, key_id)
        self._cache.put(drawn.box)
        self._remember(drawn.key_id, drawn.name)
        return drawn

    def _remember(self, key_id: UUID, name: str) -> str:
        """Keep the name of a key, which never changes, for as many keys as are in use at once."""
        if len(self._names) >= NAMES_KEPT:
            self._names.clear()
        self._names[key_id] = name
        return name

    def box(self, session: Session, key_id: UUID) -> Box:
        """The box of one key."""
        return self.boxes(session, [key_id])[key_id]

    def boxes(self, session: Session, key_ids: Iterable[UUID]) -> dict[UUID, Box]:
        """The boxes of all these keys, in one query and one call; a key that is gone is `NotFound`."""
        found = {key_id: self._cache.get(key_id) for key_id in key_ids}
        missing = [key_id for key_id, box in found.items() if box is None]
        for key_id, key in self._unwrap(session, missing).items():
            box = Box(key_id, key)
            self._cache.put(box)
            found[key_id] = box
        return {key_id: box for key_id, box in found.items() if box is not None}

    def owned_box(self, session: Session, kind: KeyKind, owner_id: UUID) -> Box:
        """The box of the key that this owner uses now, made on first use."""
        key_id = _in_use(session, kind, owner_id)
        if key_id is None:
            session.execute(select(func.pg_advisory_xact_lock(_lock_number(kind, owner_id))))
            key_id = _in_use(session, kind, owner_id) or self.create(session, kind, owner_id)
        return self.box(session, key_id)

    def application_box(self, session: Session) -> Box:
        """The box of the application's own secrets."""
        if self._application:
            return self.box(session, self._application)
        return self.owned_box(session, KeyKind.APPLICATION, NOBODY)

    def settle(self, session: Session) -> None:
        """Look up the application key once for all, in a session of its own that has written nothing.

        A key of work that is rolled back later must never be remembered: what it sealed would be lost.
        """
        self._application = _in_use(session, KeyKind.APPLICATION, NOBODY)

    def row_tagger(self, session: Session) -> RowTagger:
        """The tagger of rows that give access, under a key derived from the application key."""
        key_id = self.application_box(session).key_id
        return RowTagger(self._unwrap(session, [key_id])[key_id])

    def audit_name(self, session: Session, key_id: UUID) -> str:
        """The random name under which the trail speaks of what this key seals; it goes when the key goes."""
        if known := self._names.get(key_id):
            return known
        name = session.scalar(select(WrappedKey.audit_name).where(WrappedKey.key_id == key_id))
        if name is None:
            raise NotFound
        return self._remember(key_id, name)

    def forget(self, key_id: UUID) -> None:
        """Drop the box and the name that this process keeps."""
        self._cache.drop(key_id)
        self._names.pop(key_id, None)

    def retire(self, session: Session, key_id: UUID) -> None:
        """Seal nothing more under this key; what it sealed still opens until the key is shredded."""
        row = update(WrappedKey).where(WrappedKey.key_id == key_id)
        session.execute(row.values(retired_week=this_week()))

    def shred(self, session: Session, key_id: UUID) -> None:
        """Delete the key, and tell every process to forget it once the work is committed.

        The session has to be one of the role that may delete keys.
        """
        session.execute(delete(WrappedKey).where(WrappedKey.key_id == key_id))
        session.execute(select(func.pg_notify(FORGOTTEN, str(key_id))))
        self.forget(key_id)

    def rewrap(self, session: Session, batch: int = 100) -> int:
        """Wrap keys of older versions again, at most one batch of them, and return how many; 0 means done."""
        with answering():
            current = self._provider.current_version()
            stale = select(*_COLUMNS).where(WrappedKey.kek_version != current).limit(batch)
            rows = [_Row(*row) for row in session.execute(stale.with_for_update(skip_locked=True))]
            fresh = self._provider.rewrap_many(_wrapped_items(self._provider, rows))
        for row, wrapped in zip(rows, fresh, strict=True):
            version = self._provider.version_of(wrapped)
            change = update(WrappedKey).where(WrappedKey.key_id == row.key_id)
            session.execute(change.values(wrapped=wrapped, kek_version=version))
        return len(rows)

    def _unwrap(self, session: Session, key_ids: Sequence[UUID]) -> dict[UUID, bytes]:
        if not key_ids:
            return {}
        query = select(*_COLUMNS).where(WrappedKey.key_id.in_(key_ids))
        rows = [_Row(*row) for row in session.execute(query)]
        if len(rows) != len(key_ids):
            raise NotFound
        with answering():
            keys = self._provider.unwrap_many(_wrapped_items(self._provider, rows))
        return {row.key_id: key for row, key in zip(rows, keys, strict=True)}


def _wrapped_items(provider: Provider, rows: Sequence[_Row]) -> list[tuple[bytes, bytes]]:
    if any(provider.version_of(row.wrapped) != row.kek_version for row in rows):
        raise WrapRefused
    return [(row.wrapped, row.label) for row in rows]


def _in_use(session: Session, kind: KeyKind, owner_id: UUID) -> UUID | None:
    owned = select(WrappedKey.key_id).where(WrappedKey.kind == kind.value, WrappedKey.owner_id == owner_id)
    return session.scalar(owned.where(WrappedKey.retired_week.is_(None)))


def _lock_number(kind: KeyKind, owner_id: UUID) -> int:
    digest = hashlib.sha256(lp("cdop-key-lock", kind, owner_id.bytes)).digest()
    return int.from_bytes(digest[:8], "big", signed=True)
