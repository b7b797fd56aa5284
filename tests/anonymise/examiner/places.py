"""Places of the two counties, and how they are called."""

import random

from tests.anonymise.examiner import numbers, shelf, slips

TWO = (
    "town",
    "far",
    "village",
    "street",
    "hosp",
    "hosp2",
    "ward",
    "school",
    "road",
    "pet",
    "landmark",
    "pub",
    "gamer",
)
ABBREVIATED = {
    "Road": "Rd",
    "Street": "St",
    "Lane": "Ln",
    "Close": "Cl",
    "Avenue": "Ave",
    "Drive": "Dr",
    "Crescent": "Cres",
}


def facts(rng: random.Random) -> dict[str, str]:
    """Return the places of a case; a kind that a case has two of has the second under its name and `+`."""
    drawn: dict[str, str] = {}
    for kind, options in shelf.sections("places.txt").items():
        pair = rng.sample(options, 2)
        drawn[kind] = pair[0]
        if kind in TWO:
            drawn[f"{kind}+"] = pair[1]
    drawn["address"] = f"{drawn['number']} {drawn['street']}, {named(drawn['town'])}"
    drawn["address+"] = f"{rng.choice(shelf.sections('places.txt')['number'])} {drawn['street+']}"
    drawn["postcode+"] = numbers.postcode(rng)
    return drawn


def named(entry: str) -> str:
    """Return a place's own name; its other names follow after semicolons."""
    return entry.split(";")[0].replace("|", "")


def listed(drawn: dict[str, str]) -> list[tuple[str, float, str]]:
    """Return what a record may list, and how often."""
    chances = {"hosp": ("hospital", 0.7), "hosp2": ("hospital.2", 0.3), "gp": ("gp_practice", 0.7)}
    chances |= {"school": ("school", 0.65), "nursery": ("school.2", 0.5), "address": ("address", 0.92)}
    chances |= {"village": ("place", 0.3), "landmark": ("place.2", 0.2), "club": ("other", 0.2)}
    return [(kind, chance, named(drawn[key])) for key, (kind, chance) in chances.items()]


def typed(rng: random.Random, kind: str, entry: str, style: str) -> tuple[str, str]:
    """Return a place as somebody types it, and how it was varied."""
    names = entry.split(";")
    text = rng.choice(names) if rng.random() < 0.6 else names[0]
    how = "plain" if text == names[0] else "short"
    if kind.startswith(("address", "street")) and rng.random() < 0.3:
        last = text.split(",")[0].split()[-1]
        text = text.replace(last, ABBREVIATED.get(last, last), 1)
        how = "abbreviated"
    before, marked, after = shelf.parts(text)
    if rng.random() < 0.3 and len(marked) > 5:
        marked, slip = slips.name(rng, marked, style)
        how = slip if slip != "plain" else how
    return f"{before}|{marked}|{after}", how
