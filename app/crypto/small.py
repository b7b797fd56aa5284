"""Objects that open nothing about a child, which the doors hand to other rooms: MAC, signer, own secrets."""

import hashlib
import hmac
from pathlib import Path
from typing import Any, Self
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy.orm import Session

from app.crypto.cell import Place, key_named_in
from app.crypto.derive import hkdf as hkdf
from app.crypto.keyfile import create_key_file, read_raw_key
from app.crypto.ring import NOBODY, KeyRing


class Mac:
    """Authenticates messages with HMAC-SHA-256."""

    def __init__(self, key: bytes) -> None:
        self._keyed = hmac.new(key, digestmod=hashlib.sha256)

    def sign(self, message: bytes) -> bytes:
        """The 32 bytes that go with a message."""
        keyed = self._keyed.copy()
        keyed.update(message)
        return keyed.digest()

    def verify(self, message: bytes, mac: bytes) -> bool:
        """Whether these bytes go with the message, in a time that does not tell how nearly."""
        return hmac.compare_digest(self.sign(message), mac)


class Signer:
    """Signs with Ed25519; the public key is for everyone."""

    def __init__(self, key: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(key)

    @classmethod
    def load(cls, path: Path) -> Self:
        """The signer whose key lies in this file."""
        return cls(read_raw_key(path))

    @classmethod
    def create(cls, path: Path) -> Self:
        """A signer with a new key, kept in this file."""
        create_key_file(path, Ed25519PrivateKey.generate().private_bytes_raw())
        return cls.load(path)

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes of a signature."""
        return self._key.sign(message)

    def public_bytes(self) -> bytes:
        """The public key, 32 bytes."""
        return self._key.public_key().public_bytes_raw()


def signed_by(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the holder of this public key has signed the message."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


class SecretBox:
    """Seals the application's own secrets, such as the names of staff, under the application key."""

    def __init__(self, ring: KeyRing) -> None:
        self._ring = ring

    def seal(self, session: Session, table: str, field: str, record_id: UUID, value: Any) -> bytes:
        """The value as a cell that opens in this table, field and record only."""
        return self._ring.application_box(session).seal(Place(table, field, record_id, NOBODY), value)

    def open(self, session: Session, table: str, field: str, record_id: UUID, token: bytes) -> Any:
        """The value that was sealed there."""
        box = self._ring.box(session, key_named_in(token))
        return box.open(Place(table, field, record_id, NOBODY), token)
