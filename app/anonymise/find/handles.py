"""Accounts by their form: names run together with figures, and what a game or a chat says somebody is."""

import re
from collections.abc import Iterator
from functools import lru_cache

from app.anonymise import lexicon
from app.anonymise.find.spans import Doubt, Pass, Span
from app.anonymise.find.words import Text
from app.anonymise.find.written import form

FIGURED = form("handle", "figured")
BEGUN = form("handle", "begun")
ENDED = form("handle", "ended")
ENDS = (".exe", ".ttv", "-yt", "_yt", "-ttv", "_ttv")
SAID = form("handle", "said")
ENDS_IN_FIGURES = re.compile(r"([A-Za-z]+)(\d{1,4})")
FIGURE_INSIDE = re.compile(r"[A-Za-z]+[0134578][A-Za-z]{2,}\d{0,4}")
HUMPS = re.compile(r"(?:[A-Z][a-z]+){2,}")
ODD = re.compile(r"\d|[a-z][A-Z]|[_.-]\w")
FIGURES_READ = (str.maketrans("0134578", "oieastb"), str.maketrans("0134578", "oleastb"))
MAKES = lexicon.words("makes that end in figures")
NO_ACCOUNTS = lexicon.words("not names") | {"his", "her", "their", "someone", "somebody", "whoever", "guest"}
LEAST, LEAST_PART = 6, 3
ACCOUNT = "Letters and figures run together: somebody's account?"


def handles(text: Text, doubts: list[Doubt]) -> Iterator[Span]:
    """Yield accounts that their form or the words before them give away; what may be one is doubted."""
    ended = text.in_plain.each(ENDED) if any(sign in text.lower for sign in ENDS) else ()
    for match in (*text.in_plain.each(BEGUN), *ended):
        yield _span(*match.span())
    for match in text.in_plain.each(FIGURED):
        sure = _figured(match.group(), text.loud)
        if sure:
            yield _span(*match.span())
        elif sure is None:
            doubts.append(Doubt(*match.span(), ACCOUNT))
    for match in text.in_plain.each(SAID):
        word = match.group(1)
        if word.lower() in NO_ACCOUNTS:
            continue
        if ODD.search(word) or not (lexicon.is_word(word.lower()) or word.istitle()):
            yield _span(*match.span(1))


def _span(start: int, end: int) -> Span:
    return Span(start, end, "handle", "handle-form", Pass.PATTERN)


@lru_cache(maxsize=4096)
def _figured(word: str, loud: bool) -> bool | None:
    """Return whether a word with figures is an account; nothing if that cannot be told."""
    if ended := ENDS_IN_FIGURES.fullmatch(word):
        stem = ended.group(1)
        low = stem.lower()
        if low in MAKES or lexicon.is_word(low) or len(low) < LEAST:
            return False
        if HUMPS.fullmatch(stem) or _compound(low):
            return True
        return False if stem.isupper() and not loud else None
    if FIGURE_INSIDE.fullmatch(word) and len(word) >= LEAST:
        stems = [word.lower().translate(table).rstrip("0123456789") for table in FIGURES_READ]
        if any(_compound(stem) or stem in lexicon.first_names() for stem in stems):
            return True
        return None if any(lexicon.is_word(stem) for stem in stems) else False
    return False


def _compound(word: str) -> bool:
    """Return whether a word of no dictionary is two of them run together."""
    if lexicon.is_word(word) or any(word.startswith(make) for make in MAKES):
        return False
    places = range(LEAST_PART, len(word) - LEAST_PART + 1)
    return any(_part(word[:place]) and _part(word[place:]) for place in places)


def _part(word: str) -> bool:
    """Return whether letters are a word that many use, a name, or a longer word."""
    if word in lexicon.common() or word in lexicon.first_names():
        return True
    return len(word) > LEAST_PART and word in lexicon.dictionary()
