"""A text as words with their neighbours."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from app.anonymise.find.scan import Scan
from app.anonymise.normal import Normal, lowered, normalise

WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
JOINT = re.compile(r"[ \t]*[\-,'/&.]?[ \t]*\n?[ \t]*&?[ \t]*")
APART = re.compile(r"[.!?;:\n(\[\]]")
CAPITALS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LETTERS = CAPITALS + CAPITALS.lower()
SHORTENED = frozenset({"st", "dr", "mr", "mrs", "ms", "prof", "rev", "fr"})
SENTENCE_END = re.compile(r"(?:^|[.!?:;\n*•>\"(|]|(?:^|\n) *-)['\"\s]*\Z")


@dataclass(slots=True)
class Word:
    """A word without its possessive ending. `key` is lower-case and has no apostrophe.

    It may begin with a capital, or be shouted: in capitals throughout.
    """

    start: int
    end: int
    text: str
    key: str
    possessive: bool
    capital: bool
    shouted: bool


class Text:
    """One narrative: its original, its matching copy and its words."""

    def __init__(self, original: str) -> None:
        """Read a narrative."""
        self.original = original
        self.normal: Normal = normalise(original)
        self.plain = self.normal.text
        self.lower = self.normal.lower
        self.words = [_word(match.start(), match.group()) for match in WORD.finditer(self.plain)]
        ends = [0, *(word.end for word in self.words)]
        self.gaps = [self.plain[end : word.start] for end, word in zip(ends, self.words, strict=False)]

    @cached_property
    def in_plain(self) -> Scan:
        """Return the matching copy, ready to be searched by many patterns."""
        return Scan(self.plain)

    @cached_property
    def in_lower(self) -> Scan:
        """Return the lower-case copy, ready to be searched by many patterns."""
        return Scan(self.lower, self.in_plain)

    def gap(self, index: int) -> str:
        """Return what stands between a word and the one before it."""
        return self.gaps[index]

    def key(self, index: int) -> str:
        """Return the key of a word, or nothing beyond the ends."""
        return self.words[index].key if 0 <= index < len(self.words) else ""

    def near(self, index: int, step: int) -> str:
        """Return the key of the neighbour on one side, unless a sentence ends between."""
        other = index + step
        if not 0 <= other < len(self.words):
            return ""
        between = self.gaps[max(index, other)]
        return "" if between != " " and APART.search(between) else self.words[other].key

    def close(self, index: int) -> bool:
        """Return whether a word follows the one before it in the same name or phrase."""
        gap = self.gap(index)
        if index and self.words[index - 1].possessive:
            gap = gap[2:]
        return bool(index and JOINT.fullmatch(gap)) and ("." not in gap or self._shortened(index - 1))

    def _shortened(self, index: int) -> bool:
        """Return whether a full stop after a word ends no sentence."""
        return len(self.words[index].text) == 1 or self.words[index].key in SHORTENED

    def opens(self, index: int) -> bool:
        """Return whether a word stands where any word would have a capital."""
        word = self.words[index]
        if index and re.fullmatch(r"\.\s?", self.gap(index)) and self._shortened(index - 1):
            return False
        return bool(SENTENCE_END.search(self.plain[max(0, word.start - 6) : word.start])) or not index

    @cached_property
    def loud(self) -> bool:
        """Return whether the whole text is typed in capitals, so that they say nothing."""
        letters, capitals, _ = self._letters
        return bool(letters) and capitals > 0.7 * letters

    @cached_property
    def quiet(self) -> bool:
        """Return whether the whole text is typed without capitals, so that small letters say nothing."""
        return self._letters[2] <= len(self.plain) / 200

    @cached_property
    def _letters(self) -> tuple[int, int, int]:
        """Return how many letters the text has, how many of them capitals, and how many capital signs."""
        if not self.plain.isascii():
            letters = list(filter(str.isalpha, self.plain))
            return len(letters), sum(map(str.isupper, letters)), sum(map(str.isupper, self.plain))
        size, octets = len(self.plain), self.plain.encode()
        capitals = size - len(octets.translate(None, CAPITALS))
        return size - len(octets.translate(None, LETTERS)), capitals, capitals

    @cached_property
    def at(self) -> dict[int, int]:
        """Return which word begins at a place."""
        return {word.start: index for index, word in enumerate(self.words)}

    def first_from(self, place: int) -> int:
        """Return the index of the first word that begins at a place or later."""
        low, high = 0, len(self.words)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self.words[middle].start < place else (low, middle)
        return low


def _word(start: int, written: str) -> Word:
    text, key, possessive, capital, shouted = _said(written)
    return Word(start, start + len(text), text, key, possessive, capital, shouted)


@lru_cache(maxsize=16384)
def _said(text: str) -> tuple[str, str, bool, bool, bool]:
    """Return all that a word says by itself."""
    possessive = len(text) > 2 and text[-2] == "'" and text[-1] in "sS"
    if possessive:
        text = text[:-2]
    return text, key_of(text), possessive, text[0].isupper(), len(text) > 1 and text.isupper()


def key_of(text: str) -> str:
    """Return a word as it is compared: lower-case, without apostrophes."""
    return lowered(text).replace("'", "")


def keys_of(text: str) -> tuple[str, ...]:
    """Return the keys of all words of a text."""
    return tuple(word.key for word in Text(text).words)
