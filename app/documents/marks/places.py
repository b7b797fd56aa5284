"""Places that can carry a mark: the words around them choose them, so any excerpt finds them again."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise

from app.documents.words import clean

SIGNS = "\u200b\ufe00"
APOSTROPHE, OPENING, CLOSING = "\u2019", "\u201c", "\u201d"
TWINS = str.maketrans(
    {**dict.fromkeys("\u2018\u2019\u201b", "'"), **dict.fromkeys("\u201c\u201d\u201e\u201f", '"')}
)
STOPS = tuple(".,;:?!)]\u2026")
LONG_RUN = 8
ONE_IN = 3
LONGEST_QUOTE = 60

_WORD = re.compile(r"\S+")
_BREAK = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_SIGN = re.compile(f"[{SIGNS}]")
_LED = re.compile(f"[{SIGNS}]*")
_INSIDE = re.compile(r"(?<=[^\W\d_])['\u2019](?=[^\W\d_])")
_OPENS = re.compile(r"[(\[]*(?P<quote>[\"\u201c\u201d])(?=.)")
_CLOSES = re.compile(r"(?<=.)(?P<quote>[\"\u201c\u201d])[.,;:?!)\]]*$")


class Kind(IntEnum):
    """What carries the mark: one of two invisible signs before a word, or one of two looks of a quote."""

    SPACE = 0
    SELECTOR = 1
    TWIN = 2


@dataclass(frozen=True, slots=True)
class Place:
    """A place: where it is in the text, what stands around it, and whether it carries a sign or a curl.

    One that leads a line carries nothing: on paper, what is set at the end of the line before is measured
    there, and every reader's lines have to break alike.
    """

    kind: Kind
    at: tuple[int, ...]
    context: str
    is_set: bool
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it stands in the text, without the signs before and after it."""

    start: int
    raw: str
    signed: bool
    leads: bool

    @property
    def stops(self) -> bool:
        """Whether a pause follows."""
        return self.raw.rstrip("'\"\u2019\u201d").endswith(STOPS)


def plain(text: str) -> str:
    """Return the text that everybody has alike: without what is no text, without signs, quotes straight."""
    cleaned: str = clean(text)
    return cleaned.translate(TWINS)


def carrying(text: str) -> Iterator[Place]:
    """Yield the places of a told text that can carry a mark, in no particular order."""
    return (place for place in places(text) if not place.leads)


def places(text: str) -> Iterator[Place]:
    """Yield every place of a text or excerpt, whose lines may be those of paper, in no particular order."""
    words = list(_words(text))
    yield from _gaps(words)
    yield from _apostrophes(words)
    yield from _quotations(words)


def _words(text: str) -> Iterator[Word]:
    signed, ended = False, 0
    for found in _WORD.finditer(text):
        said = found.group()
        led = _LED.match(said)
        begin = led.end() if led else 0
        bare = said.rstrip(SIGNS)
        if begin < len(bare):
            between = text[ended : found.start()]
            leads = between != " " and _BREAK.search(between) is not None
            yield Word(found.start() + begin, bare[begin:], signed or begin > 0, leads)
            signed, ended = len(bare) < len(said), found.end()
        else:
            signed = True


def _gaps(words: Sequence[Word]) -> Iterator[Place]:
    """Yield the gaps after a pause and, where nobody pauses for long, one in three."""
    pauses = [number for number, word in enumerate(words) if word.stops]
    for number in pauses:
        if number + 1 < len(words):
            yield _gap(words, number)[0]
    for first, last in pairwise([-1, *pauses, len(words)]):
        for number in range(first + 1 + LONG_RUN, last - LONG_RUN):
            place, drawn = _gap(words, number)
            if drawn % ONE_IN == 0:
                yield place


def _gap(words: Sequence[Word], number: int) -> tuple[Place, int]:
    before, after = words[number], words[number + 1]
    context = f"{letters(before.raw)} {letters(after.raw)}"
    drawn = blake2b(context.encode(), digest_size=1, person=b"cdop-places").digest()[0]
    return Place(Kind(drawn >> 7), (after.start,), context, after.signed, after.leads), drawn


def _apostrophes(words: Sequence[Word]) -> Iterator[Place]:
    for before, word in pairwise(words):
        for found in _INSIDE.finditer(word.raw):
            context = f"{letters(before.raw)} {letters(word.raw)} {found.start()}"
            yield Place(Kind.TWIN, (word.start + found.start(),), context, found.group() == APOSTROPHE)


def _quotations(words: Sequence[Word]) -> Iterator[Place]:
    opened: tuple[int, int, str] | None = None
    for number, word in enumerate(words):
        if begins := _OPENS.match(word.raw):
            opened = number, word.start + begins.start("quote"), begins["quote"]
        ends = _CLOSES.search(word.raw)
        if ends is None or opened is None:
            continue
        first, start, quote = opened
        end = word.start + ends.start("quote")
        if end != start and number - first < LONGEST_QUOTE:
            context = f'"{letters(words[first].raw)} {letters(word.raw)}'
            yield Place(Kind.TWIN, (start, end), context, {quote, ends["quote"]} != {'"'})
            opened = None


@lru_cache(maxsize=65_536)
def letters(word: str) -> str:
    """Return a word as it is remembered whatever happens to its case, its marks and its quotes."""
    folded = unicodedata.normalize("NFKC", word).casefold()
    return "".join(filter(str.isalnum, folded)) or _SIGN.sub("", word).translate(TWINS)
