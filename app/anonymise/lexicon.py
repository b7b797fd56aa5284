"""The word lists of `data`, read once: what is a word, what is a name, and what is a place."""

from functools import cache, lru_cache

from app.anonymise.lists import (
    barred,
    either,
    feasts,
    gazetteer,
    lines,
    listed,
    packed,
    packed_words,
    pairs,
    rows,
    words,
)

__all__ = [
    "barred",
    "capitals",
    "common",
    "dictionary",
    "diminutives",
    "either",
    "feasts",
    "first_names",
    "gazetteer",
    "is_word",
    "lines",
    "listed",
    "openers",
    "packed",
    "packed_words",
    "pairs",
    "proper",
    "rare_names",
    "rare_words",
    "rows",
    "word_names",
    "words",
]

PREFIXES = tuple(sorted(words("prefixes of words")))
ENDINGS = tuple(sorted(words("endings of words")))
MEDICAL = tuple(sorted(words("endings of medicine")))
LEARNED = tuple(sorted(words("endings of learned words")))


@cache
def dictionary() -> frozenset[str]:
    """Return every word that English, medicine and the families use, lower-case."""
    return frozenset(packed("english.xz")) | frozenset(packed("medical.xz")) | listed("clinical.txt")


@cache
def first_names() -> frozenset[str]:
    """Return names that are hardly ever words."""
    both = {name for pair in packed("nicknames.xz") for name in pair.split()}
    both |= {name for name in packed_words("given.xz") if len(name) > 3}
    unlike = dictionary() | capitals() | abbreviations()
    return (listed("names.txt") | (both - unlike)) - word_names()


@cache
def proper() -> frozenset[str]:
    """Return words that a dictionary writes with a capital only: names, places, makes."""
    return frozenset(packed("proper.xz")) - capitals() - dictionary()


@cache
def common() -> frozenset[str]:
    """Return words that nearly everybody uses, and those of the clinic."""
    return packed_words("common.xz") | listed("clinical.txt") | openers()


@cache
def rare_words() -> frozenset[str]:
    """Return short words of the large dictionary that few people use, and medicine does not."""
    usual = common() | packed_words("medical.xz")
    short = {word for word in packed("english.xz") if 3 < len(word) < 8 and word not in usual}
    stems = {word for word in short if not any(word.removesuffix(end) in common() for end in ENDINGS)}
    return frozenset(word for word in stems if not word.endswith(LEARNED))


@cache
def rare_names() -> frozenset[str]:
    """Return names that are also words, but words that few people use."""
    names = packed_words("given.xz") | packed_words("family.xz")
    words = packed_words("english.xz") - common() - packed_words("medical.xz") - capitals()
    return frozenset(name for name in names & words if len(name) > 3) - listed("names.txt")


@cache
def word_names() -> frozenset[str]:
    """Return names that are also words."""
    return listed("wordnames.txt") | listed("commonwords.txt") | rare_names()


@cache
def openers() -> frozenset[str]:
    """Return words so common that one at the head of a sentence is not a name misspelt."""
    sections = ("not names", "verbs", "base", "people", "pronouns", "plain", "determiners", "time", "openers")
    return frozenset().union(*map(words, sections)) | listed("commonwords.txt")


@cache
def diminutives() -> dict[str, tuple[str, ...]]:
    """Return the short forms of a name, both ways."""
    pairs: dict[str, list[str]] = {}
    for line in (*packed("nicknames.xz"), *lines("diminutives.txt")):
        formal, *shorts = line.split()
        for short in shorts:
            pairs.setdefault(formal, []).append(short)
            pairs.setdefault(short, []).append(formal)
    return {name: tuple(dict.fromkeys(others)) for name, others in pairs.items()}


@lru_cache(maxsize=65536)
def is_word(word: str) -> bool:
    """Return whether a lower-case word is one that we know, in any of its endings."""
    known = dictionary()
    bare = word.replace("'", "")
    if word in known or bare in known:
        return True
    if any(word.startswith(prefix) and word.removeprefix(prefix) in known for prefix in PREFIXES):
        return len(word) > 8
    if len(word) > 6 and word.endswith(MEDICAL):
        return True
    for ending in ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 3 and (stem in known or stem + "e" in known):
            return True
    return False


@cache
def capitals() -> frozenset[str]:
    """Return words that stand in capitals without naming anyone."""
    return listed("capitals.txt")


@cache
def abbreviations() -> frozenset[str]:
    """Return what medicine, the police and the offices write short."""
    return listed("abbreviations.txt")


def is_short_form(word: str) -> bool:
    """Return whether a lower-case word is an abbreviation, or one of the clinic's own words."""
    return word in abbreviations() or word in listed("clinical.txt")


def is_medical(word: str) -> bool:
    """Return whether a lower-case word is one of medicine."""
    return word in packed_words("medical.xz") or word in listed("clinical.txt")
