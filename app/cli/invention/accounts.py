"""Writes what each agency would tell of a death: templates with choices, filled with invented particulars."""

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from random import Random

CHOICE = re.compile(r"\[([^\[\]]*)\]")
NAME = re.compile(r"\{([A-Za-z_]+)\}")
ANY = "any"


@lru_cache
def sections(teller: str) -> Mapping[str, tuple[str, ...]]:
    """Return the templates of one teller: category of death → its accounts."""
    text = files("app.cli.invention").joinpath(f"told/{teller}.txt").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    for part in re.split(r"^== ", text, flags=re.MULTILINE)[1:]:
        head, _, body = part.partition("\n")
        for category in head.split():
            found.setdefault(category, []).append(body.strip())
    return {category: tuple(told) for category, told in found.items()}


def tells(teller: str, category: str) -> bool:
    """Return whether this teller has something to say of such a death."""
    known = sections(teller)
    return category in known or ANY in known


def account(draw: Random, teller: str, category: str, particulars: Mapping[str, str]) -> str:
    """Return what a teller writes of a death, in paragraphs."""
    known = sections(teller)
    template = draw.choice(known.get(category) or known[ANY])
    chosen = template
    while CHOICE.search(chosen):
        chosen = CHOICE.sub(lambda found: draw.choice(found[1].split("|")), chosen)
    filled = NAME.sub(lambda found: particulars[found[1]], chosen)
    paragraphs = [" ".join(part.split()) for part in filled.split("\n\n")]
    return "\n\n".join(paragraphs)
