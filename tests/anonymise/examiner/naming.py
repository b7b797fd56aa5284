"""The forms in which people are named: first name, surname first, initials, halves, short forms, plurals."""

import random
import re

from tests.anonymise.examiner import people, shelf
from tests.anonymise.examiner.people import Person


def written(rng: random.Random, one: Person, how: str, style: str) -> str:
    """Return a name in a form; only what stands between bars names somebody."""
    forms = {"full": _full, "sur": _surname, "rev": _reversed, "ini": _initials, "all": _all, "aka": _called}
    if how == "poss":
        return _possessive(rng, one, style)
    if how == "plu":
        name = one.surname
        return f"{name}es" if name.endswith(("s", "x", "z", "ch", "sh")) else f"{name}s"
    return forms.get(how, _first)(rng, one)


def _first(rng: random.Random, one: Person) -> str:
    dice = rng.random()
    if dice < 0.2:
        return _called(rng, one)
    if dice < 0.23 and len(one.forenames) > 1:
        return " ".join(one.forenames[:2])
    if dice < 0.28:
        return f"{one.forenames[0]} {one.surname}"
    return one.forenames[0]


def _called(rng: random.Random, one: Person) -> str:
    names = [*one.also, *one.also, *people.diminutives().get(one.forenames[0], ())]
    return rng.choice(names) if names else one.forenames[0]


def _full(rng: random.Random, one: Person) -> str:
    dice, first = rng.random(), one.forenames[0]
    if dice < 0.12:
        return _all(rng, one)
    if dice < 0.2:
        return rng.choice(
            (f"{first[0]} {one.surname}", f"{first[0]}. {one.surname}", f"{first[0]}.{one.surname}")
        )
    if dice < 0.28 and len(one.forenames) > 1:
        return f"{first} {one.forenames[1][0]}. {one.surname}"
    if dice < 0.4 and one.community == "eastasian":
        return f"{one.surname} {first}"
    if dice < 0.5 and one.also:
        return f'{first} "{one.also[0]}" {one.surname}'
    return f"{first} {one.surname}"


def _surname(rng: random.Random, one: Person) -> str:
    halves = [half for half in re.split(r"[- ]", one.surname) if shelf.telling(half)]
    if len(halves) > 1 and rng.random() < 0.3:
        return rng.choice(halves)
    return one.surname


def _reversed(rng: random.Random, one: Person) -> str:
    name, first = one.surname, one.forenames[0]
    forms = (
        f"{name.upper()}, {first}",
        f"{name.upper()} {first}",
        f"{name}, {first}",
        f"{name}, {first[0]}.",
    )
    return rng.choice(
        (*forms, f"{name.upper()} {' '.join(one.forenames)}", f"{name.upper()}/{first}", f"{name},{first}")
    )


def _initials(rng: random.Random, one: Person) -> str:
    names = [*(one.forenames if rng.random() < 0.3 else one.forenames[:1]), *re.split(r"[- ]", one.surname)]
    letters = [name[0].upper() for name in names if shelf.telling(name)] or [one.forenames[0][0]]
    return (
        rng.choice(("", ".", " ")).join(letters)
        if rng.random() < 0.8
        else "".join(f"{one}." for one in letters)
    )


def _all(rng: random.Random, one: Person) -> str:
    return " ".join([*one.forenames, one.surname])


def _possessive(rng: random.Random, one: Person, style: str) -> str:
    name = _first(rng, one)
    if style == "lower" and rng.random() < 0.4:
        return f"{name}s"
    if name.endswith("s") and rng.random() < 0.6:
        return f"|{name}|'"
    return f"|{name}|'s"
