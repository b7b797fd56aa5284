"""Which letters a text must hold for a pattern to match at all: read from the pattern itself."""

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

SIZE = 4
MOST = 64
REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
SAME_LETTER = {0x130: "i", 0x131: "i", 0x17F: "s", 0x212A: "k"}
SELDOM = {letter: place for place, letter in enumerate(" etaoinshrdlucmfwygpbvk")}

Strings = frozenset[str]
NOTHING: Strings = frozenset({""})


def pieces(text: str) -> Strings:
    """Return every four characters in a row of a text, in lower case."""
    low = (text if text.isascii() else text.translate(SAME_LETTER)).lower()
    return frozenset([low[place : place + SIZE] for place in range(len(low) - SIZE + 1)])


class Needs:
    """Strings of which every text with a match holds one."""

    def __init__(self, strings: Strings) -> None:
        """Cut the strings into pieces."""
        self.each = [pieces(one) for one in sorted(strings)]
        self.rarest = frozenset(max(one, key=_rarity) for one in self.each)

    def missing(self, held: Strings) -> bool:
        """Return whether a text with these pieces holds none of the strings."""
        return self.rarest.isdisjoint(held) or not any(one <= held for one in self.each)


def needs_of(parsed: Iterable[Any] | None) -> Needs | None:
    """Return what every text with a match of a parsed pattern holds, or nothing if that is not known."""
    found = _best(_needed(parsed or ()))
    return Needs(found) if found else None


def _rarity(piece: str) -> tuple[int, str]:
    return sum(SELDOM.get(letter, len(SELDOM)) for letter in piece), piece


def _best(found: Iterable[Strings]) -> Strings:
    """Return the choice that says most: the fewest strings, then the longest."""
    long = [one for one in found if one and min(map(len, one)) >= SIZE]
    return min(long, key=lambda one: (len(one), -min(map(len, one))), default=frozenset())


def _needed(parsed: Iterable[Any]) -> Iterator[Strings]:
    """Yield sets of strings of which every match of some steps holds one each."""
    row = NOTHING
    for name, said in parsed:
        exact = _exact(str(name), said)
        joined = _product(row, exact) if exact else None
        if joined is None:
            yield row
            yield from _inside(str(name), said)
        row = joined or exact or NOTHING
    yield row


def _inside(name: str, said: Any) -> Iterator[Strings]:
    """Yield what the parts of one step need, where the step cannot be left out."""
    if name in {"SUBPATTERN", "ATOMIC_GROUP", "ASSERT"} or (name in REPEATS and said[0]):
        yield from _needed(said if name == "ATOMIC_GROUP" else said[-1])
    elif name == "BRANCH" and len(said[1]) <= MOST:
        each = [_best(_needed(branch)) for branch in said[1]]
        yield frozenset().union(*each) if all(each) else frozenset()


def _exact(name: str, said: Any) -> Strings:
    """Return every string that a step may match, in lower case; none, if they are too many."""
    if name == "LITERAL":
        return frozenset({chr(said).lower()} if said < 128 else ())
    if name == "IN":
        few = len(said) < SIZE and all(str(one) == "LITERAL" and of < 128 for one, of in said)
        return frozenset(chr(of).lower() for _, of in said) if few else frozenset()
    if name in {"AT", "ASSERT_NOT"}:
        return NOTHING
    if name in {"SUBPATTERN", "ATOMIC_GROUP"}:
        return _row(said if name == "ATOMIC_GROUP" else said[-1])
    if name == "BRANCH":
        each = [_row(branch) for branch in said[1]] if len(said[1]) <= MOST else []
        found = frozenset[str]().union(*each)
        return found if all(each) and len(found) <= MOST else frozenset()
    if name in REPEATS and said[1] == 1:
        once = _row(said[2])
        return once if said[0] or not once else once | NOTHING
    return frozenset()


def _row(parsed: Iterable[Any]) -> Strings:
    """Return every string that some steps may match; none, if they are too many."""
    row: Strings | None = NOTHING
    for name, said in parsed:
        exact = _exact(str(name), said)
        row = _product(row, exact) if row and exact else None
        if not row:
            return frozenset()
    return row or frozenset()


def _product(one: Strings, other: Strings) -> Strings | None:
    if len(one) * len(other) > MOST:
        return None
    return frozenset(before + after for before, after in product(one, other))
