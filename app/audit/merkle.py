"""Merkle trees of RFC 6962: the root over the trail, and proofs that a later one continues an earlier."""

from collections.abc import Sequence
from hashlib import sha256

EMPTY = sha256(b"").digest()


def node(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node (RFC 6962, section 2.1)."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """A tree that grows at its right edge and remembers only the roots of its full subtrees."""

    __slots__ = ("_peaks", "size")

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes | None] = []  # by height, the lowest first

    def extend(self, entries: Sequence[bytes]) -> None:
        """Add the next entries."""
        self.size += len(entries)
        level = [sha256(b"\x00" + entry).digest() for entry in entries]
        height = 0
        while level:
            if height == len(self._peaks):
                self._peaks.append(None)
            if (peak := self._peaks[height]) is not None:
                level.insert(0, peak)
            self._peaks[height] = level.pop() if len(level) % 2 else None
            pairs = zip(level[::2], level[1::2], strict=True)
            level = [sha256(b"\x01" + left + right).digest() for left, right in pairs]
            height += 1

    def root(self) -> bytes:
        """Return the root over all entries so far."""
        top: bytes | None = None
        for peak in self._peaks:
            if peak is not None:
                top = peak if top is None else node(peak, top)
        return EMPTY if top is None else top


def root(entries: Sequence[bytes]) -> bytes:
    """Return the root over these entries."""
    tree = Frontier()
    tree.extend(entries)
    return tree.root()


def inclusion(entries: Sequence[bytes], index: int) -> list[bytes]:
    """Return the audit path that shows the entry at an index, counted from 0, to be in the tree."""
    if not 0 <= index < len(entries):
        raise ValueError("There is no such entry.")
    path: list[bytes] = []
    low, high = 0, len(entries)
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            path.append(root(entries[middle:high]))
            high = middle
        else:
            path.append(root(entries[low:middle]))
            low = middle
    return path[::-1]


def consistency(entries: Sequence[bytes], old: int) -> list[bytes]:
    """Return the proof that the tree over all entries continues the tree over the first `old` of them."""
    if not 0 < old <= len(entries):
        raise ValueError("There is no such earlier tree.")
    proof: list[bytes] = []
    low, high = 0, len(entries)
    while old != high:
        middle = low + _split(high - low)
        if old <= middle:
            proof.append(root(entries[middle:high]))
            high = middle
        else:
            proof.append(root(entries[low:middle]))
            low = middle
    if low:
        proof.append(root(entries[low:high]))
    return proof[::-1]


def _split(size: int) -> int:
    """Return the largest power of two that is smaller than the size."""
    return 1 << ((size - 1).bit_length() - 1)
