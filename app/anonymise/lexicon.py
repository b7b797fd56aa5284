"""The word lists of `data`, read once: what is a word, what is a name, and what is a place."""

import lzma
import re
from functools import cache, lru_cache
from importlib.resources import files

DATA = files("app.anonymise") / "data"
PREFIXES = (
    "mal",
    "hypo",
    "hyper",
    "micro",
    "macro",
    "neuro",
    "cardio",
    "broncho",
    "hepato",
    "post",
    "pre",
    "anti",
    "non",
)
ENDINGS = ("'s", "s", "es", "ed", "d", "ing", "ly", "er", "ers")


def lines(name: str) -> list[str]:
    """Return the lines of a list, without its comments."""
    text = DATA.joinpath(name).read_text("utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def listed(name: str) -> frozenset[str]:
    """Return the words of a list that stands in plain text."""
    return frozenset(word for line in lines(name) for word in line.split())


@cache
def words(section: str) -> frozenset[str]:
    """Return the words of one section of `words.txt`."""
    sections = dict(line.split(": ", 1) for line in lines("words.txt"))
    return frozenset(sections[section].split())


@cache
def either(name: str) -> str:
    """Return the alternatives of a pattern as one group."""
    named = dict(line.split(": ", 1) for line in lines("alternatives.txt"))
    return f"(?:{named[name]})"


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the lines of a list as words."""
    return tuple(tuple(line.split()) for line in lines(name))


@cache
def packed(name: str) -> tuple[str, ...]:
    """Return the lines of a compressed list."""
    return tuple(lzma.decompress(DATA.joinpath(name).read_bytes()).decode().split("\n"))


@cache
def packed_words(name: str) -> frozenset[str]:
    """Return the words of a compressed list."""
    return frozenset(packed(name))


@cache
def dictionary() -> frozenset[str]:
    """Return every word that English, medicine and the families use, lower-case."""
    return frozenset(packed("english.xz")) | frozenset(packed("medical.xz")) | listed("clinical.txt")


@cache
def first_names() -> frozenset[str]:
    """Return names that are hardly ever words."""
    both = {name for pair in packed("nicknames.xz") for name in pair.split()}
    return (listed("names.txt") | (both - dictionary())) - word_names()


@cache
def proper() -> frozenset[str]:
    """Return words that a dictionary writes with a capital only: names, places, makes."""
    return frozenset(packed("proper.xz")) - capitals() - dictionary()


@cache
def word_names() -> frozenset[str]:
    """Return names that are also words."""
    return listed("wordnames.txt") | listed("commonwords.txt")


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
def gazetteer(name: str) -> tuple[tuple[str, str], ...]:
    """Return (place, label) from a gazetteer; places keep their leading question mark."""
    found = []
    for line in lines(name):
        label, _, places = line.partition(": ")
        found += [(place.strip(), label) for place in places.split(";")]
    return tuple(found)


def barred(line: str) -> tuple[str, ...]:
    """Return the parts of a line between its bars."""
    return tuple(part.strip() for part in line.split("|"))


@cache
def pairs(name: str) -> tuple[tuple[str, str], ...]:
    """Return the (form, label) lines of a list."""
    return tuple((form, label) for form, label in map(barred, lines(name)))


@cache
def feasts() -> re.Pattern[str]:
    """Return what finds a feast day or a public event, longest first."""
    names = {name.strip() for line in lines("feasts.txt") for name in line.split("|")}
    forms = sorted(names, key=lambda name: (-len(name), name))
    spaced = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in forms)
    return re.compile(rf"\b(?:{spaced})(?:'s)?\b")
