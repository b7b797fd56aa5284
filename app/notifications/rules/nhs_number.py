"""NHS numbers: ten digits, the last of which checks the others (NHS Data Dictionary, modulus 11)."""

import re

_TEN_DIGITS = re.compile(r"[0-9]{10}")


def digits(written: str) -> str | None:
    """The ten digits of a number written with or without spaces, or nothing if it has no ten."""
    bare = written.replace(" ", "")
    return bare if _TEN_DIGITS.fullmatch(bare) else None


def is_valid(written: str) -> bool:
    """Say whether the check digit agrees; ten zeros agree with themselves and belong to nobody."""
    bare = digits(written)
    if bare is None or bare == "0000000000":
        return False
    total = sum(int(digit) * weight for digit, weight in zip(bare, range(10, 1, -1), strict=False))
    return (11 - total % 11) % 11 == int(bare[9])
