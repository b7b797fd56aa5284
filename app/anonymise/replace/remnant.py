"""What stands right beside a hidden name, and may be the rest of it."""

import re

from app.anonymise import lexicon
from app.anonymise.find.called import NOBODY, SOMETIMES
from app.anonymise.find.neighbours import BASE, VERBS
from app.anonymise.find.wordly import GIVEN
from app.anonymise.find.words import Text

HIDDEN_NAME, NEAR = 2, 4
JOINTS = frozenset({" ", "-", ' "', '" ', ". ", ".", "'"})
ENDED = re.compile(r"[.,;:)]|\Z")
PLAIN = NOBODY | BASE | VERBS


def remains(text: Text, index: int, taken: bytearray) -> bool:
    """Return whether a word beside a hidden name may belong to it."""
    word = text.words[index]
    if taken.find(HIDDEN_NAME, max(0, word.start - NEAR), word.end + NEAR) < 0:
        return False
    before = index > 0 and _named(text, index - 1, taken) and _joined(text.gap(index))
    after = index + 1 < len(text.words) and _named(text, index + 1, taken) and _joined(text.gap(index + 1))
    if not (before or after) or word.key in PLAIN or text.gap(index + (not before)) == ". ":
        return False
    surname = word.key in lexicon.packed_words("family.xz")
    rare = surname and word.key not in lexicon.common()
    called = word.key in GIVEN or word.key in SOMETIMES
    if word.capital and not text.loud:
        return rare or called or not text.opens(index) or word.key not in lexicon.common()
    closed = bool(before and surname and ENDED.match(text.plain, word.end))
    return rare or called or closed or not lexicon.is_word(word.key)


def _joined(gap: str) -> bool:
    return gap in JOINTS or (gap.isspace() and "\n" not in gap)


def _named(text: Text, index: int, taken: bytearray) -> bool:
    return taken[text.words[index].start] == HIDDEN_NAME
