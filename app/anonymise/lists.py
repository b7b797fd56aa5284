"""The lists of `data`, read once: words, alternatives of patterns, gazetteers, feast days."""

import lzma
import re
from functools import cache
from importlib.resources import files

DATA = files("app.anonymise") / "data"


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


def barred(line: str) -> tuple[str, ...]:
    """Return the parts of a line between its bars."""
    return tuple(part.strip() for part in line.split("|"))


@cache
def pairs(name: str) -> tuple[tuple[str, str], ...]:
    """Return the (form, label) lines of a list."""
    return tuple((form, label) for form, label in map(barred, lines(name)))


@cache
def gazetteer(name: str) -> tuple[tuple[str, str], ...]:
    """Return (place, label) from a gazetteer; places keep their leading question mark."""
    found = []
    for line in lines(name):
        label, _, places = line.partition(": ")
        found += [(place.strip(), label) for place in places.split(";")]
    return tuple(found)


@cache
def feasts() -> re.Pattern[str]:
    """Return what finds a feast day or a public event, longest first."""
    names = {name.strip() for line in lines("feasts.txt") for name in line.split("|")}
    forms: dict[str, list[str]] = {}
    for form in sorted(names, key=lambda name: (-len(name), name)):
        forms.setdefault(form[0], []).append(re.escape(form).replace(r"\ ", r"\s+"))
    grouped = "|".join(f"(?:{'|'.join(each)})" for _, each in sorted(forms.items()))
    return re.compile(rf"\b(?:{grouped})(?:'s)?\b")
