"""A matching copy of a text: straight, plain and without diacritics, every character mapped to its origin."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.anonymise import lexicon

QUOTES = "\u2018\u2019\u201a\u201b\u2032\u0060\u00b4\u02bc\u02b9\uff07"
DOUBLE_QUOTES = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033"
HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\ufe63\uff0d"
DROPPED = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufffd-\uffff]"
)
UNDECOMPOSED = {row[0]: row[1] for row in lexicon.rows("letters.txt")}
ODD = re.compile(r"[^\x00-\x08\n\x0e-_a-\x7f]")
KEPT_APART = ("<super>", "<sub>", "<fraction>", "<circle>", "<square>")


@dataclass(frozen=True)
class Normal:
    """A matching copy; `starts` and `ends` give for each of its characters where it lies in the original."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    @property
    def lower(self) -> str:
        """Return the copy in lower case, of the same length even where a letter would become two."""
        return lowered(self.text)

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the original of a piece of the copy."""
        if start >= end:
            return (0, 0)
        return self.starts[start], self.ends[end - 1]


def normalise(text: str) -> Normal:
    """Return the matching copy of a text."""
    if text.isascii() and "\t" not in text and "\r" not in text and "`" not in text:
        return Normal(text, range(len(text)), range(1, len(text) + 1))
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for match in ODD.finditer(text):
        place = match.start()
        if done < place:
            _as_it_is(text, done, place, pieces, starts, ends)
        done = place + 1
        piece = _plain(match.group())
        if piece:
            pieces.append(piece)
            starts.extend([place] * len(piece))
            ends.extend([done] * len(piece))
        elif ends and unicodedata.category(match.group()) == "Mn":
            ends[-1] = done
    _as_it_is(text, done, len(text), pieces, starts, ends)
    return Normal("".join(pieces), starts, ends)


def _as_it_is(text: str, start: int, end: int, pieces: list[str], starts: list[int], ends: list[int]) -> None:
    """Copy a stretch in which no character changes."""
    pieces.append(text[start:end])
    starts.extend(range(start, end))
    ends.extend(range(start + 1, end + 1))


def plain(text: str) -> str:
    """Return only the matching copy of a text."""
    return normalise(text).text


def lowered(text: str) -> str:
    """Return a text in lower case without changing its length."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(character.lower() if len(character.lower()) == 1 else character for character in text)


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    if character in QUOTES:
        return "'"
    if character in DOUBLE_QUOTES:
        return '"'
    if character in HYPHENS:
        return "-"
    if character in "\u2028\u2029\x0b\x0c\x85":
        return "\n"
    if DROPPED.match(character) or unicodedata.category(character) in {"Mn", "Me"}:
        return ""
    if character in "\t\r" or unicodedata.category(character) == "Zs":
        return " "
    if character in UNDECOMPOSED:
        return UNDECOMPOSED[character]
    if unicodedata.decomposition(character).startswith(KEPT_APART):
        return character
    folded = unicodedata.normalize("NFKD", character)
    return (
        "".join(letter for letter in folded if unicodedata.category(letter) not in {"Mn", "Me"}) or character
    )
