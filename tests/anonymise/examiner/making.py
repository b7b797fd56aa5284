"""Make cases: choose documents, fill them in, type them as they are typed, and mark every span."""

import random
import re
from dataclasses import dataclass
from itertools import pairwise

from tests.anonymise.examiner import shelf, values
from tests.anonymise.examiner.family import Family
from tests.anonymise.examiner.shelf import Template
from tests.anonymise.generator import Case, Mark

FIELD = re.compile(r"\{\{(DU|QU|R|P):(.+?)\}\}|\[\[(.+?)\]\]|\{([a-z_\d+-]+)(?:\.(\w+))?\}")
CHOICE = re.compile(r"\(\((.+?)\)\)", re.DOTALL)
BANK = re.compile(r"\{@(\w+)\}")
SEX = re.compile(r"[{<](he|him|his|hers|himself|son|boy|lad|brother|He|His|Son|Boy|Him|M)[}>]")
FEMALE = {"he": "she", "him": "her", "his": "her", "hers": "hers", "himself": "herself", "son": "daughter"}
FEMALE |= {"boy": "girl", "lad": "girl", "brother": "sister", "M": "F"}
FEMALE |= {word.title(): said.title() for word, said in FEMALE.items() if word != "M"}
BOY = (("bro", "brother"), ("bhe", "he"), ("bhis", "his"), ("bhim", "him"), ("Bhe", "He"))
FEWEST = 100


@dataclass
class Piece:
    """A stretch of text; `kind` is empty where it is not marked."""

    text: str
    kind: str = ""
    field: str = ""


def cases(seed: int, count: int) -> list[Case]:
    """Return the cases of a seed."""
    rng = random.Random(seed)
    return [case(random.Random(rng.getrandbits(64))) for _ in range(count)]


def case(rng: random.Random) -> Case:
    """Return one case with five or six narratives of different sources."""
    family = Family(rng)
    made = Case(family.record())
    fitting = [one for one in shelf.templates() if one.bands == "all" or family.band in one.bands]
    texts = []
    for number, template in enumerate(rng.sample(fitting, rng.choice((5, 6, 6)))):
        text, marks = narrative(family, template)
        made.marks[f"n{number}"] = marks
        texts.append({"id": f"n{number}", "source": template.source, "text": text})
    made.record["narratives"] = texts
    return made


def narrative(family: Family, template: Template) -> tuple[str, list[Mark]]:
    """Return a document filled in, and the marks of its spans."""
    source = template.text
    pieces = _pieces(family, source, template.style)
    while len("".join(piece.text for piece in pieces).split()) < FEWEST:
        more = family.rng.choice(shelf.bank(template.register))
        pieces += [Piece("\n" if family.rng.random() < 0.3 else " "), *_pieces(family, more, template.style)]
    for trap in _traps(family):
        pieces += [Piece(" "), *_pieces(family, trap, template.style)]
    pieces = [part for piece in pieces for part in _ordinary(family, piece)]
    _glue(family.rng, pieces)
    return _laid_out(family.rng, pieces)


def _traps(family: Family) -> list[str]:
    """Return sentences in which a word that is a name in this case is an ordinary word, or an eponym."""
    found = [one.split(": ", 1) for one in shelf.traps()]
    fitting = [said for word, said in found if word in family.words and family.rng.random() < 0.4]
    return fitting if len(fitting) < 3 else family.rng.sample(fitting, 2)


def expanded(family: Family, text: str) -> str:
    """Return a text with its choices made, its bank sentences drawn, and the child's sex in its pronouns."""
    while CHOICE.search(text) or BANK.search(text):
        text = CHOICE.sub(lambda found: family.rng.choice(found.group(1).split("||")).strip(), text)
        text = BANK.sub(lambda found: family.rng.choice(shelf.bank(found.group(1))), text)
    older = family.roles["sib"].sex == "f"
    for word, said in (
        (("bro", "sister"), ("bhe", "she"), ("bhis", "her"), ("bhim", "her"), ("Bhe", "She"))
        if older
        else BOY
    ):
        text = text.replace(f"{{{word}}}", said)
    female = family.roles["child"].sex == "f"
    return SEX.sub(lambda found: FEMALE[found.group(1)] if female else found.group(1), text)


def _pieces(family: Family, source: str, style: str) -> list[Piece]:
    """Return the pieces of a text: what it says itself, and what the case says in its fields."""
    text, done = expanded(family, source), 0
    pieces: list[Piece] = []
    for match in FIELD.finditer(text):
        pieces.append(Piece(text[done : match.start()]))
        literal, said, phrase, name, how = match.groups()
        if name == "rel":
            said = expanded(family, family.rng.choice(shelf.lines("relative.txt")))
            before, marked, after = shelf.parts(said)
            pieces += [Piece(before), Piece(marked, "QU", "relative"), Piece(after)]
        elif name:
            typed, kind, slip = values.value(family, name, how or "", style)
            before, marked, after = shelf.parts(typed)
            field = f"{name}.{how}~{slip}" if how else f"{name}~{slip}"
            pieces += [Piece(before), Piece(marked, kind, field), Piece(after)]
        else:
            pieces.append(Piece(phrase or said, literal or "P", "phrase" if phrase else "literal"))
        done = match.end()
    pieces.append(Piece(text[done:]))
    for piece in pieces:
        piece.text = {"caps": piece.text.upper(), "lower": piece.text.lower()}.get(style, piece.text)
    return pieces


def _ordinary(family: Family, piece: Piece) -> list[Piece]:
    """Return a piece with the plain words that are also somebody's name in this case marked to survive."""
    if piece.kind or not any(word in family.words for word in shelf.bare_words(piece.text)):
        return [piece]
    found, done = [], 0
    for word in shelf.WORD.finditer(piece.text):
        if shelf.bare(word.group()) in family.words:
            found += [Piece(piece.text[done : word.start()]), Piece(word.group(), "P", "ordinary")]
            done = word.end()
    return [*found, Piece(piece.text[done:])]


def _glue(rng: random.Random, pieces: list[Piece]) -> None:
    """Lose a space here and there between a punctuation mark and what is marked."""
    for before, piece in pairwise(pieces):
        loose = (
            not before.kind
            and piece.kind not in ("", "P")
            and before.text[-2:] in (", ", ". ", ": ", "; ", "- ")
        )
        if loose and rng.random() < 0.06:
            before.text = before.text[:-1]
        if (
            before.kind not in ("", "P")
            and not piece.kind
            and piece.text[:2] in (", ", "; ", ": ")
            and rng.random() < 0.03
        ):
            piece.text = piece.text[0] + piece.text[2:]


def _laid_out(rng: random.Random, pieces: list[Piece]) -> tuple[str, list[Mark]]:
    """Return the text with its marks, its lines wrapped or its quotes curled as some documents have them."""
    marks, size = [], 0
    for piece in pieces:
        if piece.kind and piece.text:
            marks.append(Mark(size, size + len(piece.text), piece.kind, piece.field))
        size += len(piece.text)
    text = "".join(piece.text for piece in pieces)
    if rng.random() < 0.25:
        text = text.replace("'", "’")
    if rng.random() < 0.2:
        text = _wrapped(text, rng.choice((48, 60, 72, 80)))
    return text, marks


def _wrapped(text: str, width: int) -> str:
    """Return a text of the same length whose lines end before a width, inside names as well."""
    letters, column, space = list(text), 0, -1
    for place, letter in enumerate(letters):
        column += 1
        if letter == "\n":
            column, space = 0, -1
        elif letter == " ":
            space = place
        if column > width and space >= 0:
            letters[space] = "\n"
            column, space = place - space, -1
    return "".join(letters)
