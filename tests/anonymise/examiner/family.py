"""A child, those around the child, and the record that a case gives."""

import random
from datetime import date, timedelta

from tests.anonymise.examiner import numbers, people, places
from tests.anonymise.examiner.people import Person

BANDS = {"n": (0, 27), "i": (28, 364), "t": (365, 1825), "s": (1826, 4380), "a": (4381, 6540)}
SHARES = (22, 26, 18, 16, 18)
FIRST_DEATH, DEATHS = date(2024, 1, 2), 900


class Family:
    """One case: people, places and numbers, each drawn once so that documents agree."""

    def __init__(self, rng: random.Random) -> None:
        """Draw a case."""
        self.rng = rng
        self.band = rng.choices(list(BANDS), SHARES)[0]
        self.died = FIRST_DEATH + timedelta(rng.randrange(DEATHS))
        self.age_days = rng.randint(*BANDS[self.band])
        self.born = self.died - timedelta(self.age_days)
        self.roles: dict[str, Person] = {}
        self._household()
        self.facts = places.facts(rng)
        self.numbers = numbers.facts(rng, self)
        self.identifiers = self._identifiers()
        known = [one.words for one in self.roles.values() if one.known]
        self.words = frozenset(word for words in known for word in words)

    def _household(self) -> None:
        """Draw the child and the family, with the names that run in it."""
        rng = self.rng
        origin, other = people.community(rng), ""
        other = origin if rng.random() < 0.75 else people.community(rng)
        fathers, mothers = people.surname(rng, other), people.surname(rng, origin)
        married = rng.random() < 0.45
        name, mixed = fathers, origin if rng.random() < 0.5 else other
        plain = not any(mark in mothers + fathers for mark in " -'’")
        if plain and not married and rng.random() < 0.35:
            first, second = mothers.split("/")[0], fathers.split("/")[0]
            name = f"{first}-{second}" if rng.random() < 0.75 else f"{first} {second}"
        elif not married and rng.random() < 0.4:
            name = mothers
        add = self._add
        add("child", people.person(rng, mixed, rng.choice("fm"), name), 1, 0)
        self.roles["child"].born = self.born
        add("mum", people.person(rng, origin, "f", fathers if married else mothers), 0.93, 26)
        add("dad", people.person(rng, other, "m", fathers), 0.78, 30)
        for role, chance, years in (("sib", 0.75, 7), ("sib2", 0.2, 4)):
            add(role, people.person(rng, mixed, rng.choice("fm"), name), chance, years)
        add("nan", people.person(rng, origin, "f", mothers), 0.35, 55)
        add("grandad", people.person(rng, other, "m", fathers), 0.25, 58)
        add("auntie", people.person(rng, origin, "f", mothers if rng.random() < 0.5 else None), 0.2, 30)
        add("partner", people.person(rng, people.community(rng), "m"), 0.3, 29)

    def _add(self, role: str, one: Person, chance: float, years: int) -> None:
        """Put somebody in a role; the record may name them, with or without a birth date."""
        one.known = self.rng.random() < chance
        if years:
            one.born = self.died - timedelta(int(years * 365.25) + self.rng.randrange(-900, 900))
        one.dated = one.known and self.rng.random() < 0.6 and bool(years)
        first = self.roles.get("child")
        while first is not None and one.forenames[0] == first.forenames[0]:
            one.forenames = people.person(self.rng, one.community, one.sex).forenames
        self.roles[role] = one

    def who(self, role: str) -> Person:
        """Return who holds a role: the family's own, professionals `p1` and on, laymen `x1` and on."""
        if role not in self.roles:
            self.roles[role] = people.stranger(self.rng, role[-1] if role[-1] in "mf" else "")
        return self.roles[role]

    def _identifiers(self) -> list[dict[str, str]]:
        """Return what else the record lists, some of it missing as in life."""
        found: list[dict[str, str]] = []
        for kind, chance, said in (*places.listed(self.facts), *numbers.listed(self.numbers)):
            self.facts[f"known.{kind}"] = ""
            if self.rng.random() < chance:
                self.facts[f"known.{kind}"] = "yes"
                found.append({"kind": kind.split(".")[0], "value": said})
        for role in ("p1", "p2"):
            one = self.who(role)
            one.known = self.rng.random() < 0.4
            if one.known:
                name = f"{one.forenames[0]} {one.surname}"
                found.append({"kind": "professional", "value": self.rng.choice([name, f"Dr {name}", name])})
                one.forenames, one.also = one.forenames[:1], []
        return found

    def knows(self, kind: str) -> bool:
        """Return whether the record lists an identifier."""
        return self.facts.get(f"known.{kind}") == "yes"

    def record(self) -> dict[str, object]:
        """Return the record as the anonymiser takes it."""
        child = self.roles["child"]
        relations = {
            "mum": "mother",
            "dad": "father",
            "sib": "sibling",
            "sib2": "sibling",
            "nan": "grandmother",
        }
        relations |= {"grandad": "grandfather", "auntie": "aunt", "partner": "mother's partner"}
        return {
            "child": _named(child)
            | {
                "date_of_birth": self.born.isoformat(),
                "date_of_death": self.died.isoformat(),
                "nhs_number": self.numbers["nhs"],
            },
            "people": [
                {"relation": relation, **_named(one)}
                | {"date_of_birth": one.born.isoformat() if one.born and one.dated else None}
                for role, relation in relations.items()
                if (one := self.roles[role]).known
            ],
            "identifiers": self.identifiers,
        }


def _named(one: Person) -> dict[str, object]:
    return {"forenames": one.forenames, "surname": one.surname, "also_known_as": one.also}
