"""The blind index: a few bits of a keyed hash, enough to find candidates and too few to name a child."""

import hashlib
import hmac
from typing import Literal

from app.crypto.derive import hkdf

Kind = Literal["number", "name"]


class BlindIndex:
    """Puts normalised text into one of 2^bits buckets; the width belongs to the version."""

    def __init__(self, root: bytes, bits: int = 9, version: int = 1) -> None:
        if len(root) != 32 or not 1 <= bits <= 32:
            raise ValueError("The index takes a root of 32 bytes and 1 to 32 bits.")
        self.bits = bits
        self.version = version
        self._keys = {kind: hkdf(root, f"cdop/index/v{version}/{kind}") for kind in ("number", "name")}

    def bucket(self, kind: Kind, normalised: str) -> int:
        """The bucket of this text: equal for equal text, and unrelated across kinds and versions."""
        digest = hmac.digest(self._keys[kind], normalised.encode(), hashlib.sha256)
        return int.from_bytes(digest[:4], "big") >> (32 - self.bits)
