"""Proposes the national deprivation quintile of a postcode, from a table that the deployer brings."""

import csv
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from app.partners.postcodes import normalise

DEMO = "data/deprivation_demo.csv"


def quintile(postcode: str, table: Mapping[str, int] | None = None) -> int | None:
    """Return 1 (most deprived) to 5, or `None` when the table does not have the postcode or its sector.

    Without a table of the deployer's, the invented one of the demo answers.
    """
    known = demo() if table is None else table
    plain = normalise(postcode)
    return known.get(plain, known.get(plain[:-2]))


def read(path: Path) -> Mapping[str, int]:
    """Return the table of a CSV file with the columns `postcode` (or its sector) and `quintile`."""
    return _parse(path.read_text(encoding="utf-8"))


@lru_cache
def demo() -> Mapping[str, int]:
    """Return the invented table of the demo: no figure in it describes a real place."""
    return _parse(files("app.partners").joinpath(DEMO).read_text(encoding="utf-8"))


def _parse(text: str) -> Mapping[str, int]:
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    table = {normalise(row["postcode"]): int(row["quintile"]) for row in csv.DictReader(lines)}
    if not set(table.values()) <= {1, 2, 3, 4, 5}:
        raise ValueError("A quintile is a number from 1 to 5.")
    return table
