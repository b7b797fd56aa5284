"""A key service in a file, for one machine, for tests and for show."""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.crypto.keyfile import KeyFileRefused, create_key_file, read_key_file, replace_key_file
from app.crypto.provider import KeyServiceDown, WrapRefused

_VERSION, _NONCE, _WRAPPED = 4, 12, 4 + 12 + 32 + 16


class LocalProvider:
    """Wraps with AES-256-GCM under the versions of a key file, which is read again when it changes.

    A wrapped key is `version, 4 bytes | nonce, 12 | ciphertext, 32 | tag, 16`; version and label are bound.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._changed = 0
        self._ciphers: Mapping[int, AESGCM] = {}
        read_key_file(path)
        self._load()

    @classmethod
    def create(cls, path: Path) -> Self:
        """A new key file with its first version."""
        create_key_file(path, _dump({1: AESGCM.generate_key(256)}))
        return cls(path)

    def add_version(self) -> int:
        """Add a key-encryption key; new keys are wrapped under it, old ones still open."""
        keys = _parse(self._path)
        version = max(keys) + 1
        replace_key_file(self._path, _dump({**keys, version: AESGCM.generate_key(256)}))
        return version

    def close_before(self, version: int) -> None:
        """Forget the versions before this one: what is still wrapped under them never opens again."""
        keys = {number: key for number, key in _parse(self._path).items() if number >= version}
        if not keys:
            raise ValueError("One version has to stay.")
        replace_key_file(self._path, _dump(keys))

    def current_version(self) -> int:
        return max(self._load())

    def version_of(self, wrapped: bytes) -> int:
        return int.from_bytes(wrapped[:_VERSION], "big")

    def wrap(self, key: bytes, label: bytes) -> bytes:
        ciphers = self._load()
        version = max(ciphers)
        head, nonce = version.to_bytes(_VERSION, "big"), os.urandom(_NONCE)
        return head + nonce + ciphers[version].encrypt(nonce, key, head + label)

    def unwrap_many(self, items: Sequence[tuple[bytes, bytes]]) -> list[bytes]:
        ciphers = self._load()
        return [_unwrap(ciphers, wrapped, label) for wrapped, label in items]

    def rewrap_many(self, items: Sequence[tuple[bytes, bytes]]) -> list[bytes]:
        keys = self.unwrap_many(items)
        return [self.wrap(key, label) for key, (_, label) in zip(keys, items, strict=True)]

    def _load(self) -> Mapping[int, AESGCM]:
        try:
            changed = self._path.stat().st_mtime_ns
            if changed != self._changed:
                self._ciphers = {version: AESGCM(key) for version, key in _parse(self._path).items()}
                self._changed = changed
        except OSError:
            raise KeyServiceDown from None
        except KeyFileRefused:
            if self._ciphers:
                raise KeyServiceDown from None
            raise
        return self._ciphers


def _unwrap(ciphers: Mapping[int, AESGCM], wrapped: bytes, label: bytes) -> bytes:
    head, nonce, sealed = wrapped[:_VERSION], wrapped[_VERSION:16], wrapped[16:]
    cipher = ciphers.get(int.from_bytes(head, "big"))
    if cipher is None or len(wrapped) != _WRAPPED:
        raise WrapRefused
    try:
        return cipher.decrypt(nonce, sealed, head + label)
    except InvalidTag:
        raise WrapRefused from None


def _parse(path: Path) -> dict[int, bytes]:
    content = read_key_file(path)
    try:
        keys = {int(version): bytes.fromhex(key) for version, key in json.loads(content)["versions"].items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise KeyFileRefused(path, "is not a key file") from None
    if not keys or any(len(key) != 32 or version < 1 for version, key in keys.items()):
        raise KeyFileRefused(path, "does not hold keys of 32 bytes")
    return keys


def _dump(keys: Mapping[int, bytes]) -> bytes:
    return json.dumps({"versions": {str(version): key.hex() for version, key in keys.items()}}).encode()
