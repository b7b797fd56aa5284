"""One invented family, the people round it, and what the record knows of them."""

import random
from datetime import date, timedelta

from tests.anonymise.words import names


def nhs_number(rng: random.Random) -> str:
    """Return a number of the test range that passes its check."""
    while True:
        nine = "999" + "".join(str(rng.randrange(10)) for _ in range(6))
        total = sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True))
        check = (11 - total % 11) % 11
        if check < 10:
            return nine + str(check)


class World:
    """One invented family, the people round it, and the ways in which they are written."""

    def __init__(self, rng: random.Random) -> None:
        """Invent a case."""
        self.rng = rng
        pick = rng.choice
        self.first, self.middle = rng.sample(names("first"), 2)
        self.surname, self.other_surname = rng.sample(names("last"), 2)
        if rng.random() < 0.2:
            self.surname = f"{self.surname}-{pick(names('last'))}"
        self.mother, self.father, self.sibling, self.nan = rng.sample(names("first"), 4)
        self.short = self.first[:3] + "zy"
        self.died = date(2026, 1, 1) + timedelta(days=rng.randrange(300))
        self.lived = pick([2, 20, 40, 75, 150, 300, 700, 1500, 3000, 5200])
        self.born = self.died - timedelta(days=self.lived)
        self.nhs = nhs_number(rng)
        self.street = (
            f"{pick(names('streets'))} {pick(['Close', 'Road', 'Lane', 'Street', 'Avenue', 'Drive'])}"
        )
        self.number, self.town = str(rng.randrange(1, 200)), pick(names("towns"))
        area, inward = pick(["WR", "HR", "SY", "TF", "DY"]), pick(["AB", "ZX", "QT", "LW"])
        self.postcode = f"{area}{rng.randrange(1, 14)} {rng.randrange(1, 9)}{inward}"
        self.mobile = f"07700 900{rng.randrange(100, 999)}"
        self.surgery = f"{pick(names('streets'))} {pick(['Surgery', 'Medical Centre', 'Medical Practice'])}"
        kind = pick(["Primary School", "CE Primary School", "Academy", "High School"])
        self.school = f"{pick(names('saints'))} {kind}"
        self.doctor = (pick(names("first")), pick(names("last")))
        self.officer = (pick(names("first")), pick(names("last")), str(rng.randrange(1000, 9999)))
        self.reference = f"{rng.randrange(10, 99)}/{rng.randrange(10000, 99999)}/26"
        self.plate = f"V{pick('XAKO')}{rng.randrange(10, 74)} {''.join(rng.sample('BCDFGHJKL', 3))}"
        self.born_mother = date(1985, 1, 1) + timedelta(days=rng.randrange(5000))

    def record(self) -> dict[str, object]:
        """Return what the record knows."""
        return {
            "child": {
                "forenames": [self.first, self.middle], "surname": self.surname,
                "also_known_as": [self.short],
                "date_of_birth": self.born.isoformat(), "date_of_death": self.died.isoformat(),
                "nhs_number": self.nhs,
            },
            "people": [
                {"relation": "mother", "forenames": [self.mother], "surname": self.surname,
                 "also_known_as": [], "date_of_birth": self.born_mother.isoformat()},
                {"relation": "father", "forenames": [self.father], "surname": self.other_surname,
                 "also_known_as": [], "date_of_birth": None},
                {"relation": "brother", "forenames": [self.sibling], "surname": self.surname,
                 "also_known_as": [], "date_of_birth": None},
            ],
            "identifiers": [
                {"kind": "address", "value": f"{self.number} {self.street}, {self.town}"},
                {"kind": "postcode", "value": self.postcode},
                {"kind": "phone", "value": self.mobile},
                {"kind": "gp_practice", "value": self.surgery},
                {"kind": "school", "value": self.school},
                {"kind": "professional", "value": f"Dr {' '.join(self.doctor)}"},
                {"kind": "professional", "value": "PC {2} {0} {1}".format(*self.officer)},
                {"kind": "case_ref", "value": self.reference},
                {"kind": "vehicle", "value": self.plate},
            ],
        }  # fmt: skip
