"""The gazetteer of the four areas and their neighbours: settlements, hospitals, landmarks."""

from collections.abc import Iterator
from functools import cache

from app.anonymise import lexicon
from app.anonymise.find.protect import Protected
from app.anonymise.find.spans import Pass, Span
from app.anonymise.find.words import Text, keys_of

BEFORE = lexicon.words("before")


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
                end = span[1] + 2 * (owning and text.words[index + len(keys) - 1].possessive)
                yield Span(span[0], end, kind, "gazetteer", Pass.PLACE, label=label)
                break
        if word.shouted and word.text in _acronyms() and not text.loud:
            yield Span(word.start, word.end, "hospital", "acronym", Pass.PLACE, label=_acronyms()[word.text])


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
    if ordinary and (not capital or text.loud):
        return None
    if unsure and text.near(index, -1) not in BEFORE:
        return None
    if len(keys) == 1 and ordinary and text.opens(index):
        return None
    return words[0].start, words[-1].end
