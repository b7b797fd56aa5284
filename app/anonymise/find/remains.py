"""What is left beside a name that goes: a second name that is also a word, or that no list knows."""

import re
from collections.abc import Iterator

from app.anonymise import lexicon
from app.anonymise.find.led import plainest
from app.anonymise.find.places import clinical
from app.anonymise.find.protect import Protected
from app.anonymise.find.spans import Doubt
from app.anonymise.find.words import Text

REMAINS = "Beside a name that was taken out: does it belong to it?"
GAP = re.compile(r"[ \t\n]{1,2}|-| \"|\" ")
LEAST = 2
RELATED = lexicon.words("kin and pets") | lexicon.words("people") | lexicon.words("jobs")


def remains(text: Text, protected: Protected, taken: bytearray) -> Iterator[Doubt]:
    """Yield the words beside a hidden name that may be a part of it."""
    words = text.words
    hidden = [taken[word.start] for word in words]
    edges = (place for place in range(1, len(words)) if hidden[place] != hidden[place - 1])
    for index in dict.fromkeys(place - bool(hidden[place]) for place in edges):
        word = words[index]
        if len(word.key) < LEAST or plainest(word.key):
            continue
        after = index > 0 and hidden[index - 1] and _beside(text, index, index - 1)
        before = index + 1 < len(words) and hidden[index + 1] and _beside(text, index + 1, index + 1)
        if (
            (after or before)
            and _perhaps(text, index, trailing=bool(after))
            and not protected.clinical(word.start)
        ):
            yield Doubt(word.start, word.end, REMAINS)


def _beside(text: Text, gap: int, neighbour: int) -> bool:
    """Return whether a hidden word is somebody's name, and nothing but a space lies between."""
    word = text.words[neighbour]
    named = (
        word.key in lexicon.first_names() or word.key in lexicon.word_names() or not lexicon.is_word(word.key)
    )
    return named and not word.possessive and bool(GAP.fullmatch(text.gap(gap)))


def _perhaps(text: Text, index: int, *, trailing: bool) -> bool:
    """Return whether a word may be a name: a surname after one, or a rare word before one."""
    word = text.words[index]
    if clinical(word.key) or word.key in RELATED or word.key in lexicon.capitals():
        return False
    if lexicon.is_medical(word.key) and word.key not in lexicon.word_names():
        return False
    if (
        len(word.key) < 4
        and word.shouted
        and not (text.loud and trailing and word.key in lexicon.word_names())
    ):
        return False
    named = word.key in lexicon.word_names() or word.key in lexicon.first_names()
    if trailing:
        return named or word.key not in lexicon.common()
    usual = word.key in lexicon.common() and not word.capital
    return (named and not usual and word.key not in lexicon.openers()) or not lexicon.is_word(word.key)
