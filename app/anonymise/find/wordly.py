"""Names that are also words, where no cue stands beside them: what they do, and where, tells them apart."""

import re

from app.anonymise import lexicon
from app.anonymise.find.neighbours import BASE, DETERMINERS, MONTHS, VERBS
from app.anonymise.find.words import Text
from app.anonymise.find.written import form

GIVEN = lexicon.words("given words")
MODAL = frozenset({"will", "would", "can", "could", "should", "may", "might", "must", "to"})
WHERE = form("wordly", "where")
ENDED = re.compile(r"(?:'s)?[.,;:!?)]|\Z")
BEFORE = frozenset(
    {"and", "with", "to", "for", "from", "by", "then", "but", "or", "when", "while", "as", "&"}
)
TOLD = frozenset(
    {
        "told",
        "asked",
        "rang",
        "called",
        "saw",
        "met",
        "phoned",
        "texted",
        "mum",
        "dad",
        "brother",
        "uncle",
        "son",
    }
)
TO_SOMEBODY = BEFORE | TOLD
UNLIKE = frozenset(
    {"may", "will", "mark", "hope", "rose", "trust", "chase", "page", "rain", "grant", "skip", "rich"}
)
UNLIKELY = UNLIKE | MONTHS


def given(text: Text, index: int) -> bool:
    """Return whether a word that is also a first name names somebody here, by what it does or where it is."""
    word = text.words[index]
    if (
        word.key in {"will", "may"}
        and word.capital
        and text.plain[word.start - 1 : word.end + 1] == f"({word.text})"
    ):
        return True
    if (
        word.key in {"will", "may"}
        and word.capital
        and not text.opens(index)
        and text.near(index, -1) in TO_SOMEBODY
    ):
        return bool(ENDED.match(text.plain, word.end))
    before = text.near(index, -1)
    slurred = before in {"an", "n"} and text.quiet and word.key[0] not in "aeiou"
    if word.key not in GIVEN or text.loud or word.shouted or (before in DETERMINERS and not slurred):
        return False
    if slurred:
        return True
    if word.capital and text.opens(index):
        return _opening(text, index)
    return not word.capital and text.quiet and _quietly(text, index)


def _opening(text: Text, index: int) -> bool:
    """Return whether a capitalised word at the head of a sentence is somebody."""
    word, after = text.words[index], text.near(index, 1)
    follows = text.words[index + 1] if index + 1 < len(text.words) else None
    if word.possessive:
        return True
    if follows and follows.capital and text.gap(index + 1) == " " and not follows.shouted:
        name = not lexicon.is_word(follows.key) or follows.key in lexicon.word_names()
        return name and (follows.key not in lexicon.capitals() or follows.key in {"may", "will"})
    if WHERE.match(text.lower, word.end) or (after == "and" and text.key(index + 2) in GIVEN):
        return True
    if after in MODAL and after != "to" and word.key not in UNLIKE:
        return True
    if text.plain[word.start - 2 : word.start] == ": " and ENDED.match(text.plain, word.end):
        return word.key not in UNLIKELY
    return _does(text, index, after)


def _does(text: Text, index: int, after: str) -> bool:
    """Return whether what follows is said of people."""
    word = text.words[index]
    if not after or after in BASE or text.gap(index + 1) != " ":
        return False
    past = after.endswith("ed") and lexicon.is_word(after) and len(after) > 4
    return (after in VERBS or past) and (word.key not in {"may", "will"} or after not in BASE)


def _quietly(text: Text, index: int) -> bool:
    """Return whether a word in small letters is somebody, in a text without capitals."""
    word, before = text.words[index], text.near(index, -1)
    if before == "w":
        return True
    if WHERE.match(text.lower, word.end):
        return before in BEFORE or not before
    if word.key in UNLIKELY:
        return False
    return (not before or before in BEFORE) and _does(text, index, text.near(index, 1))
