"""Employers, faiths, clubs, pubs and rooms: by how their names are built, and what leads to them."""

import re
from collections.abc import Iterator

from app.anonymise import lexicon
from app.anonymise.find.cues import CUES, NOT_NAMES
from app.anonymise.find.places import PLAIN, clinical
from app.anonymise.find.protect import Protected
from app.anonymise.find.spans import Pass, Span
from app.anonymise.find.words import Text
from app.anonymise.find.written import form, forms

BUILT = forms("built")
LEADS = form("led to", "place")
LOW_FORMS = forms("in small letters")
ENDED = forms("by its last word")
TWICE = form("twice", "toy")
OFTEN_TWICE = re.compile(lexicon.either("not twice"))
LAST_WORD = re.compile(rf"\b{lexicon.either('last words')}\b")
WORDS_BEFORE = 4
KINDS = {"ward": "hospital", "nursery": "school", "toy": "other", "address": "address"}
ROOMS = frozenset({"room", "ward", "bay", "pod", "unit", "class", "pau", "scbu", "hdu", "cot", "mau", "amu"})
BEFORE_NAME = PLAIN | NOT_NAMES
UNTOLD = PLAIN | NOT_NAMES | CUES | lexicon.words("titular")
GENERAL = frozenset({"the", "of", "and", "on", "upon", "in", "at", "de", "y", "yr", "st", "sts", "a"})


def organised(text: Text, protected: Protected) -> Iterator[Span]:
    """Yield organisations and rooms by their form, and by what leads to them."""
    for label, match in _small(text):
        start, end = match.span("all")
        if not protected.touches(start, end):
            yield Span(start, end, KINDS.get(label, "place"), "named-low", Pass.PLACE, label=label)
    if text.loud:
        return
    yield from _built(text, protected)
    for match in text.in_plain.each(LEADS):
        start, end = match.span("all")
        if _telling(text, start, end, protected):
            yield Span(start, end, "place", "led-to", Pass.PLACE, label="place")


def _small(text: Text) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield what is named in small letters: by its first words, by its last, or by one word said twice."""
    low = text.in_lower
    for label, pattern in LOW_FORMS:
        for match in low.each(pattern):
            yield label, match
    ends = [text.first_from(match.start()) for match in low.each(LAST_WORD)]
    begun = sorted({place for end in ends for place in range(max(0, end - WORDS_BEFORE), end)})
    heads = [text.words[place].start for place in begun]
    for label, pattern in ENDED:
        for match in low.among(pattern, heads):
            yield label, match
    for match in TWICE.finditer(text.lower):
        if not OFTEN_TWICE.fullmatch(match["once"]):
            yield "toy", match


def _built(text: Text, protected: Protected) -> Iterator[Span]:
    """Yield the organisations that are named by their form, but not those of medicine in general."""
    for label, pattern in BUILT:
        for match in text.in_plain.each(pattern):
            start = match.start() if label == "church" else _start(text, *match.span())
            if start is None or protected.eponym(start):
                continue
            keys = [
                text.key(place) for place in range(text.first_from(start), text.first_from(match.end()) - 1)
            ]
            general = match.group().lower().endswith("clinic") and all(map(_usual, keys))
            if not general and not (keys and all(map(clinical, keys))):
                yield Span(start, match.end(), "place", f"{label}-form", Pass.PLACE, label=label)


def _start(text: Text, start: int, end: int) -> int | None:
    """Return where a name begins, without the general words and people before it; nothing if none is left."""
    first, last = text.first_from(start), text.first_from(end)
    if text.plain[start].isdigit() or text.key(first) in ROOMS:
        return start
    titled = [
        place
        for place in range(first, last)
        if text.key(place) in CUES and text.key(place) not in {"st", "church"}
    ]
    begin = titled[-1] + 1 if titled and titled[-1] < last - 1 else first
    while begin < last - 1 and text.key(begin) in BEFORE_NAME:
        begin += 1
    if begin == last - 1 and last - first > 1:
        return None
    return text.words[begin].start if begin < last else start


def _telling(text: Text, start: int, end: int, protected: Protected) -> bool:
    """Return whether a row of capitalised words names one organisation rather than a kind of one."""
    row = range(text.first_from(start), text.first_from(end))
    words = [text.words[place] for place in row if text.key(place) not in GENERAL]
    if not words or any(protected.clinical(word.start) for word in words):
        return False
    telling = [word.key for word in words if not _untold(word.key)]
    return not all(map(lexicon.is_medical, telling))


def _untold(key: str) -> bool:
    """Return whether a word says what an organisation is rather than which one."""
    return key in UNTOLD or key in lexicon.capitals() or key in lexicon.abbreviations()


def _usual(key: str) -> bool:
    return key in lexicon.common() and key not in lexicon.word_names()
