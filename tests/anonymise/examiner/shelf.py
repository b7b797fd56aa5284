"""Read the plain text files that everything is drawn from."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
MARKED = re.compile(r"\[\[.+?\]\]|\{\{.+?\}\}|\{.+?\}")
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Template:
    """A document with fields, its register, the age bands it suits, and how it is typed."""

    source: str
    register: str
    bands: str
    style: str
    text: str


@cache
def lines(name: str) -> tuple[str, ...]:
    """Return the lines of a file."""
    return tuple(line for line in DATA.joinpath(name).read_text("utf-8").splitlines() if line.strip())


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """Return the lists of a file: `key: one | two`, a space on either side of the bar."""
    pairs = [line.split(":", 1) for line in lines(name)]
    return {key.strip(): tuple(part.strip() for part in rest.split(" | ")) for key, rest in pairs}


@cache
def bank(name: str) -> tuple[str, ...]:
    """Return the sentences of a bank."""
    return lines(f"banks/{name}.txt")


@cache
def traps() -> tuple[str, ...]:
    """Return the sentences in which a name is an ordinary word or an eponym."""
    return (*lines("traps_forenames.txt"), *lines("traps_surnames.txt"))


@cache
def templates() -> tuple[Template, ...]:
    """Return every document there is."""
    found: list[Template] = []
    for path in sorted(DATA.joinpath("templates").glob("*.txt")):
        for part in re.split(r"^=== ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
            head, _, body = part.partition("\n")
            source, register, bands, style = (word.strip() for word in head.split("|"))
            found.append(Template(source, register, bands, style, body.strip()))
    return tuple(found)


@cache
def vocabulary() -> frozenset[str]:
    """Return every word that stands unmarked in a document or a bank: no plain name may be one of them."""
    texts = [one.text for one in templates()]
    texts += [line.split(": ", 1)[1] for line in traps()]
    texts += [path.read_text("utf-8") for path in sorted(DATA.joinpath("banks").glob("*.txt"))]
    return frozenset(word for text in texts for word in bare_words(MARKED.sub(" ", text)))


@cache
def ordinary() -> frozenset[str]:
    """Return the names that are words: they may stand in a text as a word as well."""
    return frozenset(word for line in lines("names/words.txt") for word in bare_words(line.split(":", 1)[1]))


@cache
def communities() -> tuple[str, ...]:
    """Return the communities whose names are kept."""
    return tuple(path.stem for path in sorted(DATA.joinpath("names").glob("*.txt")) if path.stem != "words")


@cache
def particles() -> frozenset[str]:
    """Return the little words in names that name nobody."""
    return frozenset(lines("particles.txt"))


def bare(text: str) -> str:
    """Return a text in lower case without its diacritics."""
    plain = text.translate(str.maketrans("łŁøØđĐıİ", "lLoOdDiI"))
    apart = unicodedata.normalize("NFD", plain)
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).lower()


def bare_words(text: str) -> list[str]:
    """Return the words of a text in lower case without diacritics."""
    return WORD.findall(bare(text))


def telling(name: str) -> list[str]:
    """Return the words of a name that tell who it is."""
    return [word for word in bare_words(name) if len(word) > 1 and word not in particles()]


def parts(text: str) -> tuple[str, str, str]:
    """Return what stands before, between and after the bars of a text."""
    if text.count("|") == 2:
        before, marked, after = text.split("|")
        return before, marked, after
    return "", text, ""
