"""Reading a mark back from an excerpt: which places it has, and how well each key agrees with them."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from math import comb

from app.documents.marks.places import Place, places, plain
from app.documents.marks.writing import is_set


@dataclass(frozen=True, slots=True)
class Found:
    """The places of an excerpt that still tell something, each with its surroundings once."""

    places: tuple[Place, ...]

    def agreeing(self, key: bytes) -> int:
        """Return how many places are as the copy of this key has them."""
        return sum(place.is_set == is_set(key, place) for place in self.places)


def find(excerpt: str, told: Iterable[str]) -> Found:
    """Return the places of an excerpt that the told texts have too: what stands around it says nothing.

    A kind of which nothing is left was stripped, and says nothing either; nor does a place that leads a line
    in one account and carries something in another.
    """
    there = [place for text in told for place in places(plain(text))]
    known = {(place.kind, place.context) for place in there}
    known -= {(place.kind, place.context) for place in there if place.leads}
    seen: dict[tuple[int, str], Place] = {}
    for place in places(excerpt):
        what = place.kind, place.context
        if what in known and (place.is_set or what not in seen):
            seen[what] = place
    left = {place.kind for place in seen.values() if place.is_set}
    return Found(tuple(place for place in seen.values() if place.kind in left))


def chance(found: int, agreeing: int, readers: int) -> float:
    """Return how likely it is that any of so many copies agrees as well by chance: each place is a coin."""
    at_least = sum(_ways(found, agreeing))
    return min(1.0, readers * at_least / (1 << found))


def least(readers: int, bound: float) -> int:
    """Return how many places have to be read, and all agree, before the chance is below a bound."""
    return next(found for found in count() if chance(found, found, readers) < bound)


def _ways(of: int, least: int) -> Iterable[int]:
    """Yield in how many ways so many or more coins of a number show heads."""
    ways = comb(of, least)
    for number in range(least, of + 1):
        yield ways
        ways = ways * (of - number) // (number + 1)
