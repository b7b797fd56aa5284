"""Addresses, schools, practices and places of a record, as the sequences of words that people write."""

import re
from dataclasses import dataclass
from functools import cache

from app.anonymise import lexicon
from app.anonymise.find.words import keys_of
from app.anonymise.normal import plain

ROADS = {road: shorts for road, *shorts in lexicon.rows("roads.txt")}
GENERIC = lexicon.words("generic")
GENERIC_PLACES = GENERIC | lexicon.words("generic places")
NUMBERED = re.compile(r"\b\w*\d\w*\b(?:\s[a-zA-Z]\b)?")
BUILDINGS = frozenset(
    {"grange", "manor", "hall", "lodge", "mill", "barn", "vicarage", "rectory", "farmhouse", "priory"}
)
LABELS = {
    "school": "school",
    "gp_practice": "GP practice",
    "hospital": "hospital",
    "place": "place",
    "address": "address",
    "other": "detail",
    "name": "person",
}


@dataclass(frozen=True)
class Phrase:
    """Words in a row that identify. A strict one counts only where it is written with capitals."""

    keys: tuple[str, ...]
    kind: str
    owner: int = -1
    strict: bool = False
    acronym: bool = False


def organisation(kind: str, value: str) -> list[Phrase]:
    """Return the forms of an address, an organisation or a place."""
    found: list[Phrase] = []
    kind = kind if kind in LABELS else "other"
    pieces = [piece for piece in re.split(r"[,;\n(]", plain(value)) if piece.strip()]
    for place, piece in enumerate(pieces):
        part = kind if kind != "address" or not place or _road(piece) else "place"
        for said in dict.fromkeys((piece, piece.replace("'s ", " s "))):
            found += _forms(part, keys_of(NUMBERED.sub(" ", said)))
    if kind != "address" and pieces:
        found += _acronym(kind, keys_of(pieces[0]))
    return list(dict.fromkeys(found))


def _road(piece: str) -> bool:
    keys = keys_of(piece)
    return bool(keys) and (keys[-1] in ROADS or any(letter.isdigit() for letter in piece))


def _forms(kind: str, keys: tuple[str, ...]) -> list[Phrase]:
    """Return the whole and what is left without its generic words."""
    keys = tuple(key for key in keys if key != "flat") if kind == "address" else keys
    street = kind == "address" and len(keys) > 1
    general = GENERIC_PLACES if kind in {"place", "other"} else GENERIC
    if not keys or (not street and all(key in general or len(key) < 2 for key in keys)):
        return []
    named = kind == "address" and len(keys) > 1 and keys[-1] in BUILDINGS
    found = [Phrase(("the", keys[-1]), kind, strict=True)] if named else []
    found += [Phrase(keys, kind, strict=_ordinary(keys) and kind != "address" and len(keys) < 2)]
    found += [Phrase((*keys[:-1], short), kind) for short in ROADS.get(keys[-1], ())]
    core = tuple(key for key in keys if key not in GENERIC and key not in ROADS and len(key) > 1)
    if core and core != keys and not _place(core):
        ordinary = _ordinary(core)
        found.append(Phrase(core, kind, strict=ordinary or kind == "address"))
        if len(core) > 1:
            found += [Phrase((key,), kind) for key in core if not lexicon.is_word(key) and len(key) > 3]
    if keys[0] in {"st", "saint"} and len(keys) > 1:
        for saint in ("st", "saint"):
            found.append(Phrase((saint, keys[1]), kind))
    return found


def _acronym(kind: str, keys: tuple[str, ...]) -> list[Phrase]:
    letters = "".join(key[0] for key in keys if key not in {"and", "of", "the", "for"})
    if len(letters) < 3 or letters in lexicon.capitals() or letters in lexicon.listed("clinical.txt"):
        return []
    return [Phrase((letters,), kind, acronym=True)]


def _ordinary(keys: tuple[str, ...]) -> bool:
    return all(lexicon.is_word(key) for key in keys)


def _place(keys: tuple[str, ...]) -> bool:
    return " ".join(keys) in _settlements()


@cache
def _settlements() -> frozenset[str]:
    return frozenset(place.lstrip("?!").replace("-", " ") for place, _ in lexicon.gazetteer("places.txt"))
