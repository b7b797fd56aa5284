"""The gazetteer of the four areas and their neighbours: settlements, hospitals, landmarks."""

from collections.abc import Iterator
from functools import cache

from app.anonymise import lexicon
from app.anonymise.find.protect import Protected
from app.anonymise.find.spans import Pass, Span
from app.anonymise.find.words import Text, keys_of

BEFORE = lexicon.words("before")
WIDEST = 3
STAYING = frozenset().union(*map(lexicon.words, ("not names", "jobs", "people", "police", "courtesy titles")))
TAILS = {
    "hospital": frozenset(
        {"hospice", "hospital", "hosp", "hospitals", "infirmary", "mlu", "maternity", "trust"}
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


@cache
def _entries() -> dict[str, list[tuple[tuple[str, ...], str, str, bool, bool]]]:
    """Return the gazetteer by first word: (words, kind, label, needs a place word, ends in 's)."""
    entries: dict[str, list[tuple[tuple[str, ...], str, str, bool, bool]]] = {}
    for name, kind in (("hospitals.txt", "hospital"), ("places.txt", "place")):
        for place, label in lexicon.gazetteer(name):
            keys = keys_of(place)
            if keys:
                entry = (
                    keys,
                    "place" if label == "council" else kind,
                    label,
                    place.startswith("?"),
                    place.endswith("'s"),
                )
                entries.setdefault(keys[0], []).append(entry)
    return {first: sorted(found, key=lambda entry: -len(entry[0])) for first, found in entries.items()}


def listed_places(text: Text, protected: Protected) -> Iterator[Span]:
    """Yield the places of a text that the gazetteer lists, each with its general label."""
    entries = _entries()
    for index, word in enumerate(text.words):
        for keys, kind, label, unsure, owning in entries.get(word.key, ()):
            span = _entry(text, index, keys, unsure)
            if span and not protected.eponym(word.start):
                span = _widened(text, *span) if kind == "place" else span
                end = _ended(text, span[1], kind) + 2 * (
                    owning and text.words[index + len(keys) - 1].possessive
                )
                yield Span(span[0], end, kind, "gazetteer", Pass.PLACE, label=label)
                break
        if word.shouted and word.text in _acronyms():
            yield Span(word.start, word.end, "hospital", "acronym", Pass.PLACE, label=_acronyms()[word.text])


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
    return start, last


def _staying(key: str) -> bool:
    """Return whether a word after a place says something of its own."""
    return key in STAYING


def _ended(text: Text, end: int, kind: str) -> int:
    """Return where a place ends with the general word that follows it, as in `Hope House hospice`."""
    index = text.first_from(end)
    after = text.key(index)
    general = after in TAILS.get(kind, ()) and text.gap(index) == " "
    return text.words[index].end if general else end


@cache
def _acronyms() -> dict[str, str]:
    return dict(lexicon.pairs("acronyms.txt"))


def _entry(text: Text, index: int, keys: tuple[str, ...], unsure: bool) -> tuple[int, int] | None:
    """Return where a gazetteer entry stands, if it is written as a place."""
    words = text.words[index : index + len(keys)]
    if tuple(word.key for word in words) != keys:
        return None
    if any(not text.close(index + step) for step in range(1, len(keys))):
        return None
    ordinary = all(lexicon.is_word(key) or key in lexicon.word_names() for key in keys)
    capital = all(word.capital for word in words if len(word.text) > 3)
    if ordinary and (not capital or (text.loud and len(keys) < 2)):
        return None
    if unsure and text.near(index, -1) not in BEFORE:
        return None
    if len(keys) == 1 and ordinary and text.opens(index):
        headed = text.plain[words[0].start - 2 : words[0].start] == ": "
        return (
            (words[0].start, words[-1].end)
            if headed and text.plain[words[0].end : words[0].end + 1] in {",", "."}
            else None
        )
    return words[0].start, words[-1].end
