"""Names by the form in which people write them: initials, roles, lists, quotes, brackets, ends."""

import re
from collections.abc import Iterator

from app.anonymise import lexicon
from app.anonymise.find.cues import CUES, NOT_NAMES
from app.anonymise.find.mentions import LETTERED
from app.anonymise.find.neighbours import MONTHS, VERBS
from app.anonymise.find.places import PLAIN
from app.anonymise.find.protect import Protected
from app.anonymise.find.words import Text
from app.anonymise.find.written import form

CAP = r"(?:(?:O'|Mc|Mac|Fitz)?[A-Z][a-zà-ÿ]+(?:-[A-Z][a-zà-ÿ]+)*)"
INITIALED = re.compile(rf"(?<![\w\-/.'])((?:[A-Z]\.\s?|[A-Z] ){{1,3}}){CAP}\b")
CAPPED = re.compile(rf"(?<!\w){CAP}")
ROLE = lexicon.either("roles")
IN_A_ROLE = re.compile(rf"\b({CAP}(?: {CAP}){{0,2}})(?:, | \()(?:(?:the|our|a) )?(?:[\w&-]+ ){{0,2}}{ROLE}\b")
SIGNED = re.compile(rf"{lexicon.either('valedictions')}[,.!]?\s+({CAP}(?: {CAP}){{0,2}})")
LAST = re.compile(rf"(?:[.!?,)]|\n)\s*({CAP}(?: {CAP}){{0,2}})\W{{0,3}}x*\W*\Z")
QUOTED = re.compile(rf"(?<!\w)[\"']((?:{CAP})(?: {CAP})?)[\"'](?!\w)(?P<then> [A-Z][a-z])?")
LABEL = re.compile(
    r"\b([A-Z][a-z]+|cc|c/o)(?: (?:by|of|to|taken|leader|staff|lead))?\s?([:–-]| )\s*(?=[A-Z])"
)
LISTED = re.compile(r"[^.:\n]*(?:\b[A-Z]\.[^.:\n]*)*")
ITEM = re.compile(r"[^,;/&]+?(?=,|;|/|&| and |\Z)")
CALLED = CUES | {"as", "contact", "name", "nickname", "tag"}
WORDS = NOT_NAMES | {"gp", "hv", "ed"}
BYNAMES = frozenset({"big", "little", "old", "young", "lil", "mad", "fat", "skinny", "tiny"})
BRACKETED = re.compile(rf"\(({CAP})(?=[,)])")
SHORT = re.compile(
    r":\s(?P<list>[A-Z]{2,3}(?:, [A-Z]{2,3})+)\b"
    r"|\b(?:[Tt]yped|[Dd]ictated|[Ss]igned|[Cc]ompleted|[Ww]ritten|[Ee]ntered|[Ff]orm|[Cc]hecked|[Aa]uthorised|[Uu]pdated"
    r"|[Cc]ountersigned)(?: by|:)?(?: [\d/.]{6,10})?,? (?P<one>[A-Z]{2,3})\b(?=[.,;)\n]|\Z)"
    r"|\b[Tt]yped(?: by)? (?P<small>[a-z]{2,3})(?=[.,;)\n]|\Z)"
)
TUCKED = form("name", "toy")
LOWER = re.compile(r"(?<![\w.])([a-z])\. ?([a-z]{3,})\b")
DOTTED = re.compile(r"(?<![\w.])(?:[A-Z]\.\s?){1,2}[A-Z]\.?(?![\w.])")
UNDOTTED = lexicon.words("never initials")
STRONG = lexicon.words("named by label")
WEAK = lexicon.words("perhaps named by label")
AFTER_LETTER = lexicon.words("after a letter")
BEFORE_PERSON = lexicon.words("before a person")
IMPERSONAL = (NOT_NAMES | CUES | PLAIN | MONTHS) | (
    lexicon.capitals() | lexicon.words("titular") | lexicon.abbreviations()
)
ENDS = re.compile(r"\s*(?:[,.;)!?]|\Z)|\s+(?:and|who|for|from)\b")


def formed(text: Text, protected: Protected) -> list[tuple[int, int]]:
    """Return the words that the form of what is written makes a name, whether anybody took them or not.

    Each has the word whose being taken takes it too: the initials before a surname, or the word itself.
    """
    if text.loud:
        return []
    alone = (
        *_roles(text),
        *_quoted(text),
        *_labelled(text),
        *_beside(text),
        *_bracketed(text),
    )
    found = {*_initialed(text), *((index, index) for index in alone)}
    return [one for one in sorted(found) if not protected.clinical(text.words[one[0]].start)]


def personal(key: str) -> bool:
    """Return whether a capitalised word can be a name, and belongs to no organisation, title or month."""
    return key not in IMPERSONAL


def namelike(key: str) -> bool:
    """Return whether a word is a name rather than a word, or could be both."""
    named = key in lexicon.first_names() or key in lexicon.word_names()
    return personal(key) and (named or not lexicon.is_word(key))


def _within(text: Text, start: int, end: int) -> range:
    return range(text.first_from(start), text.first_from(end))


def _initialed(text: Text) -> Iterator[tuple[int, int]]:
    """Yield initials and the surname after them, each with the first of them."""
    for match in text.in_plain.each(INITIALED):
        row = _within(text, *match.span())
        bare = match.group(1).strip()
        before, last = text.key(row[0] - 1), text.key(row[-1])
        lettered = before in LETTERED and not (
            len(bare) == 2 and before in {"year", "head"} and namelike(last)
        )
        if bare in {"I", "A"} or lettered or last in AFTER_LETTER or not personal(last):
            continue
        if namelike(last) or "." not in bare:
            yield from ((index, row[0]) for index in row)


def _roles(text: Text) -> Iterator[int]:
    """Yield names that a role follows, a valediction precedes, or that end a text."""
    for match in text.in_plain.chained(IN_A_ROLE, CAPPED):
        row = _within(text, *match.span(1))
        if all(personal(text.key(index)) for index in row):
            opening = text.opens(row[0]) and len(row) < 2
            yield from (index for index in row if namelike(text.key(index)) or not opening)
    for match in text.in_plain.each(SIGNED):
        yield from (index for index in _within(text, *match.span(1)) if personal(text.key(index)))
    last = LAST.search(text.plain, max(0, len(text.plain) - 60))
    if last:
        row = _within(text, *last.span(1))
        if any(namelike(text.key(index)) for index in row):
            yield from (index for index in row if personal(text.key(index)))


def _quoted(text: Text) -> Iterator[int]:
    """Yield nicknames in quotes: names, or what a surname follows."""
    for match in text.in_plain.each(QUOTED):
        row = _within(text, *match.span(1))
        called = bool(match["then"]) or text.key(row[0] - 1) in CALLED or len(row) > 1
        if all(personal(text.key(index)) for index in row):
            yield from (index for index in row if called or namelike(text.key(index)))


def _labelled(text: Text) -> Iterator[int]:
    """Yield the people whom a label such as `Present:` lists."""
    for match in text.in_plain.each(LABEL):
        label, mark = match.group(1).lower(), match.group(2)
        if label not in STRONG and not (label in WEAK and mark.strip()):
            continue
        listed = LISTED.match(text.plain, match.end())
        begun = match.end()
        until = listed.end() if listed else begun
        for item in ITEM.finditer(text.plain, begun, until):
            yield from _first_names_of(text, _within(text, *item.span()), sure=label in STRONG)
            if not mark.strip():
                break


def _first_names_of(text: Text, row: range, *, sure: bool) -> Iterator[int]:
    """Yield the capitalised words with which an item of a list begins, after titles."""
    begun = False
    for index in row:
        key, word = text.key(index), text.words[index]
        if not begun and (key in CUES or word.shouted or key == "and"):
            continue
        listed = personal(key) or key in {"will", "may"}
        if not word.capital or not listed or not (sure or namelike(key)):
            return
        begun = True
        yield index


def _beside(text: Text) -> Iterator[int]:
    """Yield words with a capital that nothing but a person explains: `with Comfort.`, `when Woody left`."""
    for index, word in enumerate(text.words):
        if not word.capital or word.shouted or len(word.key) < 3 or text.opens(index):
            continue
        if word.key in BYNAMES and text.gap(min(index + 1, len(text.words) - 1)) == " ":
            after = text.key(index + 1)
            if after and text.words[index + 1].capital and namelike(after):
                yield from (index, index + 1)
        if text.near(index, -1) not in BEFORE_PERSON or not personal(word.key) or _medical(word.key):
            continue
        ends = namelike(word.key) and ENDS.match(text.plain, word.end)
        if word.possessive or text.near(index, 1) in VERBS or ends:
            yield index


def _bracketed(text: Text) -> Iterator[int]:
    """Yield a name in brackets, and initials beside a colon or after `typed by`."""
    for match in text.in_plain.each(BRACKETED):
        yield from (index for index in _within(text, *match.span(1)) if namelike(text.key(index)))
    for match in text.in_plain.each(SHORT):
        row = _within(text, *match.span(match.lastgroup or 0))
        yield from (index for index in row if len(row) > 1 or not _word(text.key(index)))
    for match in text.in_plain.each(TUCKED):
        yield from _within(text, *match.span(match.lastgroup or 0))
    for match in text.in_plain.each(LOWER):
        key = match.group(2)
        surname = key in lexicon.packed_words("family.xz") and key not in lexicon.common()
        if surname or key in lexicon.first_names() or (not lexicon.is_word(key) and len(key) > 3):
            yield from _within(text, *match.span())
    for match in text.in_plain.each(DOTTED):
        row = _within(text, *match.span())
        letters = "".join(text.key(index) for index in row)
        listed = text.key(row[0] - 1) in LETTERED and ". I" in match.group()
        if not listed and letters not in UNDOTTED and letters not in lexicon.capitals():
            yield from row


def _word(key: str) -> bool:
    return key in lexicon.abbreviations() or key in WORDS


def _medical(key: str) -> bool:
    """Return whether a word belongs to medicine alone."""
    clinical = lexicon.is_medical(key)
    return clinical and key not in lexicon.word_names() and key not in lexicon.first_names()
