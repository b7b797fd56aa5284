"""Initials of people whom no record knows: what stands beside the letters says that they are somebody's."""

import re
from collections.abc import Iterator, Mapping

from app.anonymise import lexicon
from app.anonymise.find.cues import CUES, NOT_NAMES
from app.anonymise.find.mentions import LETTERED
from app.anonymise.find.spans import Doubt, Pass, Span
from app.anonymise.find.words import Text
from app.anonymise.find.written import form

DONE = form("initialled", "done")
TASK = form("initialled", "task")
ENTRY_END = form("initialled", "end")
SPACED = form("initialled", "spaced")
SCORES = form("initialled", "scores")
SCORE = form("initialled", "score")
PAIR = form("initialled", "pair")
ABSENT = form("initialled", "absent")
BEFORE = lexicon.words("before initials") | lexicon.words("before a person") | {"parents", "w"}
NOBODYS = lexicon.words("nobody's initials") | lexicon.words("never initials")
ROMAN = frozenset({"ii", "iii", "iv", "vi", "ix", "xi", "xii", "avl", "avf", "avr"})
INITIALS = "Letters by themselves: somebody's initials?"


def initialled(text: Text, initials: Mapping[str, int], doubts: list[Doubt]) -> Iterator[Span]:
    """Yield the initials that somebody's doing, a task, a score or the end of an entry gives away."""
    if text.loud:
        return
    for pattern in (DONE, TASK, ENTRY_END, ABSENT):
        for match in text.in_plain.each(pattern):
            yield from _told(text, match, initials, doubts)
    for match in text.in_plain.each(SPACED):
        yield from _spaced(text, match, doubts)
    for match in text.in_plain.each(SCORES):
        found = [score.span(1) for score in SCORE.finditer(text.plain, *match.span())]
        if any(_certain(text.plain[start:end]) for start, end in found):
            yield from (_span(*place) for place in found)
    for match in text.in_plain.each(PAIR):
        if any(not letters.isalpha() and not listed(letters) for letters in match.groups()):
            yield from (_span(*match.span(group)) for group in (1, 2))


def _told(
    text: Text, match: re.Match[str], initials: Mapping[str, int], doubts: list[Doubt]
) -> Iterator[Span]:
    """Yield letters that somebody is called by, or doubt an abbreviation among them."""
    key = joined(match[1])
    if key in initials:
        yield Span(*match.span(1), "name", "initials", Pass.KNOWN, known=True, who=(initials[key],))
    elif _certain(match[1]):
        yield _span(*match.span(1))
    elif key not in CUES and key not in ROMAN and not _named_next(text, match.end(1)):
        doubts.append(Doubt(*match.span(1), INITIALS))


def _spaced(text: Text, match: re.Match[str], doubts: list[Doubt]) -> Iterator[Span]:
    """Yield letters with spaces between, unless they are an abbreviation or a list of letters."""
    letters, index = match[1], text.first_from(match.start(1))
    before = text.near(index, -1)
    if before in LETTERED or _named_next(text, match.end(1)):
        return
    if letters[0] in "AI" and (text.opens(index) or letters[0] == "I") and before not in BEFORE:
        return
    if before in BEFORE or not listed(letters):
        yield _span(*match.span(1))
    else:
        doubts.append(Doubt(*match.span(1), INITIALS))


def _named_next(text: Text, end: int) -> bool:
    """Return whether a word with a capital follows that no sentence begins with: a name or a title."""
    index = text.first_from(end)
    if index >= len(text.words) or text.gap(index) != " ":
        return False
    word = text.words[index]
    return word.capital and word.key not in NOT_NAMES


def _certain(letters: str) -> bool:
    """Return whether letters can only be initials: with something between them, or no abbreviation."""
    return not letters.isalpha() or not (joined(letters) in ROMAN or listed(letters))


def listed(letters: str) -> bool:
    """Return whether letters are an abbreviation or a word that many use."""
    key = joined(letters)
    short = lexicon.is_short_form(key) or key in lexicon.capitals() or key in NOBODYS
    return short or (lexicon.is_word(key) and key in lexicon.common())


def joined(letters: str) -> str:
    """Return letters without what stands between them."""
    return "".join(letter for letter in letters if letter.isalpha()).lower()


def _span(start: int, end: int) -> Span:
    return Span(start, end, "name", "initials", Pass.PERSON, label="person")
