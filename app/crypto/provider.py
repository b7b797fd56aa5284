"""What a key service does for us: it wraps data keys under a key-encryption key that it keeps."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from app.crypto.labels import lp
from app.problems import Refused


class KeyServiceDown(Exception):
    """The key service does not answer; nothing was wrapped or unwrapped."""


class WrapRefused(Refused):
    """A wrapped key does not belong where it stands; the message never says which."""

    def __init__(self) -> None:
        super().__init__("A wrapped key was refused.")


class Provider(Protocol):
    """A key service: each wrapped key carries its version and opens under its own label only."""

    def current_version(self) -> int:
        """The version that new keys are wrapped under."""

    def version_of(self, wrapped: bytes) -> int:
        """The version that stands in a wrapped key."""

    def wrap(self, key: bytes, label: bytes) -> bytes:
        """The key, wrapped under the current version for this label."""

    def unwrap_many(self, items: Sequence[tuple[bytes, bytes]]) -> list[bytes]:
        """The keys of all pairs of wrapped key and label, or none of them."""

    def rewrap_many(self, items: Sequence[tuple[bytes, bytes]]) -> list[bytes]:
        """The same keys, wrapped again under the current version."""


def wrapping_label(kind: str, key_id: UUID, owner_id: UUID) -> bytes:
    """The label that ties a wrapped key to its row: its kind, its id and its owner."""
    return lp("cdop-key", kind, key_id.bytes, owner_id.bytes)
