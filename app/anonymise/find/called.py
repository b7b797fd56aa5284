"""People by how they are spoken to and of: in chats, greetings, titles in small letters, lists of a crew."""

from collections.abc import Iterable, Iterator
from functools import cache

from app.anonymise import lexicon
from app.anonymise.find.cues import CUES, NOT_NAMES, SHOUTED, titular
from app.anonymise.find.namelike import slipped
from app.anonymise.find.neighbours import BASE, DETERMINERS, MONTHS, PRONOUNS, VERBS
from app.anonymise.find.places import PLAIN, clinical
from app.anonymise.find.protect import Protected
from app.anonymise.find.wordly import GIVEN, UNLIKELY
from app.anonymise.find.words import Text
from app.anonymise.find.written import form, forms

SPEAKERS = tuple(pattern for _, pattern in forms("called speaker"))
SURELY = tuple(pattern for _, pattern in forms("called surely"))
PERHAPS = tuple(pattern for _, pattern in forms("called perhaps"))
TWO = form("called", "two")
TWO_SHORT = form("called", "two short")
THE_STUDENT = form("called", "the student")
LISTS = tuple(pattern for _, pattern in forms("called in a list"))
NOBODY = NOT_NAMES | CUES | SHOUTED | PRONOUNS | DETERMINERS | lexicon.words("called nobody")
STOPS = NOBODY | BASE | VERBS
NO_SPEAKER = CUES | lexicon.words("called nobody")
SOMETIMES = lexicon.words("words that some are called")
QUOTES, UNQUOTES = frozenset({' "', " '", " ("}), frozenset({'" ', "' ", ") "})
MOST = 3
NO_FIRST = UNLIKELY | MONTHS | lexicon.words("no first names")
NO_LAST = lexicon.words("generic") | lexicon.words("heads of places") | PLAIN


def called(text: Text, protected: Protected) -> list[tuple[int, int]]:
    """Return the words that somebody is called by, each with itself: as `formed` does."""
    found = {index for row in (*_named(text), *_guessed(text)) for index in row}
    return [(index, index) for index in sorted(found) if not protected.clinical(text.words[index].start)]


def _named(text: Text) -> Iterator[Iterable[int]]:
    """Yield the words that can only be somebody where they stand."""
    for pattern in SPEAKERS:
        for match in text.in_plain.each(pattern):
            yield _row(text, match.span(1), NO_SPEAKER)
    for pattern in SURELY:
        for match in text.in_plain.each(pattern):
            yield _row(text, match.span(match.lastindex or 0))


def _guessed(text: Text) -> Iterator[Iterable[int]]:
    """Yield the words that are somebody if people are called so."""
    for pattern in PERHAPS:
        for match in text.in_plain.each(pattern):
            place = match.span(match.lastindex or 0)
            if likely(text, text.first_from(place[0])):
                yield _row(text, place)
    for match in text.in_plain.each(THE_STUDENT):
        index = text.first_from(match.start()) - 1
        if text.key(index) not in STOPS and likely(text, index):
            yield (index,)
    yield from _two(text)
    for pattern in LISTS:
        for match in text.in_plain.each(pattern):
            yield _listed(text, match.span(match.lastindex or 0))


def _two(text: Text) -> Iterator[Iterable[int]]:
    """Yield two words with capitals that are a first name and a surname, or a first name in two parts."""
    for match in text.in_plain.each(TWO):
        if match[1].partition(" ")[0].lower() in _given():
            row = _row(text, match.span(1))
            if len(row) > 1 and _whole(text, row):
                yield row
    for match in text.in_plain.each(TWO_SHORT):
        row = _row(text, match.span(1))
        known = any(text.key(at) in lexicon.first_names() or not lexicon.is_word(text.key(at)) for at in row)
        if len(row) > 1 and known and not any(text.key(at) in lexicon.openers() for at in row):
            yield row


@cache
def _given() -> frozenset[str]:
    """Return the words that can be the first of two with capitals."""
    return (lexicon.first_names() | lexicon.word_names() | GIVEN | SOMETIMES) - NO_FIRST


def _row(text: Text, place: tuple[int, int], stops: frozenset[str] = STOPS) -> list[int]:
    """Return the words of a place that may be names, if they are few and none speaks against it."""
    first = text.first_from(place[0])
    row = [
        at for at in range(first, min(first + MOST + 2, len(text.words))) if text.words[at].start < place[1]
    ]
    while row and text.key(row[0]) in CUES:
        row.pop(0)
    told = stops is STOPS
    if told and row and text.words[row[0]].text.islower() and text.key(row[0]).endswith(("ed", "ing", "ly")):
        return []
    if len(row) > MOST or any(text.key(at) in stops or (told and clinical(text.key(at))) for at in row):
        return []
    return row


def likely(text: Text, index: int) -> bool:
    """Return whether a word is a name, or a word that some are called by."""
    key = text.key(index)
    capital = bool(key) and text.words[index].capital
    if key in lexicon.first_names() or key in GIVEN:
        return capital or key not in UNLIKELY
    if key in SOMETIMES:
        return capital or text.quiet
    if key in MONTHS or key in PLAIN or key in lexicon.capitals() or key in lexicon.abbreviations():
        return False
    if key in lexicon.word_names():
        return capital or key not in lexicon.common()
    return len(key) > 2 and not lexicon.is_word(key) and (capital or not slipped(key))


def _whole(text: Text, row: list[int]) -> bool:
    """Return whether two words with capitals are a first name and a surname, and no place or service."""
    first, last = text.key(row[0]), text.key(row[-1])
    if last in NO_LAST or titular(last) or last in lexicon.capitals():
        return False
    named = last in lexicon.word_names() or last in lexicon.packed_words("family.xz")
    return named or first in SOMETIMES or first in GIVEN or first in lexicon.first_names()


def _listed(text: Text, place: tuple[int, int]) -> Iterator[int]:
    """Yield the items of a list of people, of which at least one must be a name."""
    row = range(text.first_from(place[0]), text.first_from(place[1]))
    if not any(_name(text.key(index)) for index in row):
        return
    for index in row:
        key = text.key(index)
        short = key in lexicon.abbreviations() or key in lexicon.capitals() or len(key) < 2
        if key not in STOPS and not short and not clinical(key):
            yield index


def _name(key: str) -> bool:
    return key in lexicon.first_names() or (len(key) > 3 and not lexicon.is_word(key))


def coupled(text: Text, marked: set[int]) -> Iterator[int]:
    """Yield the words that `and` joins to a name, where they are written as one."""
    for index, word in enumerate(text.words):
        if word.key != "and" or text.gap(index) != " ":
            continue
        for one, other in ((index - 1, index + 1), (index + 1, index - 1)):
            if one in marked and 0 <= other < len(text.words) and _second(text, one, other):
                yield other


def quoted(text: Text, marked: set[int]) -> Iterator[int]:
    """Yield what stands in quotes between two parts of a name: a nickname, whatever it means as a word."""
    for index in marked:
        if index + 2 in marked and text.gap(index + 1) in QUOTES and text.gap(index + 2) in UNQUOTES:
            yield index + 1


def _second(text: Text, one: int, other: int) -> bool:
    """Return whether a word is a name like the one that `and` joins to it."""
    word, first = text.words[other], text.words[one]
    if text.gap(max(one, other)) != " " or word.key in STOPS or clinical(word.key) or word.possessive:
        return False
    if word.capital and not text.loud and word.shouted == first.shouted:
        return likely(text, other) and not text.opens(other)
    if word.key in lexicon.first_names():
        return True
    return word.key in GIVEN and word.key not in UNLIKELY and (text.loud or not first.capital)
