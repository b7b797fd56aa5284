"""The gazetteer of the four areas and their neighbours: settlements, hospitals, landmarks."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from app.anonymise import lexicon
from app.anonymise.find.acronyms import SURE, acronym
from app.anonymise.find.protect import Protected
from app.anonymise.find.spans import Pass, Span
from app.anonymise.find.words import Text, keys_of

BEFORE = lexicon.words("before") | {"station"}
LED = BEFORE | SURE | frozenset({"for", "past", "after", "down", "up", "ward"})
MARKS = "?!"
WIDEST = 3
GAZETTEERS = (("hospitals.txt", "hospital"), ("places.txt", "place"), ("local.txt", ""))
KINDS = {"school": "school", "nursery": "school", "ward": "hospital", "GP practice": "gp_practice"}
STAYING = frozenset().union(*map(lexicon.words, ("not names", "jobs", "people", "police", "courtesy titles")))
BESIDE = re.compile(r"(?:\bthe (?:hall|barn|inn|arms) at |\b[abm]\d{1,4} (?:at )?)\Z")
LOOK_BACK = 24
PHRASES = frozenset(
    {"good hope", "new cross", "castle green", "small heath", "high town", "low town", "half moon"}
    | {"church hill", "hall green", "lodge park", "the quarry park", "woodlands centre"}
)
ROADS = frozenset({"rd", "road", "cl", "close", "ln", "lane", "street", "ave", "avenue", "drive", "crescent"})
TAILS = {
    "hospital": frozenset(
        {
            "hospice",
            "hospital",
            "hosp",
            "hospitals",
            "infirmary",
            "mlu",
            "maternity",
            "trust",
            "overflow",
            "annexe",
        }
    ),
    "place": frozenset(
        {
            "bridge",
            "church",
            "mosque",
            "school",
            "primary",
            "nursery",
            "park",
            "station",
            "hospital",
            "hospice",
        }
    ),
}


class Entry(NamedTuple):
    """A place as people write it: its words, its label, the mark before it, whether it ends in 's."""

    keys: tuple[str, ...]
    kind: str
    label: str
    mark: str
    owning: bool

    @property
    def ordinary(self) -> bool:
        """Return whether each word is also one of the language, or somebody's name."""
        return all(lexicon.is_word(key) or key in lexicon.word_names() for key in self.keys)


@cache
def _entries() -> dict[tuple[str, ...], list[Entry]]:
    """Return the gazetteer by its first two words, or by the only one, the longest names first."""
    entries: dict[tuple[str, ...], list[Entry]] = {}
    for name, general in GAZETTEERS:
        for place, label in lexicon.gazetteer(name):
            keys = keys_of(place)
            if keys:
                kind = "place" if label == "council" else general or KINDS.get(label, "place")
                mark = place[0] if place[0] in MARKS else ""
                entries.setdefault(keys[:2], []).append(Entry(keys, kind, label, mark, place.endswith("'s")))
    return {begun: sorted(found, key=lambda entry: -len(entry.keys)) for begun, found in entries.items()}


@cache
def _begun() -> frozenset[str]:
    return frozenset(keys[0] for keys in _entries())


def listed_places(text: Text, protected: Protected) -> Iterator[Span]:
    """Yield the places of a text that the gazetteer lists, each with its general label."""
    entries, begun = _entries(), _begun()
    for index, word in enumerate(text.words):
        possible = word.key in begun
        pair = entries.get((word.key, text.key(index + 1)), ()) if possible else ()
        for entry in (*pair, *entries.get((word.key,), ())) if possible else ():
            span = _found(text, index, entry)
            if span and not protected.eponym(word.start):
                span = _widened(text, *span) if entry.kind == "place" else span
                last = text.words[index + len(entry.keys) - 1]
                end = _ended(text, span[1], entry.kind) + 2 * (entry.owning and last.possessive)
                yield Span(span[0], end, entry.kind, "gazetteer", Pass.PLACE, label=entry.label)
                break
        if label := acronym(text, index):
            yield Span(word.start, word.end, "hospital", "acronym", Pass.PLACE, label=label)


def _widened(text: Text, start: int, end: int) -> tuple[int, int]:
    """Return a place with the capitalised words after it, as in `Kidderminster Shuttle`."""
    index = text.first_from(end)
    last = end
    while index < len(text.words) and index - text.first_from(end) < WIDEST and not text.loud:
        word = text.words[index]
        if (
            text.gap(index) != " "
            or not word.capital
            or word.key in lexicon.first_names()
            or _staying(word.key)
        ):
            break
        last = word.end
        index += 1
    beside = BESIDE.search(text.lower, max(0, start - LOOK_BACK), start)
    return beside.start() if beside else start, last


def _staying(key: str) -> bool:
    """Return whether a word after a place says something of its own."""
    return key in STAYING


def _ended(text: Text, end: int, kind: str) -> int:
    """Return where a place ends with the general word that follows it, as in `Hope House hospice`."""
    index = text.first_from(end)
    after = text.key(index)
    general = (after in ROADS or after in TAILS.get(kind, ())) and text.gap(index) == " "
    return text.words[index].end if general else end


def _found(text: Text, index: int, entry: Entry) -> tuple[int, int] | None:
    """Return where a gazetteer entry stands, if it is written as a place."""
    size = len(entry.keys)
    words = text.words[index : index + size]
    if tuple(word.key for word in words) != entry.keys:
        return None
    if any(not text.close(index + step) for step in range(1, size)):
        return None
    place, before = (words[0].start, words[-1].end), text.near(index, -1)
    if entry.mark == "!" and text.gap(index) == ": ":
        before = text.key(index - 1)
    if entry.mark == "?" and before not in BEFORE:
        return None
    if entry.mark == "!" and (before in SURE or (before in LED and not entry.ordinary)):
        return place
    if not entry.ordinary:
        return place if entry.mark != "!" or _proper(text, index) else None
    capital = all(word.capital for word in words if len(word.text) > 3)
    if size > 1:
        return place if capital or before in SURE or " ".join(entry.keys) not in PHRASES else None
    if not capital or text.loud:
        return None
    if text.opens(index):
        headed = text.plain[place[0] - 2 : place[0]] == ": "
        return place if headed and text.plain[place[1] : place[1] + 1] in {",", "."} else None
    return place if not entry.mark or _proper(text, index) else None


def _proper(text: Text, index: int) -> bool:
    """Return whether a word has a capital that says something."""
    titled = bool(index) and text.gap(index) == " " and text.words[index - 1].capital
    return text.words[index].capital and not titled and not text.loud and not text.opens(index)
