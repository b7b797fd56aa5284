"""The word after a first name, written as a surname, whatever it means as a word."""

from app.anonymise import lexicon
from app.anonymise.find.cues import MODALS, NOT_NAMES, titular
from app.anonymise.find.neighbours import PEOPLE
from app.anonymise.find.protect import Protected
from app.anonymise.find.wordly import GIVEN
from app.anonymise.find.words import Text, Word

CALLINGS = frozenset({"neighbour", "nurse", "christian", "bishop", "deacon", "pope", "priest", "friend"})


def surname(text: Text, index: int, protected: Protected, taken: bytearray) -> bool:
    """Return whether the word after a first name is written as a surname, whatever it means as a word."""
    if index >= len(text.words) or text.gap(index) not in {" ", "  ", "-"} or text.loud:
        return False
    word = text.words[index]
    if not word.capital or _shouted(word) or taken[word.start] or protected.clinical(word.start):
        return False
    if word.key in MODALS:
        return True
    if word.key in CALLINGS and text.key(index - 1) in lexicon.first_names():
        after = index + 1
        return after == len(text.words) or not text.words[after].capital or text.gap(after) != " "
    listed = word.key in lexicon.capitals()
    if listed and word.key in lexicon.packed_words("family.xz") and not word.shouted:
        before = text.key(index - 1)
        listed = before not in lexicon.first_names() and before not in GIVEN
    cue = word.key in PEOPLE and word.key not in lexicon.word_names()
    return not (word.key in NOT_NAMES or cue or listed or titular(word.key))


def _shouted(word: Word) -> bool:
    """Return whether a word in capitals is rather an abbreviation than a surname."""
    return word.shouted and (len(word.key) < 4 or word.key in lexicon.abbreviations())
