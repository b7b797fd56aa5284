"""Row tags: proof that nobody flipped, by SQL, the clear columns that give access."""

import hashlib
import hmac
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import UTC, date, datetime
from enum import Enum
from uuid import UUID

from app.crypto.cell import canonical_json
from app.crypto.derive import hkdf
from app.crypto.labels import lp
from app.problems import Refused


class RowRefused(Refused):
    """A row that gives access does not carry its tag; the message never says what differs."""

    def __init__(self) -> None:
        super().__init__("A row was refused: its tag does not match.")


class RowTagger:
    """Tags rows with HMAC-SHA-256 under a key derived from the application key."""

    def __init__(self, application_key: bytes) -> None:
        self._key = hkdf(application_key, "cdop/row-tag/v1")

    def tag(
        self,
        table: str,
        row_id: UUID,
        row_version: int,
        clear: Mapping[str, object],
        sealed_digest: bytes = b"",
    ) -> bytes:
        """The 32 bytes that stand beside the row."""
        message = canonical_row(table, row_id, row_version, clear, sealed_digest)
        return hmac.digest(self._key, message, hashlib.sha256)

    def check(
        self,
        tag: bytes,
        table: str,
        row_id: UUID,
        row_version: int,
        clear: Mapping[str, object],
        sealed_digest: bytes = b"",
    ) -> None:
        """Return if the tag belongs to exactly this row, else refuse it."""
        expected = self.tag(table, row_id, row_version, clear, sealed_digest)
        if not isinstance(tag, bytes) or not hmac.compare_digest(expected, tag):
            raise RowRefused


def canonical_row(
    table: str, row_id: UUID, row_version: int, clear: Mapping[str, object], sealed_digest: bytes
) -> bytes:
    """`lp("cdop-row", table, id, version in 8 bytes, canonical JSON of the columns, digest of the cells)`."""
    columns = canonical_json({name: _plain(value) for name, value in clear.items()})
    return lp("cdop-row", table, row_id.bytes, row_version.to_bytes(8, "big"), columns, sealed_digest)


def digest_of(cells: Mapping[str, bytes]) -> bytes:
    """One SHA-256 over the sealed cells of a row, by column name."""
    parts = [part for name in sorted(cells) for part in (name.encode(), hashlib.sha256(cells[name]).digest())]
    return hashlib.sha256(lp(*parts)).digest()


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return _plain(value.value)
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, AbstractSet):
        return sorted(str(_plain(item)) for item in value)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    raise TypeError("A row tag covers ids, states, numbers, dates and lists of them.")
