"""Postcodes by their shape alone: which area one belongs to is never read off its letters."""

import re

_SHAPE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}")
NO_FIXED_ABODE, NOT_KNOWN = "ZZ993VZ", "ZZ993WZ"


def normal(written: str) -> str:
    """A postcode without spaces and in capitals, to compare by."""
    return "".join(written.upper().split()).replace("-", "")


def is_pseudo(written: str) -> bool:
    """Say whether this stands for no fixed abode, not known, or a country: never for a place."""
    return normal(written).startswith("ZZ99")


def is_plausible(written: str) -> bool:
    """Say whether this has the shape of a postcode of the United Kingdom."""
    return _SHAPE.fullmatch(normal(written)) is not None
