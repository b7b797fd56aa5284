"""Labels that say where sealed bytes belong, built so that two different lists never give the same bytes."""


def lp(*parts: bytes | str) -> bytes:
    """The parts one after another, each behind its length in 16 bits, big-endian."""
    raw = [part.encode() if isinstance(part, str) else part for part in parts]
    return b"".join(len(part).to_bytes(2, "big") + part for part in raw)
