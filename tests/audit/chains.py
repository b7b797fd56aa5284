"""A second reader of the trail, written from its formats alone: it uses none of the service's code."""

import hashlib
import hmac
from collections.abc import Iterable


def mac_of(key: bytes, body: bytes) -> bytes:
    """HMAC-SHA-256 over the body's bytes."""
    return hmac.new(key, body, hashlib.sha256).digest()


def chain_of(entries: Iterable[tuple[bytes, bytes]]) -> list[bytes]:
    """The hash of each entry: over the last hash, the number in 8 bytes, the MAC, the body's SHA-256."""
    hashes: list[bytes] = []
    for number, (body, mac) in enumerate(entries, start=1):
        before = hashes[-1] if hashes else b"\0" * 32
        link = before + number.to_bytes(8, "big") + mac + hashlib.sha256(body).digest()
        hashes.append(hashlib.sha256(link).digest())
    return hashes


def tree_of(hashes: list[bytes]) -> bytes:
    """The Merkle tree hash as RFC 6962, section 2.1, defines it: by splitting from the top."""
    if len(hashes) < 2:
        return hashlib.sha256(b"\0" + hashes[0] if hashes else b"").digest()
    half = 1
    while half * 2 < len(hashes):
        half *= 2
    return hashlib.sha256(b"\1" + tree_of(hashes[:half]) + tree_of(hashes[half:])).digest()


def _pair(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def continues(old: int, new: int, old_root: bytes, new_root: bytes, proof: list[bytes]) -> bool:
    """Whether the tree of `new` entries continues that of `old` (algorithm of RFC 9162, 2.1.4.2)."""
    if old == new:
        return not proof and old_root == new_root
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    if not path:
        return False
    of_old = of_new = path[0]
    for piece in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            of_old, of_new = _pair(piece, of_old), _pair(piece, of_new)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            of_new = _pair(of_new, piece)
        place, last = place >> 1, last >> 1
    return last == 0 and (of_old, of_new) == (old_root, new_root)


def includes(index: int, size: int, entry: bytes, root: bytes, path: list[bytes]) -> bool:
    """Whether the entry at an index is in the tree (algorithm of RFC 9162, 2.1.3.2)."""
    place, last = index, size - 1
    top = hashlib.sha256(b"\0" + entry).digest()
    for piece in path:
        if last == 0:
            return False
        if place & 1 or place == last:
            top = _pair(piece, top)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            top = _pair(top, piece)
        place, last = place >> 1, last >> 1
    return last == 0 and top == root
