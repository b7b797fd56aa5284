"""Invented people of every community of the two counties."""

import random
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from tests.anonymise.examiner import shelf

WEIGHTS = {"english": 26, "celtic": 7, "traveller": 6, "polish": 8, "romanian": 6, "pakistani": 6}
COMMUNITIES = shelf.communities()
SHARES = [WEIGHTS.get(one, 3) for one in COMMUNITIES]
WORDY = {"english": 0.4, "westafrican": 0.4, "zimbabwean": 0.4, "filipino": 0.2, "traveller": 0.25}


@dataclass
class Person:
    """Somebody in a case; `known` when the record names them."""

    forenames: list[str]
    surname: str
    sex: str
    community: str
    also: list[str] = field(default_factory=list)
    born: date | None = None
    known: bool = False
    dated: bool = False

    @property
    def words(self) -> list[str]:
        """Return the words that tell who it is."""
        return shelf.telling(" ".join([*self.forenames, self.surname, *self.also]))


@cache
def _names(community: str, kind: str) -> tuple[str, ...]:
    """Return the names of a community that no text uses as plain words, save those meant to be words."""
    file = {
        one.split(":", 1)[0]: one.split(":", 1)[1].split() for one in shelf.lines(f"names/{community}.txt")
    }
    wordy, used = shelf.ordinary(), shelf.vocabulary()
    plain = [one.replace("_", " ") for one in file[kind]]
    return tuple(one for one in plain if not any(w in used and w not in wordy for w in shelf.telling(one)))


@cache
def diminutives() -> dict[str, tuple[str, ...]]:
    """Return the short forms of forenames."""
    used, wordy = shelf.vocabulary(), shelf.ordinary()
    return {
        name: tuple(s for s in short[0].split() if shelf.bare(s) not in used or shelf.bare(s) in wordy)
        for name, short in shelf.sections("diminutives.txt").items()
    }


def community(rng: random.Random) -> str:
    """Return a community."""
    return rng.choices(COMMUNITIES, SHARES)[0]


def forename(rng: random.Random, origin: str, sex: str) -> str:
    """Return a forename, at times one that is also a word."""
    wordy = rng.random() < WORDY.get(origin, 0.06)
    return rng.choice(_names("words" if wordy else origin, "girls" if sex == "f" else "boys"))


def surname(rng: random.Random, origin: str) -> str:
    """Return a family's name, with its two forms where there are two."""
    wordy = rng.random() < WORDY.get(origin, 0) * 0.8
    return rng.choice(_names("words" if wordy else origin, "surnames"))


def inflect(family_name: str, sex: str) -> str:
    """Return the form of a family's name that a man or a woman bears."""
    forms = family_name.split("/")
    return forms[-1] if sex == "f" else forms[0]


def person(rng: random.Random, origin: str, sex: str, family_name: str | None = None) -> Person:
    """Return somebody with a name as their community gives it."""
    names = [forename(rng, origin, sex)]
    if origin == "sikh":
        names += ["Kaur" if sex == "f" else "Singh"]
    elif rng.random() < 0.4:
        names += [forename(rng, origin, sex)]
    name = inflect(family_name or surname(rng, origin), sex)
    made = Person(list(dict.fromkeys(names)), name, sex, origin)
    short = diminutives().get(names[0], ())
    if short and rng.random() < 0.5:
        made.also.append(rng.choice(short))
    elif origin in ("eastasian", "eastafrican", "traveller") and rng.random() < 0.35:
        made.also.append(forename(rng, "english", sex))
    return made


def stranger(rng: random.Random, sex: str = "") -> Person:
    """Return somebody whom the record does not name."""
    return person(rng, community(rng), sex or rng.choice("fm"))
