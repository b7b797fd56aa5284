"""Initials: of known people however spaced, and of anybody who signs, checks or witnesses."""

import re
from collections.abc import Iterator, Mapping

from app.anonymise import lexicon
from app.anonymise.find.spans import Pass, Span
from app.anonymise.find.words import Text
from app.anonymise.find.written import form, forms

SIGNED, SIGNED_SMALL, SPACED, NAMED, EXHIBIT, ASKED, ALONE, PAIRED = (
    pattern for _, pattern in forms("initials")
)
EXHIBIT_END = form("small exhibit", "end")
SMALL_MARK = re.compile(r"(?<![\w/.])[a-z]\.[a-z](?:\.[a-z])?\.?\Z")
MARK_LENGTH = 8
SMALL = tuple(pattern for _, pattern in forms("small initials"))
NOT_NAMES = lexicon.words("not names")
NOBODYS = lexicon.words("nobody's initials")


def letters(text: Text, initials: Mapping[str, int]) -> Iterator[Span]:
    """Yield initials where a person signs, and known initials that are spaced out or name the patient."""
    yield from _signed(text, initials)
    yield from _exhibits(text, initials)
    for pattern in (NAMED, SPACED):
        for match in text.in_plain.each(pattern):
            if _joined(match.group(1)) in initials and not text.plain.startswith(" positive", match.end()):
                yield _span(match.span(1), match.group(1), initials)
    for match in text.in_plain.each(PAIRED):
        if any(_joined(part) in initials for part in match.group().split("/")):
            yield _span(match.span(), match.group().partition("/")[0], initials)
    for pattern in SMALL if text.quiet else ():
        for match in text.in_plain.each(pattern):
            if _joined(match.group(1)) in initials and _joined(match.group(1)) not in NOBODYS:
                yield _span(match.span(1), match.group(1), initials)
    if not text.loud:
        yield from _alone(text, initials)


def _signed(text: Text, initials: Mapping[str, int]) -> Iterator[Span]:
    """Yield initials after a word of signing, alone or as a pair."""
    for pattern in (SIGNED, SIGNED_SMALL):
        for match in text.in_plain.each(pattern):
            paired = bool(match["two"])
            for part in ("one", "two"):
                if match[part] and (paired or _somebodys(match[part], initials, loud=text.loud)):
                    yield _span(match.span(part), match[part], initials)


def _exhibits(text: Text, initials: Mapping[str, int]) -> Iterator[Span]:
    """Yield exhibits that begin with somebody's initials."""
    for match in text.in_plain.each(EXHIBIT):
        mark = match.group(1).partition("/")[0]
        if _joined(mark) in initials or " " in mark:
            yield Span(*match.span(1), "reference", "exhibit", Pass.PATTERN, label="reference")
        elif not mark[1].isalpha():
            yield _span((match.start(1), match.start(1) + len(mark)), mark, initials)
    for match in text.in_plain.each(EXHIBIT_END):
        small = SMALL_MARK.search(text.plain, max(0, match.start() - MARK_LENGTH), match.start())
        key = _joined(small.group()) if small else ""
        if small and (key in initials or key not in NOBODYS):
            yield _span(small.span(), small.group(), initials)


def _alone(text: Text, initials: Mapping[str, int]) -> Iterator[Span]:
    """Yield letters that somebody was asked by, or that stand alone at the end of an entry."""
    for match in (*text.in_plain.each(ASKED), *text.in_plain.each(ALONE)):
        part = next(number for number in (1, 2) if number <= match.re.groups and match[number])
        joined = match[part].lower()
        if not _known(joined):
            yield _span(match.span(part), match[part], initials)


def _known(joined: str) -> bool:
    """Return whether letters are a word or an abbreviation that stands for nobody."""
    listed = lexicon.is_short_form(joined) or joined in lexicon.capitals()
    return listed or joined in NOBODYS or lexicon.is_word(joined)


def _somebodys(found: str, initials: Mapping[str, int], *, loud: bool) -> bool:
    """Return whether letters may be initials rather than an abbreviation."""
    joined = _joined(found)
    spaced = len(found.rstrip(".")) > len(joined)
    if joined in initials and (not loud or joined not in NOT_NAMES):
        return True
    return spaced or not (joined in NOBODYS or joined in NOT_NAMES)


def _joined(found: str) -> str:
    return "".join(letter for letter in found if letter.isalpha()).lower()


def _span(place: tuple[int, int], found: str, initials: Mapping[str, int]) -> Span:
    owner = initials.get(_joined(found))
    if owner is None:
        return Span(*place, "name", "initials", Pass.PERSON, label="person")
    return Span(*place, "name", "initials", Pass.KNOWN, known=True, who=(owner,))
