"""The sealed cell: one value, tied to its table, field, record and owner, its length hidden by padding."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from struct import Struct
from struct import error as struct_error
from typing import Any, Final, TypeAlias
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.crypto.labels import lp
from app.problems import Refused

Value: TypeAlias = str | Mapping[str, Any] | list[Any] | None

VERSION: Final = b"\x01"
NONCE: Final = 12
HEAD: Final = 17
FAULTS: Final = (
    InvalidTag,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OverflowError,
    RecursionError,
    struct_error,
)

_BODY: Final = HEAD + NONCE
_FRAME: Final = Struct(">cI")
_SMALL: Final = Struct(">cI59s")
_ZEROS: Final = tuple(bytes(size) for size in range(65))


class CellRefused(Refused):
    """Sealed bytes did not open, or a value could not be sealed; the message never says which or why."""

    def __init__(self) -> None:
        super().__init__("A sealed value was refused.")


_freeze = object.__setattr__


@lru_cache(maxsize=4096)
def _names(table: str, field: str) -> bytes:
    return lp(table, field)


@dataclass(frozen=True, slots=True, init=False)
class Place:
    """Where a sealed value stands: its permanent table and field names, its record, and who owns it.

    It keeps the bytes that bind a value there and nothing else, since one is made for every value opened.
    """

    bound: bytes

    def __init__(self, table: str, field: str, record_id: UUID, owner_id: UUID) -> None:
        ids = record_id.int.to_bytes(16, "big") + owner_id.int.to_bytes(16, "big")
        _freeze(self, "bound", _names(table, field) + ids)


def padded(size: int, pad_to: int = 1) -> int:
    """The length that hides a size: 64, 128 to 1024, then multiples of 256, and a multiple of `pad_to`."""
    if size <= 64:
        step = 64
    elif size <= 1024:
        step = 1 << (size - 1).bit_length()
    else:
        step = -(-size // 256) * 256
    return -(-step // pad_to) * pad_to


def key_named_in(token: bytes) -> UUID:
    """The id of the key that sealed these bytes, so that keys are found by name and never tried in turn."""
    try:
        return UUID(bytes=bytes(token[1:HEAD]))
    except FAULTS:
        raise CellRefused from None


class Box:
    """Seals and opens values under one data key."""

    __slots__ = ("cipher", "head", "key_id")

    def __init__(self, key_id: UUID, key: bytes) -> None:
        if len(key) != 32:
            raise CellRefused
        self.key_id = key_id
        self.head = VERSION + key_id.bytes
        self.cipher = AESGCM(key)

    def seal(self, place: Place, value: Value, pad_to: int = 1) -> bytes:
        """The value as a cell that opens in this place only."""
        try:
            head, nonce = self.head, os.urandom(NONCE)
            return head + nonce + self.cipher.encrypt(nonce, _pack(value, pad_to), head + place.bound)
        except FAULTS:
            raise CellRefused from None

    def open(self, place: Place, token: bytes) -> Value:
        """The value that was sealed in this place under this key; anything else is refused."""
        try:
            head = self.head
            if not token.startswith(head):
                raise CellRefused
            return _unpack(self.cipher.decrypt(token[HEAD:_BODY], token[_BODY:], head + place.bound))
        except FAULTS:
            raise CellRefused from None


def _pack(value: Value, pad_to: int) -> bytes:
    if isinstance(value, str):
        kind, raw = b"s", value.encode()
    elif value is None:
        kind, raw = b"-", b""
    elif isinstance(value, Mapping | list):
        kind, raw = b"j", canonical_json(value)
    else:
        raise TypeError("neither text, nor an object, nor a list, nor absent")
    size = len(raw)
    if size <= 59 and pad_to == 1:
        return _SMALL.pack(kind, size, raw)
    return (_FRAME.pack(kind, size) + raw).ljust(padded(size + 5, pad_to), b"\0")


def _unpack(plain: bytes) -> Value:
    kind, size = _FRAME.unpack_from(plain)
    length, end = len(plain), size + 5
    if end > length or not plain.endswith(_ZEROS[64 - end] if length == 64 else bytes(length - end)):
        raise CellRefused
    if length != 64 and padded(length) != length:
        raise CellRefused
    if kind == b"s":
        return plain[5:end].decode()
    if kind == b"j":
        return _container(json.loads(plain[5:end]))
    if kind == b"-" and not size:
        return None
    raise CellRefused


def _container(value: object) -> Value:
    if isinstance(value, dict | list):
        return value
    raise CellRefused


def canonical_json(value: object) -> bytes:
    """One spelling for equal values: keys sorted, no spaces, UTF-8, no numbers that JSON lacks."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()
