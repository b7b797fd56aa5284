"""What the service and the anonymiser's process say to each other: JSON, after its length."""

import json
import struct
from typing import IO, Any

LENGTH = struct.Struct(">I")
LONGEST = 64 * 1024 * 1024


class Silence(EOFError):
    """The other side has closed, before or in the middle of what it had to say."""


def send(to: IO[bytes], said: Any) -> None:
    """Send one message."""
    body = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    to.write(LENGTH.pack(len(body)) + body)
    to.flush()


def receive(source: IO[bytes]) -> Any:
    """Return the next message; what is no message is a `ValueError`."""
    (length,) = LENGTH.unpack(_exactly(source, LENGTH.size))
    if length > LONGEST:
        raise ValueError("A message is never as long as this.")
    return json.loads(_exactly(source, length))


def _exactly(source: IO[bytes], length: int) -> bytes:
    body = source.read(length)
    if len(body) < length:
        raise Silence
    return body
