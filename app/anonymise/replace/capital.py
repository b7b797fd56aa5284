"""Ordinary words with a capital where none is due: what may be a name that no list and no cue gives away."""

import re

from app.anonymise import lexicon
from app.anonymise.find.cues import CUES, NOT_NAMES, TITLES
from app.anonymise.find.neighbours import MONTHS
from app.anonymise.find.places import clinical
from app.anonymise.find.wordly import GIVEN
from app.anonymise.find.words import Text

HARD = re.compile(r"(?:[.!?]['\")]*|\A|\n[ \t]*|[*•>|-])\s*[\"'(]*\Z")
WRAPPED = re.compile(r"[^\W_]\n\Z|,\n\Z|\b(?:the|a|at|to|for|by|and|of|with|from)\s*\n\Z")
WRAP_FROM = 45
LOOK_BACK = 6
NEVER = MONTHS | lexicon.words("titular") | {"english", "british", "european", "god", "christmas", "easter"}
ASKERS = lexicon.words("before initials") | {"by", "sheet"}


def begins(text: Text, index: int) -> bool:
    """Return whether a sentence begins with a word: a line that was only wrapped begins none."""
    if (index and text.gap(index) == " ") or not text.opens(index):
        return False
    start = text.words[index].start
    before = text.plain[max(0, start - LOOK_BACK) : start]
    if WRAPPED.search(before):
        line = text.plain.rfind("\n", 0, start - 1)
        return start - line < WRAP_FROM
    return bool(HARD.search(before))


def misplaced(text: Text, index: int, taken: bytearray) -> bool:
    """Return whether a capital tells of a name: in an ordinary word, or right after what is hidden."""
    word = text.words[index]
    before = text.words[index - 1] if index else None
    follows = bool(before and taken[before.start] and text.gap(index) == " ")
    if follows or (before and before.key in TITLES and text.near(index, -1)):
        return word.key not in TITLES and not _hidden_next(text, index, taken)
    if word.key in NOT_NAMES or word.key in CUES or word.key in NEVER or clinical(word.key):
        return False
    gap = text.gap(index)
    beside = before and taken[before.start] and "\n" in gap
    return gap == " " or not text.opens(index) or not (beside or word.key in lexicon.capitals())


def _hidden_next(text: Text, index: int, taken: bytearray) -> bool:
    """Return whether the next word is hidden: then this one is its title or its relation."""
    return index + 1 < len(text.words) and bool(taken[text.words[index + 1].start])


def asked_of(text: Text, index: int) -> bool:
    """Return whether an abbreviation stands where somebody's initials would."""
    word = text.words[index]
    if len(word.key) > 3 or text.key(index - 1) not in ASKERS:
        return False
    return word.key in lexicon.abbreviations() and word.key not in CUES


def shouted(text: Text, index: int) -> bool:
    """Return whether a word in capitals may name somebody or something."""
    word = text.words[index]
    if word.key in lexicon.capitals() or clinical(word.key):
        return False
    named = word.key in lexicon.word_names() or word.key in GIVEN
    if named or word.key not in lexicon.common():
        return len(word.key) > 2
    beside = [one for one in (index - 1, index + 1) if 0 <= one < len(text.words)]
    paired = [one for one in beside if text.words[one].shouted and text.gap(max(index, one)) == " "]
    return bool(paired) and not text.opens(index) and not any(text.opens(one) for one in paired)
