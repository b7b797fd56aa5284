"""Writing a mark: the reader's key decides, place by place, what a copy carries."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from app.documents.errors import DocumentError
from app.documents.marks.places import (
    APOSTROPHE,
    CLOSING,
    OPENING,
    SIGNS,
    TWINS,
    Kind,
    Place,
    carrying,
    plain,
)

TOLD = ("narratives", "chronology")
_CODE = re.compile(r"[0-9A-Za-z-]{1,40}")


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose copy it is: the code that everybody sees, and the key of the mark that nobody sees."""

    code: str
    key: bytes = field(repr=False)


def is_set(key: bytes, place: Place) -> bool:
    """Return whether the copy of this key carries something at a place."""
    said = f"{place.kind:d}|{place.context}".encode()
    return bool(blake2b(said, key=key, digest_size=1, person=b"cdop-marks").digest()[0] & 1)


def mark(text: str, key: bytes) -> str:
    """Return the plain text with the mark of this key. `plain` undoes it exactly."""
    bare = plain(text)
    edits = sorted(edit for place in carrying(bare) if is_set(key, place) for edit in _edits(place))
    pieces, done = [], 0
    for at, over, put in edits:
        pieces += [bare[done:at], put]
        done = at + over
    return "".join([*pieces, bare[done:]])


def _edits(place: Place) -> Iterator[tuple[int, int, str]]:
    """Yield where something is put, over how many characters, and what: a sign stands before a quote."""
    if place.kind is not Kind.TWIN:
        yield place.at[0], 0, SIGNS[place.kind]
        return
    twins = (OPENING, CLOSING) if len(place.at) > 1 else (APOSTROPHE,)
    yield from ((at, 1, twin) for at, twin in zip(place.at, twins, strict=True))


@dataclass(frozen=True, slots=True)
class Copy:
    """A pack as one reader gets it: their code, and the accounts with their mark, for all renderings."""

    code: str
    pack: Mapping[str, Any] = field(repr=False)
    accounts: Mapping[str, Sequence[str]] = field(repr=False)

    def told_in(self, pack: Mapping[str, Any]) -> dict[str, Any]:
        """Return a pack with this copy's accounts; all else in it stays as it is."""
        told = {
            name: [{**one, "text": text} for one, text in zip(pack[name], texts, strict=True)]
            for name, texts in self.accounts.items()
        }
        return {**pack, **told}


def copy_of(pack: Mapping[str, Any], reader: Reader) -> Copy:
    """Return a reader's copy of a pack, or raise a `DocumentError` when it does not have the shape of one."""
    if not _CODE.fullmatch(reader.code):
        raise DocumentError("A reader code is letters, digits and hyphens.")
    try:
        accounts = {
            name: [mark(one["text"], reader.key) for one in pack[name]] for name in TOLD if name in pack
        }
    except (KeyError, TypeError, AttributeError):
        raise DocumentError("The pack does not have the shape of a pack.") from None
    return Copy(reader.code, pack, accounts)


def on_paper(pack: Mapping[str, Any], set_before: frozenset[str]) -> dict[str, Any]:
    """Return a marked pack as the typesetter keeps its marks.

    It has no glyph for a sign: the template gives each a space of its own font, which most readers of PDF
    give back with the sign. Those that skip spaces, as browsers do, give it back with a letter, so there it
    stands twice; but only before characters that were set before, or every later one would bring a sign.
    Quotes stay straight: a curly one is wider, and every reader's lines and pages have to break alike.
    """
    beside = re.compile(f"( ([{SIGNS}]))(?=[{re.escape(''.join(sorted(set_before)))}])")

    def set_out(text: str) -> str:
        return beside.sub(r"\1\2", text.translate(TWINS))

    told = {
        name: [{**one, "text": set_out(one["text"])} for one in pack[name]] for name in TOLD if name in pack
    }
    return {**pack, **told}
