"""Invented cases with every identifying span and clinical phrase marked, to measure the anonymiser on."""

import random
import re
from dataclasses import dataclass, field

from tests.anonymise.fields import value
from tests.anonymise.words import templates
from tests.anonymise.world import World

FIELD = re.compile(r"\{\{(DU|QU):(.+?)\}\}|\{(\w+)(?:\.(\w+))?\}|\[\[(.+?)\]\]")


@dataclass(frozen=True)
class Mark:
    """A marked span. `kind` is DK, DU, QK, QU (direct or quasi, known or unknown) or P (phrase)."""

    start: int
    end: int
    kind: str
    field: str


@dataclass
class Case:
    """A record as the anonymiser takes it, and the marks of each of its narratives."""

    record: dict[str, object]
    marks: dict[str, list[Mark]] = field(default_factory=dict)


def case(rng: random.Random, material: str = "templates", narratives: int = 6) -> Case:
    """Return one case with a few narratives of different sources."""
    world = World(rng)
    made = Case(world.record())
    texts = []
    for number, template in enumerate(rng.sample(templates(material), narratives)):
        text, marks = fill(world, template)
        made.marks[f"n{number}"] = marks
        texts.append({"id": f"n{number}", "source": "invented", "text": text})
    made.record["narratives"] = texts
    return made


def fill(world: World, template: str) -> tuple[str, list[Mark]]:
    """Return a template filled in, and the marks of its spans."""
    pieces: list[str] = []
    marks: list[Mark] = []
    done = size = 0
    for match in FIELD.finditer(template):
        plain = template[done : match.start()]
        literal, said, name, how, phrase = match.groups()
        if name:
            text, kind = value(world, name, how or "")
        else:
            text, kind = (phrase, "P") if phrase else (said, literal)
        start = size + len(plain)
        marks.append(Mark(start, start + len(text), kind, name or "literal"))
        pieces += [plain, text]
        size, done = start + len(text), match.end()
    pieces.append(template[done:])
    return "".join(pieces), marks


def cases(seed: int, count: int, material: str = "templates") -> list[Case]:
    """Return the cases of a seed, from the templates or from those that no rule was tuned on (`held_out`)."""
    rng = random.Random(seed)
    return [case(rng, material) for _ in range(count)]
