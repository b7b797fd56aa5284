"""A second reader of the sealed formats, made from their description: it shares no code with `app`."""

import hashlib
import hmac
import json
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import GCM


def labelled(*parts: bytes) -> bytes:
    """Each part behind its length in two bytes."""
    out = bytearray()
    for part in parts:
        out += bytes(divmod(len(part), 256)) + part
    return bytes(out)


def gcm_open(key: bytes, nonce: bytes, sealed: bytes, beside: bytes) -> bytes:
    """AES-256-GCM, the tag last."""
    opening = Cipher(AES(key), GCM(nonce, sealed[-16:])).decryptor()
    opening.authenticate_additional_data(beside)
    return opening.update(sealed[:-16]) + opening.finalize()


def derive(key: bytes, purpose: bytes) -> bytes:
    """One block of HKDF-SHA-256 with an empty salt (RFC 5869)."""
    extracted = hmac.new(bytes(32), key, hashlib.sha256).digest()
    return hmac.new(extracted, purpose + b"\x01", hashlib.sha256).digest()


def read_cell(key: bytes, cell: bytes, table: str, field: str, record: bytes, owner: bytes) -> Any:
    """What a cell says: text, an object or list, or `None` for absent."""
    version, nonce, sealed = cell[:17], cell[17:29], cell[29:]
    assert version[0] == 1
    beside = version + labelled(table.encode(), field.encode()) + record + owner
    plain = gcm_open(key, nonce, sealed, beside)
    length = int.from_bytes(plain[1:5], "big")
    content, padding = plain[5 : 5 + length], plain[5 + length :]
    assert set(padding) <= {0}
    assert len(plain) in (64, 128, 256, 512, 1024) or len(plain) % 256 == 0
    kind = chr(plain[0])
    assert kind in "sj" or (kind == "-" and not content)
    return {"s": content.decode(), "-": None}[kind] if kind != "j" else json.loads(content)


def read_document(key: bytes, token: bytes, table: str, field: str, record: bytes, owner: bytes) -> bytes:
    """A document out of its chunks of 64 KiB."""
    head, rest, plain, size = token[:17], token[17:], b"", 12 + 65536 + 16
    assert head[0] == 2
    chunks = [rest[start : start + size] for start in range(0, len(rest), size)]
    for index, chunk in enumerate(chunks):
        last = b"\x01" if index + 1 == len(chunks) else b"\x00"
        beside = head + labelled(table.encode(), field.encode()) + record + owner
        plain += gcm_open(key, chunk[:12], chunk[12:], beside + index.to_bytes(4, "big") + last)
    return plain[8 : 8 + int.from_bytes(plain[:8], "big")]


def read_bucket(root: bytes, version: int, bits: int, kind: str, text: str) -> int:
    """The first bits of a keyed hash."""
    key = derive(root, f"cdop/index/v{version}/{kind}".encode())
    digest = hmac.new(key, text.encode(), hashlib.sha256).digest()
    return int("".join(f"{byte:08b}" for byte in digest)[:bits], 2)


def row_tag(
    application_key: bytes, table: str, row: bytes, version: int, columns: Any, cells: bytes
) -> bytes:
    """The tag of a row whose columns are given as JSON."""
    clear = json.dumps(columns, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    message = labelled(b"cdop-row", table.encode(), row, version.to_bytes(8, "big"), clear, cells)
    return hmac.new(derive(application_key, b"cdop/row-tag/v1"), message, hashlib.sha256).digest()


def unwrap(kek: bytes, wrapped: bytes, kind: str, key_id: bytes, owner: bytes) -> bytes:
    """A data key out of what the local key service wrote."""
    label = labelled(b"cdop-key", kind.encode(), key_id, owner)
    return gcm_open(kek, wrapped[4:16], wrapped[16:], wrapped[:4] + label)
