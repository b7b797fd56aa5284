"""Signed notes, checkpoints and cosignatures (C2SP signed-note, tlog-checkpoint, tlog-cosignature)."""

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol, Self

ED25519 = 0x01
COSIGNATURE = 0x04
DASH = "— "
LONGEST = 10_000

Check = Callable[[bytes, bytes, bytes], bool]  # public key, message, signature


class NoteRefused(Exception):
    """A note that cannot be read, or that no known key has signed."""


class Signer(Protocol):
    """An Ed25519 key that signs."""

    def public_bytes(self) -> bytes: ...
    def sign(self, message: bytes) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Key:
    """A public key and the name under which it signs notes."""

    name: str
    public_key: bytes
    kind: int = ED25519

    @property
    def id(self) -> bytes:
        """Return the four bytes by which a signature line names its key."""
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public_key).digest()[:4]

    def text(self) -> str:
        """Return the key as it is published (a "vkey")."""
        material = b64encode(bytes([self.kind]) + self.public_key).decode()
        return f"{self.name}+{self.id.hex()}+{material}"

    @classmethod
    def read(cls, text: str) -> Self:
        """Return a published key whose parts agree."""
        name, _, rest = text.partition("+")
        named, _, material = rest.partition("+")
        raw = _base64(material)
        if len(raw) != 33 or raw[0] not in (ED25519, COSIGNATURE) or not _is_name(name):
            raise NoteRefused("This is not a key for notes.")
        key = cls(name, raw[1:], raw[0])
        if key.id.hex() != named:
            raise NoteRefused("The key and its id do not agree.")
        return key


@dataclass(frozen=True, slots=True)
class Trust:
    """The keys whose signatures count, and how a signature is checked."""

    keys: Sequence[Key]
    check: Check


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A tree of one origin, by its size and root."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """Return the text that is signed."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"

    @classmethod
    def read(cls, text: str) -> Self:
        """Return what a note's text says of a tree."""
        lines = text.split("\n")
        if len(lines) < 4 or not lines[0] or not (lines[1].isascii() and lines[1].isdigit()):
            raise NoteRefused("This is not a checkpoint.")
        if len(lines[1]) > 18 or len(_base64(lines[2])) != 32:
            raise NoteRefused("This is not a checkpoint.")
        return cls(lines[0], int(lines[1]), _base64(lines[2]))


def sign(text: str, name: str, signer: Signer) -> str:
    """Return a text as a note with the signature of one key."""
    key = Key(name, signer.public_bytes())
    return f"{text}\n{line(name, key.id, signer.sign(text.encode()))}"


def line(name: str, key_id: bytes, signature: bytes) -> str:
    """Return one signature as a line of a note."""
    return f"{DASH}{name} {b64encode(key_id + signature).decode()}\n"


def open_note(note: str, trust: Trust) -> str:
    """Return the text of a note that one of these keys has signed."""
    text, separator, tail = note.rpartition("\n\n")
    if not separator or len(note) > LONGEST:
        raise NoteRefused("This is not a signed note.")
    text += "\n"
    for signed in tail.splitlines(keepends=True):
        for key in trust.keys:
            signature = _signature(signed, key)
            if signature is not None and trust.check(key.public_key, text.encode(), signature):
                return text
    raise NoteRefused("No known key has signed this note.")


def open_cosignature(text: str, cosignature: str, key: Key, check: Check) -> tuple[int, bytes]:
    """Return when a witness signed this text (POSIX seconds), and its signature with that time in front."""
    raw = _signature(cosignature.strip() + "\n", key)
    if key.kind != COSIGNATURE or raw is None or len(raw) != 72:
        raise NoteRefused("This is not a cosignature of that key.")
    time = int.from_bytes(raw[:8], "big")
    if time >= 1 << 63 or not check(key.public_key, cosigned(text, time), raw[8:]):
        raise NoteRefused("The cosignature does not fit the checkpoint.")
    return time, raw


def cosigned(text: str, time: int) -> bytes:
    """Return the message that a witness signs for a checkpoint's text at a time (POSIX seconds)."""
    return f"cosignature/v1\ntime {time}\n{text}".encode()


def _signature(signed: str, key: Key) -> bytes | None:
    """Return the bytes that this line holds for the key, if the line is the key's."""
    start = f"{DASH}{key.name} "
    if not signed.startswith(start) or not signed.endswith("\n"):
        return None
    raw = _base64(signed[len(start) : -1])
    return raw[4:] if raw[:4] == key.id else None


def _base64(text: str) -> bytes:
    """Return the bytes of canonical base64, else nothing."""
    try:
        raw = b64decode(text, validate=True)
    except (NotBase64, ValueError):
        return b""
    return raw if b64encode(raw).decode() == text else b""


def _is_name(name: str) -> bool:
    return bool(name) and "+" not in name and not any(character.isspace() for character in name)
