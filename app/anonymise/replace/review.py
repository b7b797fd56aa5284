"""What a person must look at although it stays: rare events, kept doubts, words that nobody knows."""

import re
from collections.abc import Iterator

from app.anonymise import lexicon
from app.anonymise.find.cues import CUES
from app.anonymise.find.namelike import slipped
from app.anonymise.find.protect import Protected
from app.anonymise.find.spans import Doubt
from app.anonymise.find.words import Text

KINDS = ("in the news", "at law", "people", "births", "by number", "events")
RARE = re.compile(rf"\b(?:{'|'.join(lexicon.either(f'rare {kind}') for kind in KINDS)})\b")
PEOPLES = re.compile(rf"\b{lexicon.either('peoples')}\b")
RARE_EVENT = "May be widely known or rare: could somebody recognise the child?"
PEOPLE = "A people or faith: is it needed, and is it rare here?"
UNKNOWN = "Not a word that we know: is it a name?"
CAPITALS = "Capitals that we do not know: a name, a place or an abbreviation?"


def doubts(text: Text, protected: Protected, taken: bytearray) -> Iterator[Doubt]:
    """Yield what stays and should be looked at."""
    for match in RARE.finditer(text.lower):
        yield _sentence(text, *match.span())
    for match in PEOPLES.finditer(text.plain):
        yield Doubt(*match.span(), PEOPLE)
    for index, word in enumerate(text.words):
        if taken[word.start] or len(word.key) < 3 or protected.clinical(word.start):
            continue
        if word.key in lexicon.word_names() and word.capital and not text.loud and not text.opens(index):
            yield Doubt(word.start, word.end, UNKNOWN)
        elif _unheard(word.key) and (not slipped(word.key) or text.near(index, -1) in CUES):
            yield Doubt(word.start, word.end, CAPITALS if word.shouted else UNKNOWN)


def _unheard(key: str) -> bool:
    """Return whether a word stands in none of the lists."""
    listed = key in lexicon.capitals() or key in lexicon.listed("abbreviations.txt")
    return not listed and not lexicon.is_word(key)


def _sentence(text: Text, start: int, end: int) -> Doubt:
    """Return the sentence around a place."""
    left = max(text.plain.rfind(mark, 0, start) for mark in (". ", "\n", "? ", "! "))
    ends = [place for mark in (". ", ".\n", "\n", "? ", "! ") if (place := text.plain.find(mark, end)) >= 0]
    begin = left + 1
    while begin < start and text.plain[begin] == " ":
        begin += 1
    return Doubt(begin, min(ends, default=len(text.plain)), RARE_EVENT)
