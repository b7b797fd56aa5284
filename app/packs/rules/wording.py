"""Words that a person may put in the place of others: general ones, never a name."""

import re
from collections.abc import Mapping
from typing import Any

from app.anonymise import lexicon

WORDS = re.compile(r"[A-Za-z']+")
SHORT = frozenset({"GP", "A&E", "ED", "NHS", "CAMHS", "CDRM", "JAR", "PICU", "NICU"})
MOST_DIGITS = 2


def is_general(label: str) -> bool:
    """Return whether a label in brackets is made of common words alone, one letter or a number among them.

    An offset from the death, such as `D-3`, is general as it is.
    """
    if not label.startswith("["):
        return True
    words = [word.strip("'") for word in WORDS.findall(label) if word.strip("'")]
    letters = [word for word in words if len(word) == 1 and word != "a"]
    if sum(map(str.isdigit, label)) > MOST_DIGITS or len(letters) > 1:
        return False
    return all(len(word) == 1 or _is_common(word) for word in words)


def _is_common(word: str) -> bool:
    if word in SHORT:
        return True
    bare = word.removesuffix("'s")
    return bare.isalpha() and bare.islower() and lexicon.is_word(bare)


def names_of(record: Mapping[str, Any]) -> frozenset[str]:
    """Return every word of a name of the child and of the people whom the record knows."""
    people = [record["child"], *record["people"]]
    names = [
        name for one in people for name in (*one["forenames"], one["surname"], *one["also_known_as"]) if name
    ]
    return frozenset(word.casefold() for name in names for word in WORDS.findall(name))


def is_a_name(label: str, names: frozenset[str]) -> bool:
    """Return whether a label holds a word that is somebody's name in this case."""
    return any(len(word) > 1 and word.casefold().removesuffix("'s") in names for word in WORDS.findall(label))
