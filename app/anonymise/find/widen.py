"""The rest of a name whose one word was found: what stands before and after it, however it is written."""

import re
from collections.abc import Callable, Iterator

from app.anonymise import lexicon
from app.anonymise.find.cues import CUES, NOT_NAMES, SHOUTED, TITLES
from app.anonymise.find.mentions import LETTERED
from app.anonymise.find.namelike import slipped
from app.anonymise.find.neighbours import DETERMINERS, VERBS
from app.anonymise.find.places import PLAIN, clinical
from app.anonymise.find.wordly import GIVEN
from app.anonymise.find.words import Text

PARTICLES = lexicon.words("before the rest of a name")
PREFIXES = lexicon.words("prefixes")
UNJOINED = PREFIXES | NOT_NAMES
IMPERSONAL = NOT_NAMES | CUES | SHOUTED | PLAIN | lexicon.words("titular")
JOINT = re.compile(r"\.? {0,2}|-|' ?|\n|\"? \"?")
LETTER = re.compile(r",[ \n]?|\.? ?")


def widened(text: Text, marked: set[int], free: Callable[[int], bool]) -> Iterator[int]:
    """Yield the words that belong to the names of which a word is marked."""
    for index in sorted(marked):
        before = index - 1
        while before >= 0 and before not in marked and free(before) and _leads(text, before):
            yield before
            before -= 1
        after = index + 1
        while after < len(text.words) and after not in marked and free(after) and _follows(text, after):
            yield after
            after += 1


def _leads(text: Text, index: int) -> bool:
    """Return whether a word begins the name that goes on with the next word."""
    word, gap = text.words[index], text.gap(index + 1)
    if word.possessive or not JOINT.fullmatch(gap):
        return False
    if gap == "-":
        return (word.capital or text.quiet) and word.key not in UNJOINED
    if len(word.text) == 1:
        return _initial(text, index)
    follower = text.words[index + 1]
    if word.key in PARTICLES and word.key not in lexicon.openers():
        return follower.capital or text.quiet
    lowly = not word.capital and not follower.capital and not follower.possessive
    if lowly and "." not in gap and (word.key in GIVEN or word.key in lexicon.rare_names()):
        return text.near(index, -1) not in DETERMINERS
    titled = word.key in IMPERSONAL if not (word.shouted or text.loud) else _organised(word.key)
    if "." in gap or not (word.capital and follower.capital) or titled or word.text.startswith("I'"):
        return False
    if text.opens(index) and not text.loud:
        unheard = len(word.key) > 3 and not lexicon.is_word(word.key)
        return word.key in GIVEN or unheard or (_both(word.key) and word.key not in lexicon.openers())
    unknown = (
        not lexicon.is_word(follower.key) and not text.loud and len(word.key) > 2 and not clinical(word.key)
    )
    return word.key in GIVEN or _both(word.key) or (unknown and not word.shouted)


def _initial(text: Text, index: int) -> bool:
    """Return whether a single letter is an initial before a name."""
    word = text.words[index]
    beside = text.plain[max(0, word.start - 1) : word.start]
    if beside.isalnum() or beside in {"'", "/", "+", "-"} or text.key(index - 1) in LETTERED:
        return False
    if word.capital:
        return word.text not in "IA" or text.gap(index + 1).startswith(".") or text.key(index - 1) in TITLES
    return word.text not in "aiox" and beside in {"(", " ", ""}


def _follows(text: Text, index: int) -> bool:
    """Return whether a word goes on with the name before it."""
    word, gap = text.words[index], text.gap(index)
    before = text.words[index - 1]
    if before.possessive:
        return False
    if gap in {' "', '" '} and word.capital and not _organised(word.key):
        return _both(word.key) or word.key in lexicon.first_names() or not lexicon.is_word(word.key)
    if word.key in PARTICLES and gap == " " and text.key(index + 1) and text.gap(index + 1) in {" ", "-"}:
        after = text.key(index + 1)
        rare = not lexicon.is_word(after) or (_both(after) and after not in lexicon.common())
        return word.key not in {"st", "o", "la"} and rare
    if gap == "-":
        return (word.capital or text.quiet) and word.key not in UNJOINED
    if len(word.text) == 1 and word.capital and LETTER.fullmatch(gap):
        return _letter_after(text, index)
    if gap == " " and word.shouted and before.shouted and not text.loud and len(word.key) > 3:
        return not _organised(word.key) and (_both(word.key) or not lexicon.is_word(word.key))
    if gap != " " or word.capital or before.capital or word.key in VERBS or _organised(word.key):
        return False
    return _lowly(text, index)


def _letter_after(text: Text, index: int) -> bool:
    """Return whether a single capital is the initial after a name."""
    word, before, gap = text.words[index], text.words[index - 1], text.gap(index)
    after, further = text.plain[word.end : word.end + 1], text.plain[word.end : word.end + 2]
    closed = after in {".", ",", "/", ")", ";", "\n", ""} or further in {" /", " ("}
    if gap == " " and closed and word.text not in "AI" and before.key in lexicon.first_names():
        return True
    if "," in gap and further == " (":
        return True
    return after == "." or ("," in gap and after in {",", " ", ")", "\n", ""} and before.shouted)


def _lowly(text: Text, index: int) -> bool:
    """Return whether a word in small letters is the surname after a first name in small letters."""
    word, before = text.words[index], text.words[index - 1]
    follower = text.near(index, 1)
    closed = text.plain[word.end : word.end + 1] in {",", ".", ";", ")", ""} or follower.endswith("ing")
    if closed and before.key in lexicon.first_names() and word.key in lexicon.word_names():
        return True
    if word.key in lexicon.packed_words("family.xz") and word.key not in lexicon.common():
        return not (slipped(word.key) and lexicon.is_word(word.key)) or word.key in lexicon.rare_names()
    return len(word.key) > 3 and not lexicon.is_word(word.key) and not slipped(word.key)


def _both(key: str) -> bool:
    return key in lexicon.word_names() or key in lexicon.packed_words("family.xz")


def _organised(key: str) -> bool:
    """Return whether a word belongs to a job, a service or the grammar rather than to a person."""
    return key in IMPERSONAL or key in lexicon.capitals()
