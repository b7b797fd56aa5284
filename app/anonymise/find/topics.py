"""Whole sentences that may name somebody or something although each of their words is an ordinary one."""

import re
from collections.abc import Iterator
from functools import cache

from app.anonymise import lexicon
from app.anonymise.find.cues import CUES, NOT_NAMES
from app.anonymise.find.neighbours import VERBS
from app.anonymise.find.places import PLAIN, clinical
from app.anonymise.find.protect import Protected
from app.anonymise.find.sentences import Sentences
from app.anonymise.find.spans import Doubt
from app.anonymise.find.words import Text

TOPICS = tuple(
    (reason, re.compile(rf"\b(?:{cues})"))
    for reason, cues in (line.split(": ", 1) for line in lexicon.lines("topics.txt"))
)
UNTYPED = "Typed without capitals, or in capitals only: does a word here name somebody or something?"
LEAST = 3
LINE = 200


def topical(text: Text, protected: Protected, taken: bytearray) -> Iterator[Doubt]:
    """Yield the sentences in which a word may be a name that nothing else gives away."""
    sentences = Sentences(text.plain)
    found: dict[tuple[int, int], str] = {}
    for reason, pattern in TOPICS:
        for match in text.in_lower.each(pattern):
            if not any(taken[match.start() : match.end()]) and _names(text, match, protected, taken):
                found.setdefault(sentences.around(*match.span()), reason)
    if text.quiet or text.loud:
        for index, word in enumerate(text.words):
            if _open(text, index, protected, taken):
                found.setdefault(sentences.around(word.start, word.end), UNTYPED)
    yield from _joined(text.plain, [Doubt(*place, reason) for place, reason in sorted(found.items())])


def _joined(plain: str, found: list[Doubt]) -> Iterator[Doubt]:
    """Yield the doubts, those of one line that follow each other as one: a line is read as a whole."""
    row: list[Doubt] = []
    for doubt in found:
        if row and not _follows(plain, row[0], row[-1], doubt):
            yield Doubt(row[0].start, row[-1].end, row[0].reason)
            row = []
        row.append(doubt)
    if row:
        yield Doubt(row[0].start, row[-1].end, row[0].reason)


def _follows(plain: str, first: Doubt, last: Doubt, doubt: Doubt) -> bool:
    between = plain[last.end : doubt.start]
    return doubt.reason == first.reason and doubt.end - first.start <= LINE and not between.strip(" .?!")


def _names(text: Text, match: re.Match[str], protected: Protected, taken: bytearray) -> bool:
    """Return whether a word that may be a name stands where a topic leads to it."""
    if "n" in match.re.groupindex:
        row = range(text.first_from(match.start("n")), text.first_from(match.end("n")))
    else:
        after = text.first_from(match.end())
        row = range(after, min(text.first_from(match.end() + 1) + 1, len(text.words)))
    return any(_open(text, index, protected, taken) for index in row)


def _open(text: Text, index: int, protected: Protected, taken: bytearray) -> bool:
    """Return whether a word stays, and is neither clinical nor one of the plainest."""
    word = text.words[index]
    if len(word.key) < LEAST or taken[word.start] or protected.clinical(word.start):
        return False
    return word.key not in _plainest() and not clinical(word.key)


@cache
def _plainest() -> frozenset[str]:
    """Return words so plain that nobody and nothing is called so."""
    return NOT_NAMES | CUES | VERBS | PLAIN | lexicon.openers()
