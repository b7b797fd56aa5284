"""Proposes the area of a postcode; a person decides. The whole postcode counts, never its first letters."""

import json
import lzma
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any

from app.partners.rules import AreaCode, by_gss

SHAPE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}")
PSEUDO = "ZZ99"
COUNTRIES = {"E": "england", "W": "wales", "S": "scotland", "N": "northern_ireland"}


class Kind(StrEnum):
    """What a postcode says about where a child lived."""

    AREA = "area"
    ELSEWHERE = "elsewhere"
    PSEUDO = "pseudo"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Located:
    """Where a postcode lies: its local authority, and for the local areas the area and district."""

    kind: Kind
    gss: str | None = None
    area: AreaCode | None = None
    district: str | None = None

    @property
    def country(self) -> str | None:
        """The country of the authority: deaths of children who lived in Wales go to the Welsh programme."""
        return COUNTRIES.get(self.gss[0]) if self.gss else None


def locate(postcode: str) -> Located:
    """Return where a postcode lies.

    Pseudo-codes (ZZ99: no fixed abode, address not known, abroad) say how a child lived: no geography.
    """
    plain = normalise(postcode)
    if plain.startswith(PSEUDO):
        return Located(Kind.PSEUDO)
    gss = _authority(plain) if SHAPE.fullmatch(plain) else None
    if gss is None:
        return Located(Kind.UNKNOWN)
    place = by_gss().get(gss)
    if place is None:
        return Located(Kind.ELSEWHERE, gss)
    return Located(Kind.AREA, gss, place.area, place.district)


def normalise(postcode: str) -> str:
    """Return the postcode in capitals and without spaces."""
    return "".join(postcode.split()).upper()


def _authority(plain: str) -> str | None:
    table = _table()
    found = table["sectors"].get(plain[:-2])
    if isinstance(found, dict):
        found = next((int(n) for n, units in found.items() if n != "-" and _has(units, plain[-2:])), None)
    return None if found is None else str(table["authorities"][found])


def _has(units: str, unit: str) -> bool:
    return any(units[at : at + 2] == unit for at in range(0, len(units), 2))


@lru_cache
def _table() -> Mapping[str, Any]:
    packed = files("app.partners").joinpath("data/postcodes.json.xz").read_bytes()
    table: Mapping[str, Any] = json.loads(lzma.decompress(packed))
    return table
