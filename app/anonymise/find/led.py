"""Employers, schools, pubs and churches that the words before them announce, in any case: `at work (vax)`."""

import re
from collections.abc import Iterator
from functools import cache

from app.anonymise import lexicon
from app.anonymise.find.cues import CUES, NOT_NAMES
from app.anonymise.find.neighbours import VERBS
from app.anonymise.find.places import PLAIN, clinical
from app.anonymise.find.protect import Protected
from app.anonymise.find.spans import Pass, Span
from app.anonymise.find.words import Text
from app.anonymise.find.written import form, forms

LEADS = forms("leads")
TOLD = forms("told")
ROAD = re.compile(rf"{lexicon.either('road ends')}|St|Cl")
THE = form("the", "named")
BEFORE = form("the", "before")
LOOK_BACK = 9
JOINS = frozenset({"and", "at", "of", "the", "in", "on", "y"})
JOINT = re.compile(r" ?& ?| |-")
LONGEST = 5
KINDS = {"school": "school"}
FAITHS = lexicon.words("faiths")
PAIRED = re.compile(r"[a-z]&[a-z]\b")
USUAL_PAIRS = re.compile(r"(?:a&e|d&v|n&v|t&o|o&g|c&f|p&p|r&r|b&b|d&c|c&p|u&e|m&m|s&t|h&s|q&a|t&c|f&b|g&a)\b")


def led(text: Text, protected: Protected) -> Iterator[Span]:
    """Yield what is named after words that lead to an organisation, and houses named with `the`."""
    for label, pattern in LEADS:
        for match in text.in_lower.each(pattern):
            found = _row(text, match.end(), loose=label == "church")
            if found and not protected.touches(*found):
                yield Span(*found, KINDS.get(label, "place"), "led", Pass.PLACE, label=label)
    for match in (match for _, pattern in TOLD for match in text.in_lower.each(pattern)):
        if _told(text, *match.span("all")):
            yield Span(*match.span("all"), "place", "told", Pass.PLACE, label="place")
    if not text.loud:
        for match in text.in_plain.each(THE):
            if BEFORE.search(text.lower, max(0, match.start() - LOOK_BACK), match.start()):
                yield Span(*match.span(), "place", "the-name", Pass.PLACE, label="place")


def _told(text: Text, start: int, end: int) -> bool:
    """Return whether what somebody was asked ends like a road, or is no common word."""
    keys = [text.key(index) for index in range(text.first_from(start), text.first_from(end))]
    road = len(keys) > 1 and bool(ROAD.fullmatch(keys[-1].title())) and not all(map(plainest, keys[:-1]))
    plain = any(key in VERBS or key in lexicon.words("pronouns") for key in keys)
    return road or (not plain and any(len(key) > 3 and not usual(key) for key in keys))


def _row(text: Text, place: int, *, loose: bool) -> tuple[int, int] | None:
    """Return the words from a place on that name something; nothing where they are ordinary ones."""
    first = text.first_from(place)
    index = first
    while index < len(text.words) and index - first < LONGEST and _goes_on(text, index, first, place):
        index += 1
    while index > first and text.key(index - 1) in JOINS:
        index -= 1
    row = text.words[first:index]
    if not row or not ((loose and text.loud and _faith(text, first, index)) or _telling(text, first, index)):
        return None
    return row[0].start, row[-1].end + 2 * row[-1].possessive


def _goes_on(text: Text, index: int, first: int, place: int) -> bool:
    """Return whether a word belongs to the row that began at the first."""
    word = text.words[index]
    if index == first:
        if text.plain[place : word.start].strip(" ("):
            return False
    elif not JOINT.fullmatch(text.gap(index)[2 * text.words[index - 1].possessive :]):
        return False
    if word.key in JOINS:
        return index > first or word.key == "the"
    if plainest(word.key) and not (len(word.key) == 1 and "&" in text.plain[word.start - 1 : word.end + 1]):
        return False
    return text.quiet or text.loud or word.capital


def _telling(text: Text, first: int, last: int) -> bool:
    """Return whether some word of a row is none of the usual ones."""
    begin, end = text.words[first].start, text.words[last - 1].end
    if PAIRED.match(text.lower, begin) and not USUAL_PAIRS.match(text.lower, begin):
        return True
    rare = (word for word in text.words[first:last] if len(word.key) > 2 and not usual(word.key))
    capital = not (text.quiet or text.loud) and end - begin > 3
    return any(rare) or (capital and not all(_official(one.key) for one in text.words[first:last]))


def _faith(text: Text, first: int, last: int) -> bool:
    return not all(text.key(one) in FAITHS or text.key(one) in JOINS for one in range(first, last))


def usual(key: str) -> bool:
    """Return whether a word is one that nearly everybody uses, or one of medicine."""
    return key in lexicon.common() or clinical(key) or lexicon.is_medical(key) or key in lexicon.capitals()


def _official(key: str) -> bool:
    """Return whether a word says what an organisation is, not which one."""
    general = lexicon.words("titular") | lexicon.words("generic") | lexicon.words("generic places") | FAITHS
    return plainest(key) or clinical(key) or key in general or key in lexicon.capitals()


@cache
def _plain() -> frozenset[str]:
    return NOT_NAMES | CUES | VERBS | PLAIN | lexicon.openers()


def plainest(key: str) -> bool:
    """Return whether a word is so plain that nothing is called so."""
    return key in _plain()
