"""General words for people and places, the same for the same person through all narratives."""

from functools import cache

from app.anonymise import lexicon
from app.anonymise.find.owners import NUMBERED, Owner
from app.anonymise.find.spans import Span
from app.anonymise.find.words import keys_of

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FIXED = {
    "address": "address", "postcode": "postcode", "phone": "phone", "email": "email", "number": "number",
    "reference": "reference", "vehicle": "vehicle", "handle": "account", "gp_practice": "GP practice",
    "hospital": "hospital", "school": "school", "place": "place", "professional": "number", "other": "detail",
}  # fmt: skip
SCHOOLS = (
    ("nursery", {"nursery", "nurseries", "preschool", "pre", "playgroup", "kindergarten"}),
    ("primary school", {"primary", "infant", "infants", "junior", "juniors", "first"}),
    ("middle school", {"middle"}),
    ("secondary school", {"high", "secondary", "grammar"}),
    ("college", {"college", "sixth"}),
)


class Labels:
    """Who is called what. Numbers and letters are given in the order in which people appear."""

    def __init__(self, owners: list[Owner]) -> None:
        """Begin with nobody named."""
        self.owners = owners
        self.given: dict[int, str] = {}
        self.used: dict[str, int] = {}

    def of(self, span: Span, words: str) -> str:
        """Return the replacement of a name, a place or a number."""
        if span.kind == "place" and not span.label:
            return f"[{_place(keys_of(words))}]"
        if span.kind == "name":
            return f"[{self._people(span)}]"
        if span.label:
            return f"[{_label(span, words)}]"
        if span.kind == "hospital":
            return f"[{_hospital(keys_of(words))}]"
        if span.kind == "school":
            return f"[{_school(keys_of(words))}]"
        return f"[{FIXED.get(span.kind, 'detail')}]"

    def _people(self, span: Span) -> str:
        if len(span.who) == 1:
            return self._person(span.who[0])
        if not span.who:
            return "family member" if span.known else "person"
        if all(self.owners[one].staff for one in span.who):
            return "professional"
        return "person" if any(self.owners[one].staff for one in span.who) else "family member"

    def _person(self, one: int) -> str:
        if one not in self.given:
            self.given[one] = self._new(self.owners[one])
        return self.given[one]

    def _new(self, owner: Owner) -> str:
        alike = sum(other.label == owner.label and other.recorded for other in self.owners)
        if not owner.staff and owner.recorded and alike == 1 and owner.label not in NUMBERED | {"person"}:
            return owner.label
        self.used[owner.label] = number = self.used.get(owner.label, 0) + 1
        if owner.staff and number <= len(LETTERS):
            return f"{owner.label} {LETTERS[number - 1]}"
        return f"{owner.label} {number}"


def _label(span: Span, words: str) -> str:
    if span.kind == "school":
        return _school(keys_of(words))
    return span.label


@cache
def _general(gazetteer: str) -> dict[tuple[str, ...], str]:
    """Return the general label of every place of a gazetteer."""
    return {keys_of(place): label for place, label in lexicon.gazetteer(gazetteer)}


def _hospital(keys: tuple[str, ...]) -> str:
    return _general("hospitals.txt").get(keys, "ward" if "ward" in keys else "hospital")


def _place(keys: tuple[str, ...]) -> str:
    return _general("places.txt").get(keys, "place")


def _school(keys: tuple[str, ...]) -> str:
    return next((label for label, signs in SCHOOLS if signs & set(keys)), "school")
