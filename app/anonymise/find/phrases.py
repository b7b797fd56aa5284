"""Known sequences of words: addresses, organisations, double names and initials."""

import re
from collections.abc import Iterator
from dataclasses import replace

from app.anonymise import lexicon
from app.anonymise.find.identifiers import Identifiers
from app.anonymise.find.known import Known
from app.anonymise.find.near import Near
from app.anonymise.find.neighbours import VERBS
from app.anonymise.find.organisations import Phrase
from app.anonymise.find.spans import Pass, Span
from app.anonymise.find.words import Text

NUMBER = re.compile(
    r"(?:\b(?:flat|apartment|apt|unit|room|no\.?|number)\s*\d*[a-z]?\s*,?\s*)?\b\d+\s?[a-z]?\s*,?\s*\Z"
)
DOTTED = re.compile(r"\b([A-Z])\.\s?(?:([A-Z])\.\s?)?([A-Z])\b\.?")
LETTER = re.compile(
    r"\b(?:[Bb]aby|[Cc]hild|Mr|Mrs|Ms|Miss|Master|[Tt]win|[Ss]ibling)\.? ([A-Z])"
    r"\b(?!['.]?[a-z\d])(?!\.? ?[A-Z]|'[A-Z])"
)
SHORT_INITIALS = 2
INITIALLED = lexicon.words("before initials")
CLINICAL_NOUNS = frozenset(
    {"scan", "scans", "results", "result", "spine", "brain", "angiogram", "request", "positive"}
)
ENTRY_GAP = re.compile(r"[ :]{1,2}\n?")
ENTRY_END = re.compile(r"\.?\s*(?:\n|\Z)")
TAILED = frozenset({"school", "gp_practice", "hospital", "place"})
TAILS = lexicon.words("ends of organisations")


def phrases(text: Text, index: Known) -> list[Span]:
    """Return where a text holds known sequences of words."""
    known, near = index.identifiers, index.words
    seen: dict[str, list[int]] = {}
    for place, word in enumerate(text.words):
        for key in near.like(word.key):
            seen.setdefault(key, []).append(place)
    spans = list(_houses(text, known))
    for phrase in known.phrases:
        anchor = max(phrase.keys, key=len)
        offset = phrase.keys.index(anchor)
        for place in seen.get(anchor, ()):
            span = _at(text, place - offset, phrase, near)
            if span:
                who = known.names.get("".join(phrase.keys)) if phrase.kind == "name" else None
                spans.append(replace(span, who=tuple(sorted(who))) if who else span)
    return spans


def _houses(text: Text, known: Identifiers) -> Iterator[Span]:
    """Yield the number of the family's house where it stands without the street."""
    for house in known.houses:
        number = re.escape(house).replace(r"\ ", " ?")
        lead = "" if house[-1].isalpha() else r"(?:no\.?|number|house|plot|flat)\s?"
        for match in re.finditer(rf"(?<![\w.,/:]){lead}{number}(?![\w/:%]|\.\d)", text.lower):
            yield Span(*match.span(), "address", "known-house", Pass.KNOWN, known=True)


def _at(text: Text, first: int, phrase: Phrase, near: Near) -> Span | None:
    last = first + len(phrase.keys) - 1
    if first < 0 or last >= len(text.words):
        return None
    exact = True
    for index, key in enumerate(phrase.keys, first):
        word = text.words[index]
        if word.key not in {key, f"{key}s"}:
            if key not in near.slips(word.key) or lexicon.is_word(word.key):
                return None
            exact = False
        if index > first and not text.close(index):
            return None
    if not _written(text, first, last, phrase, exact):
        return None
    start, end = text.words[first].start, text.words[last].end
    if phrase.kind == "address" and (number := NUMBER.search(text.lower, max(0, start - 24), start)):
        start = number.start()
    if phrase.kind in TAILED and last + 1 < len(text.words) and text.gap(last + 1) == " ":
        end = text.words[last + 1].end if text.key(last + 1) in TAILS else end
    owners = (phrase.owner,) if phrase.owner >= 0 else ()
    return Span(start, end, phrase.kind, "known-phrase", Pass.KNOWN, known=True, who=owners)


def _written(text: Text, first: int, last: int, phrase: Phrase, exact: bool) -> bool:
    """Return whether a phrase is written as its kind must be."""
    words = text.words[first : last + 1]
    if phrase.acronym:
        return exact and words[0].shouted
    if not phrase.strict:
        return True
    if not exact:
        return False
    capitals = all(word.capital for word in words if len(word.text) > 3)
    return capitals and (len(words) > 1 or not text.opens(first))


def initials(text: Text, known: Identifiers) -> list[Span]:
    """Return the initials of known people, with dots, without, and after `Baby` or a title."""
    spans = []
    for match in text.in_plain.each(DOTTED):
        letters = "".join(letter for letter in match.groups() if letter).lower()
        if letters in known.initials:
            spans.append(_initial(*match.span(), known.initials[letters]))
    spans += [
        Span(*match.span(1), "name", "initial", Pass.KNOWN, known=True, who=_lettered(match, known))
        for match in text.in_plain.each(LETTER)
    ]
    for index, word in enumerate(text.words):
        owner = known.initials.get(word.key) if word.shouted and not text.loud else None
        if owner is not None and _initialled(text, index):
            spans.append(_initial(word.start, word.end, owner, "Initials, or an abbreviation?"))
            continue
        if owner is None or word.key in lexicon.capitals():
            continue
        if word.key in lexicon.abbreviations() and text.near(index, 1) not in lexicon.words("acts"):
            continue
        if len(word.key) > SHORT_INITIALS or word.possessive or text.near(index, 1) in VERBS:
            spans.append(_initial(word.start, word.end, owner, "Initials, or an abbreviation?"))
    return spans


def _initialled(text: Text, index: int) -> bool:
    """Return whether known initials stand where somebody is meant, or end an entry as a signature does."""
    word = text.words[index]
    if text.near(index, 1) in CLINICAL_NOUNS or text.key(index + 1) in CLINICAL_NOUNS:
        return False
    if text.key(index - 1) in INITIALLED and ENTRY_GAP.fullmatch(text.gap(index)):
        return True
    return bool(ENTRY_END.match(text.plain, word.end)) and text.gap(index).rstrip()[-1:] in {",", "."}


def _initial(start: int, end: int, owner: int, doubt: str = "") -> Span:
    return Span(start, end, "name", "initials", Pass.KNOWN, known=True, who=(owner,), doubt=doubt)


def _lettered(match: re.Match[str], known: Identifiers) -> tuple[int, ...]:
    """Return the child for `Baby O`, and nobody certain for `Mr O`."""
    return (0,) if match.group()[:4].lower() in {"baby", "chil", "twin", "mast"} and known.owners else ()
