"""A text in which a pattern is tried only where it can begin: what is found is what `finditer` finds."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import chain, repeat

from app.anonymise.find.heads import ANY_FIGURE, FIGURE, FIGURES, Heads, heads_of, parsed
from app.anonymise.find.needs import Needs, needs_of, pieces

RUN = re.compile(r"\w+")
OUTSIDE = ""


@lru_cache(maxsize=1024)
def _plan(pattern: str, flags: int) -> tuple[Heads | None, Needs | None]:
    """Return with what a pattern begins, and what it needs."""
    steps = parsed(pattern, flags)
    return heads_of(steps, flags), needs_of(steps)


@lru_cache(maxsize=256)
def _sought(sign: str) -> re.Pattern[str]:
    return re.compile(r"\d" if sign == ANY_FIGURE else re.escape(sign))


def _lowered(begun: Mapping[str, list[int]]) -> defaultdict[str, list[int]]:
    lowered = defaultdict[str, list[int]](list)
    for key, places in begun.items():
        low = key.lower()
        lowered[low] = sorted([*lowered[low], *places]) if low in lowered else places
    return lowered


class Scan:
    """A text with the places where its words begin, by their first letters."""

    def __init__(self, text: str, cased: "Scan | None" = None) -> None:
        """Begin with nothing found. `cased` is the scan of the same text before it was put in lower case."""
        self.text = text
        self.cased = cased
        self.signs: dict[str, list[int]] = {}
        self.known: dict[Heads, list[int]] = {}
        self.led: dict[str, list[int]] = {}
        self.found: dict[str, list[re.Match[str]]] = {}

    @cached_property
    def begun(self) -> defaultdict[str, list[int]]:
        """Return where the words of the text begin, by their first letters."""
        if self.cased:
            return _lowered(self.cased.begun)
        pairs, begun, text = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list), self.text
        for place in [run.start() for run in RUN.finditer(text)]:
            pairs[text[place : place + 2]].append(place)
        for pair, places in pairs.items():
            if not pair.isascii():
                begun[OUTSIDE] += places
            elif pair[0] in FIGURES:
                begun[FIGURE] += places
            else:
                begun[pair[0]] += places
                begun[pair] += places
        for places in begun.values():
            places.sort()
        return begun

    @cached_property
    def pieces(self) -> frozenset[str]:
        """Return what the text holds, in pieces of which a pattern may need one."""
        return self.cased.pieces if self.cased else pieces(self.text)

    def each(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Yield what `finditer` yields."""
        begins, needed = _plan(pattern.pattern, pattern.flags)
        if needed and needed.missing(self.pieces):
            return iter(())
        return self.among(pattern, self._places(begins)) if begins else pattern.finditer(self.text)

    def all(self, pattern: re.Pattern[str]) -> list[re.Match[str]]:
        """Return what `each` yields, remembered for whoever asks again."""
        found = self.found.get(pattern.pattern)
        if found is None:
            found = self.found[pattern.pattern] = list(self.each(pattern))
        return found

    def leading(self, word: re.Pattern[str], sign: re.Pattern[str]) -> list[int]:
        """Return where a word begins that a sign follows: words with hyphens and apostrophes are one."""
        if sign.pattern not in self.led:
            self.led[sign.pattern] = list(self._leading(word, sign))
        return self.led[sign.pattern]

    def _leading(self, word: re.Pattern[str], sign: re.Pattern[str]) -> Iterator[int]:
        text = self.text
        for found in self.each(sign):
            end = found.start()
            if text[end - 1 : end] not in {" ", "(", "/"}:
                continue
            while end and text[end - 1] in " (,./-":
                end -= 1
            start = end
            while start and (text[start - 1].isalnum() or text[start - 1] in "_'-"):
                start -= 1
            if begun := word.search(text, start, end):
                yield begun.start()

    def chained(self, pattern: re.Pattern[str], chain: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Yield what `finditer` yields of a pattern that begins within a chain, and if anywhere, at its head.

        Only heads are tried, for each place of a long chain would read all that follows.
        """
        done = 0
        while begun := chain.search(self.text, done):
            found = pattern.match(self.text, begun.start())
            if found:
                yield found
            done = (found or begun).end()

    def among(self, pattern: re.Pattern[str], places: Iterable[int]) -> Iterator[re.Match[str]]:
        """Yield what is found at some places, in order and apart."""
        text, match, left = self.text, pattern.match, iter(places)
        for begun in filter(None, map(match, repeat(text), left)):
            found: re.Match[str] | None = begun
            while found:
                yield found
                done = found.end()
                place = next((place for place in left if place >= done), None)
                found = None if place is None else match(text, place)

    def _places(self, begins: Heads) -> list[int]:
        """Return where a pattern can begin, in order."""
        places = self.known.get(begins)
        if places is None:
            begun = self.begun
            lists = [begun[key] for key in begun.keys() & begins.words]
            lists += [begun[OUTSIDE], *map(self._sign, begins.signs)]
            lists += [[place - 1 for place in self._sign(sign) if place] for sign in begins.before]
            places = self.known[begins] = sorted(chain.from_iterable(lists))
        return places

    def _sign(self, sign: str) -> list[int]:
        """Return where a sign stands."""
        if sign not in self.signs:
            self.signs[sign] = [match.start() for match in _sought(sign).finditer(self.text)]
        return self.signs[sign]
