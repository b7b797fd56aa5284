"""Files that hold key material: for their owner alone, written whole or not at all."""

import os
import stat
from pathlib import Path

_LIMIT = 65_536


class KeyFileRefused(Exception):
    """A key file is missing, open to others, or not what it should be; its content is never shown."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"The key file {path.name} {why}.")


def read_key_file(path: Path) -> bytes:
    """The content of a key file that only its owner can read."""
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise KeyFileRefused(path, "is not a file")
            if os.name == "posix" and status.st_mode & 0o077:
                raise KeyFileRefused(path, "can be read by others; give it mode 0600")
            return file.read(_LIMIT)
    except OSError:
        raise KeyFileRefused(path, "is missing or cannot be read") from None


def read_raw_key(path: Path) -> bytes:
    """The 32 bytes of a raw key file."""
    key = read_key_file(path)
    if len(key) != 32:
        raise KeyFileRefused(path, "does not hold 32 bytes")
    return key


def create_key_file(path: Path, content: bytes) -> None:
    """Write a new key file of mode 0600; an existing one is never touched."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    except FileExistsError:
        raise KeyFileRefused(path, "exists already") from None
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def replace_key_file(path: Path, content: bytes) -> None:
    """Put new content in the place of a key file in one step."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    create_key_file(fresh, content)
    fresh.replace(path)
