"""Whether a word that may be a name is one here: its neighbours decide, its case alone does not."""

import re
from enum import Enum

from app.anonymise import lexicon
from app.anonymise.find.words import Text

PEOPLE = lexicon.words("people")
VERBS = lexicon.words("verbs")
BASE = lexicon.words("base")
DETERMINERS = lexicon.words("determiners")
PRONOUNS = lexicon.words("pronouns")
OWNERS = frozenset(["my", "our"])
TO_PERSON = lexicon.words("to person")
TIME = lexicon.words("time")
COPULAS = frozenset(
    {"was", "is", "were", "are", "be", "been", "being", "looked", "seemed", "appeared", "felt"}
)
SUBJECTS = frozenset({"i", "we", "you", "they", "he", "she", "to", "not"})
BEFORE_WORD = COPULAS | SUBJECTS
MONTHS = frozenset({"april", "august", "may", "june", "march"})


DAY_BEFORE = re.compile(r"\d(?:st|nd|rd|th)?(?:\s+of)?[\s\-/]*\Z")
DAY_AFTER = re.compile(r"[\s\-/,']*\d")


class Verdict(Enum):
    """What a word is, as far as its neighbours tell."""

    NAME = "name"
    WORD = "word"
    UNSURE = "unsure"


def verdict(text: Text, index: int, beside: bool) -> Verdict:
    """Return what a word that may be a name is here. `beside` says that a name stands next to it."""
    word = text.words[index]
    before, after = text.near(index, -1), text.near(index, 1)
    for_name = 2 * (before in PEOPLE) + 2 * (before in OWNERS) + 2 * beside
    for_name += word.possessive + (after in VERBS) + (before in TO_PERSON and after not in BASE)
    capital = word.capital and not text.loud
    for_name += 2 * (capital and not text.opens(index) and (word.key not in MONTHS or after in VERBS))
    called = beside or before in OWNERS or before in PEOPLE
    listed = beside and text.gap(index) == ", " and text.gap(index + 1).startswith(",")
    for_word = 2 * (before in DETERMINERS) + (0 if listed else _month(text, index, before))
    for_word += 2 * (before in BEFORE_WORD and not word.capital)
    for_word += 3 * _modal(text, index, before, after, called=called)
    common = word.key in lexicon.listed("commonwords.txt") and not text.quiet
    for_word += not word.capital and not called and common
    if for_name > for_word:
        return Verdict.NAME
    return Verdict.WORD if for_word > for_name else Verdict.UNSURE


def _modal(text: Text, index: int, before: str, after: str, *, called: bool) -> bool:
    """Return whether a may or will is the verb."""
    if text.words[index].key not in {"may", "will"} or (after in VERBS and after not in BASE):
        return False
    if after in BASE and not text.words[index].capital:
        return before not in OWNERS
    if after in BASE or before in PRONOUNS:
        return not called
    return not text.words[index].capital and not called


def _month(text: Text, index: int, before: str) -> int:
    """Return how far a month's name is the month."""
    word = text.words[index]
    if word.key not in MONTHS:
        return 0
    before_it = text.lower[max(0, word.start - 10) : word.start]
    dated = DAY_BEFORE.search(before_it) or DAY_AFTER.match(text.plain, word.end)
    return 3 * bool(dated) + 2 * (before in TIME)
