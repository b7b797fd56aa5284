"""Mentions of known people: the words of one person in a row are one mention, with the owners it leaves."""

import re

from app.anonymise import lexicon
from app.anonymise.find.identifiers import PARTICLES
from app.anonymise.find.known import Hit, Known
from app.anonymise.find.owners import FEMALE, MALE, owner_of
from app.anonymise.find.protect import Protected
from app.anonymise.find.spans import Doubt, Pass, Span
from app.anonymise.find.words import Text

BEFORE_SURNAME = PARTICLES - {"and", "the", "y", "a", "do", "al", "o"}
LETTERED = lexicon.words("lettered")
SMALL_INITIALS = frozenset("bcdfghjlmpst")
CHILD = frozenset({"baby", "master", "little", "child"})
STAFF = frozenset({"dr", "pc", "dc", "ds", "sgt", "nurse", "midwife", "sister", "prof"})
HYPHENED = frozenset({"al", "el", "ul", "ap", "de", "mac", "mc", "o", "ben", "abu", "ibn", "bin"})
INITIAL_GAP = re.compile(r" {1,2}|,[ \u00a0]{0,2}|\.? ?|\n")
LADY = frozenset({"mrs", "ms", "miss"})


def names(text: Text, known: Known, protected: Protected, doubts: list[Doubt]) -> list[Span]:
    """Return the mentions of known people: words of one person in a row are one mention."""
    hits = known.hits(text, protected, doubts)
    spans: list[Span] = []
    index = 0
    while index < len(text.words):
        if index not in hits:
            index += 1
            continue
        last, who = index, hits[index].who
        while (step := _next(text, known, hits, last, who)) is not None:
            last, who = step, (who & hits[step].who) or who
        spans.append(_mention(text, known, hits, index, last, who))
        index = last + 1
    return spans


def _next(text: Text, known: Known, hits: dict[int, Hit], last: int, who: frozenset[int]) -> int | None:
    """Return the next word of the same mention: at once, or after one capitalised word or initial."""
    for ahead in (last + 1, last + 2):
        if ahead not in hits or not all(map(text.close, range(last + 1, ahead + 1))):
            continue
        if ahead == last + 1:
            if hits[ahead].who & who or _married(text, known, hits, ahead, who):
                return ahead
        elif hits[ahead].who & who and text.words[last + 1].capital and not _comma(text, last + 1, ahead):
            return ahead
    return None


def _comma(text: Text, first: int, last: int) -> bool:
    return any("," in text.gap(place) for place in range(first, last + 1))


def _married(text: Text, known: Known, hits: dict[int, Hit], ahead: int, who: frozenset[int]) -> bool:
    """Return whether a first name is followed by a surname that the record gives to others of the family."""
    if text.gap(ahead) != " " or len(who) != 1:
        return False
    first = known.parts(text.key(ahead - 1), who)
    return "last" in known.parts(text.key(ahead), hits[ahead].who) and bool(first) and "last" not in first


def _mention(
    text: Text, known: Known, hits: dict[int, Hit], first: int, last: int, who: frozenset[int]
) -> Span:
    """Return the span of a mention with its title, and the owners that the title leaves."""
    parts = [hits[place] for place in range(first, last + 1) if place in hits]
    doubt = next((part.doubt for part in parts if part.doubt), "")
    begin, called = first, text.near(first, -1)
    while begin and (_belongs(text, begin) or _own(text, begin, known)):
        begin -= 1
    owners = tuple(sorted(_narrowed(known, who, called)))
    rule = "known-name-slip" if any(part.slip for part in parts) else "known-name"
    recorded = any(known.identifiers.owners[owner].recorded for owner in who)
    end = last
    while end < last + 2 and _initial(text, end + 1, first=end == last):
        end += 1
    start, end = text.words[begin].start, text.words[end].end
    return Span(start, end, "name", rule, Pass.KNOWN, recorded, owners, doubt=doubt)


def _initial(text: Text, index: int, *, first: bool) -> bool:
    """Return whether a word is the initial of the name before it, as in `Emma T` or `PROSSER, M.`."""
    if index >= len(text.words) or not INITIAL_GAP.fullmatch(text.gap(index)):
        return False
    word = text.words[index]
    after = text.plain[word.end : word.end + 1]
    if len(word.text) == 1 and word.capital and (text.gap(index) != " " or not first):
        if after == "." or word.text in "AI":
            return after == "." or (not first and after in {",", ")"})
        shouted = text.words[index - 1].shouted and "," in text.gap(index)
        return not (after.isalnum() or after == "'") and (shouted or "," not in text.gap(index))
    if text.gap(index).strip():
        return False
    if text.quiet and word.text in SMALL_INITIALS:
        return True
    return (
        len(word.text) == 1
        and word.capital
        and word.text not in "AI"
        and text.plain[word.end : word.end + 1] != "'"
    )


def _belongs(text: Text, begin: int) -> bool:
    """Return whether the word before a mention is its particle or initial: a title stays."""
    before, gap = text.words[begin - 1], text.gap(begin)
    if gap == "-" and before.key in HYPHENED:
        return True
    if not re.fullmatch(r"\.?[ \n]?|'", gap):
        return False
    chained = len(text.words[begin].text) == 1
    if text.key(begin - 2) in LETTERED:
        return False
    if len(before.text) == 1 and before.capital and (before.text not in "IA" or chained):
        if re.search(r"\d ?\Z", text.plain[max(0, before.start - 2) : before.start]):
            return False
        return not text.plain[max(0, before.start - 1) : before.start].isalnum()
    return before.key in BEFORE_SURNAME


def _own(text: Text, begin: int, known: Known) -> bool:
    """Return whether the letter before a surname is somebody's: `I Wysocki`, `child P. Fox`."""
    before = text.words[begin - 1]
    if len(before.text) != 1 or not re.fullmatch(r"\.?[ \n]?", text.gap(begin)):
        return False
    if text.plain[max(0, before.start - 2) : before.start].strip().isdigit():
        return False
    return before.capital and before.key + text.key(begin)[0] in known.identifiers.initials


def _narrowed(known: Known, who: frozenset[int], called: str) -> frozenset[int]:
    """Return the owners whom a title or a relation word leaves."""
    if len(who) < 2 or not called:
        return who
    owners = known.identifiers.owners
    if called in CHILD and 0 in who:
        return frozenset({0})
    label = owner_of(called).label
    chosen = {one for one in who if owners[one].label == label}
    if called in STAFF:
        chosen = chosen or {one for one in who if owners[one].staff}
    if called in LADY:
        chosen = {one for one in who if owners[one].label in FEMALE}
    if called == "mr":
        chosen = {one for one in who if owners[one].label in MALE}
    return frozenset(chosen) or who
