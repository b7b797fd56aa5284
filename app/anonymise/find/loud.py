"""People in a text typed in capitals throughout, where capitals say nothing."""

import re
from collections.abc import Iterator
from string import ascii_uppercase

from app.anonymise import lexicon
from app.anonymise.find.cues import CUES, NOT_NAMES, SHOUTED
from app.anonymise.find.neighbours import VERBS
from app.anonymise.find.protect import Protected
from app.anonymise.find.wordly import GIVEN
from app.anonymise.find.words import Text
from app.anonymise.find.written import forms

TITLED, CREW, LABEL, FOLLOWS = (pattern for _, pattern in forms("loud"))
CREW_ROLE = re.compile(CREW.pattern[CREW.pattern.rindex(r"\((?=") :])
MOST_OF_CREW = 4
OF_CREW = frozenset(ascii_uppercase + ".'-")
CAPITAL = re.compile("[A-Z]")
STOPS = lexicon.words("loud stops")
NOT_CREW = STOPS | NOT_NAMES | {"and", "crew"}
NEVER = NOT_NAMES - {"may", "will"}
JOBS = CUES | SHOUTED
SHORT_SURNAMES = lexicon.words("short surnames")


def loud_names(text: Text, protected: Protected, taken: bytearray) -> Iterator[int]:
    """Yield the words that a label, a first name before them or their form makes a name."""
    if not text.loud:
        return
    found: set[int] = set()
    for match in text.in_plain.each(LABEL):
        found.update(_row(text, text.first_from(match.end()), protected, taken))
    for match in text.in_plain.each(TITLED):
        found.update(_row(text, text.first_from(match.end()), protected, taken, titled=True))
    for match in text.in_plain.among(CREW, crews(text)):
        row = range(text.first_from(match.start()), text.first_from(match.end(1)))
        found.update(
            index for index in row if _free(text, index, protected, taken) and text.key(index) not in NOT_CREW
        )
    for index in range(len(text.words) - 1):
        if text.key(index) in lexicon.first_names() and _free(text, index, protected, taken):
            found.update(_row(text, index, protected, taken, certain=True))
    yield from sorted(found)


def crews(text: Text) -> Iterator[int]:
    """Yield where one of the few words in capitals begins that stand before a bracket with a crew's role."""
    plain = text.plain
    for bracket in text.in_plain.each(CREW_ROLE):
        begun, start = list[int](), bracket.start()
        while len(begun) < MOST_OF_CREW:
            end = start
            while end and plain[end - 1].isspace():
                end -= 1
            start = end
            while start and plain[start - 1] in OF_CREW:
                start -= 1
            capital = CAPITAL.search(plain, start, end)
            if not capital:
                break
            begun.append(capital.start())
        yield from reversed(begun)


def _row(
    text: Text,
    first: int,
    protected: Protected,
    taken: bytearray,
    *,
    certain: bool = False,
    titled: bool = False,
) -> Iterator[int]:
    """Yield the words of a name that begins at a place: the first must look like one, the next follow it."""
    row: list[int] = []
    for index in range(first, min(first + 4, len(text.words))):
        joint = text.gap(index)
        if (
            index > first
            and not FOLLOWS.fullmatch(joint + text.words[index].text[0])
            and joint not in {" ", "  ", ", ", ",  ", "/", ",", "-", "'", ' "', '" '}
        ):
            break
        key = text.key(index)
        if not _free(text, index, protected, taken) or key in STOPS or key in VERBS or key in NEVER:
            break
        if key in JOBS and key not in lexicon.word_names():
            break
        if index == first and not (certain or titled) and not _namely(key):
            break
        if (
            index > first
            and not _namely(key)
            and (len(row) > 1 or not (_surnamed(key) or (titled and _namely(text.key(first)))))
        ):
            break
        row.append(index)
    yield from row


def _namely(key: str) -> bool:
    """Return whether a word can be a name at all."""
    if key in lexicon.first_names() or key in lexicon.word_names() or key in GIVEN:
        return True
    return len(key) > 1 and not lexicon.is_word(key) and key not in lexicon.capitals() and not _short(key)


def _surnamed(key: str) -> bool:
    return key in SHORT_SURNAMES or key in lexicon.packed_words("family.xz") or key in lexicon.word_names()


def _short(key: str) -> bool:
    return len(key) < 5 and key in lexicon.abbreviations()


def _free(text: Text, index: int, protected: Protected, taken: bytearray) -> bool:
    start = text.words[index].start
    return not taken[start] and not protected.clinical(start)
