"""What invented cases are made of: names, places and templates in the language of each agency."""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "material"


@cache
def names(kind: str) -> list[str]:
    """Return the invented names of a kind."""
    lines = FOLDER.joinpath("names.txt").read_text("utf-8").splitlines()
    return dict(line.split(": ", 1) for line in lines)[kind].split("|")


@cache
def templates(material: str) -> list[str]:
    """Return the templates: {field}, {field.low} and [[clinical phrase]] are marked."""
    lines = FOLDER.joinpath(f"{material}.txt").read_text("utf-8").splitlines()
    return [line.replace("\\n", "\n") for line in lines if line and not line.startswith("#")]
