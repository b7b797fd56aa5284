"""Keys made from keys, one for each purpose."""

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def hkdf(key: bytes, info: str) -> bytes:
    """A key of 32 bytes for one purpose, derived with HKDF-SHA-256."""
    return HKDF(SHA256(), length=32, salt=None, info=info.encode()).derive(key)
