"""Sealed documents: chunks of 64 KiB under nonces of their own, in an order that cannot be changed."""

import os
from collections.abc import Iterator
from typing import Final

from app.crypto.cell import FAULTS, HEAD, NONCE, Box, CellRefused, Place

VERSION: Final = b"\x02"
CHUNK: Final = 65_536
_SEALED: Final = NONCE + CHUNK + 16
_PAD: Final = 4_096
_LENGTH: Final = 8


def seal_bytes(box: Box, place: Place, document: bytes) -> bytes:
    """The document sealed for this place, padded to a multiple of 4 KiB so that its size says little."""
    framed = len(document).to_bytes(_LENGTH, "big") + document
    framed = framed.ljust(-(-len(framed) // _PAD) * _PAD, b"\0")
    head = VERSION + box.key_id.bytes
    sealed = [head]
    starts = range(0, len(framed), CHUNK)
    for index, start in enumerate(starts):
        nonce = os.urandom(NONCE)
        aad = _label(head, place, index, is_last=index == len(starts) - 1)
        sealed += [nonce, box.cipher.encrypt(nonce, framed[start : start + CHUNK], aad)]
    return b"".join(sealed)


def open_bytes(box: Box, place: Place, token: bytes) -> bytes:
    """The document that was sealed for this place; a chunk changed, moved, missing or added is refused."""
    try:
        if token[:HEAD] != VERSION + box.key_id.bytes:
            raise CellRefused
        framed = b"".join(_chunks(box, place, token))
        end = _LENGTH + int.from_bytes(framed[:_LENGTH], "big")
        if len(framed) % _PAD or not 0 <= len(framed) - end < _PAD or any(framed[end:]):
            raise CellRefused
        return framed[_LENGTH:end]
    except FAULTS:
        raise CellRefused from None


def _chunks(box: Box, place: Place, token: bytes) -> Iterator[bytes]:
    starts = range(HEAD, len(token), _SEALED)
    for index, start in enumerate(starts):
        chunk = token[start : start + _SEALED]
        aad = _label(token[:HEAD], place, index, is_last=index == len(starts) - 1)
        yield box.cipher.decrypt(chunk[:NONCE], chunk[NONCE:], aad)


def _label(head: bytes, place: Place, index: int, *, is_last: bool) -> bytes:
    return head + place.bound + index.to_bytes(4, "big") + bytes([is_last])
