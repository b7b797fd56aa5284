"""Whom a name belongs to: the general words by which a pack calls people."""

from dataclasses import dataclass
from functools import lru_cache

from app.anonymise import lexicon

GROUPS = {
    label: (group, frozenset(forms.split()))
    for group, label, forms in map(lexicon.barred, lexicon.lines("owners.txt"))
}
FEMALE = frozenset({"mother", "stepmother", "grandmother", "aunt"})
MALE = frozenset({"father", "stepfather", "grandfather", "uncle"})
NUMBERED = frozenset({"sibling"})


@dataclass(frozen=True)
class Owner:
    """Somebody who has names: a general label, whether one of the staff, whether known to the record."""

    label: str
    staff: bool = False
    recorded: bool = True

    @property
    def lettered(self) -> bool:
        """Return whether several of them are told apart by letters."""
        return self.staff


@lru_cache(maxsize=4096)
def owner_of(relation: str) -> Owner:
    """Return whom a relation or a job title speaks of. The relation's own words are never repeated."""
    words = "".join(letter if letter.isalpha() else " " for letter in relation.lower()).split()
    if words == ["child"] or "deceased" in words or "subject" in words:
        return Owner("child")
    if {"partner", "boyfriend", "girlfriend"} & set(words):
        return Owner("parent's partner")
    if "twin" in words or "half" in words or ("step" in words and {"brother", "sister"} & set(words)):
        return Owner("sibling")
    pairs = ["".join(words), *("".join(words[place : place + 2]) for place in range(len(words) - 1))]
    for form in (*pairs, *words):
        for label, (group, forms) in GROUPS.items():
            if form in forms:
                return Owner(label, staff=group == "staff")
    return Owner("person")
