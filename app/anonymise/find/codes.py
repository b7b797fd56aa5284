"""Known numbers, signs and handles, whatever separates their characters, and with one slip of the pen."""

import re
from functools import cached_property

from app.anonymise.find.identifiers import Code, Identifiers
from app.anonymise.find.near import one_edit
from app.anonymise.find.spans import Pass, Span
from app.anonymise.find.words import Text

SLIPS_FROM = 7
LETTER_O = re.compile(r"(?<=\d)o|o(?=\d)")
RUN = re.compile(r"[^\W_]+")
SEPARATORS = re.compile(r"[\s\-./\\()_:@+,#]{0,4}\Z")
DIALLED = re.compile(r"(?:(?:\+|00)\s?44|\b44)?[\s\-.]*\(?0?\)?[\s\-.]*\Z")


class Squeezed:
    """A text's letters and digits, lower-case, each with its place in the matching copy."""

    def __init__(self, text: Text) -> None:
        """Squeeze a text."""
        self.source = text.lower
        self.text = "".join(RUN.findall(self.source))

    @cached_property
    def places(self) -> list[int]:
        """Return where each of them stands."""
        return [place for run in RUN.finditer(self.source) for place in range(*run.span())]

    @cached_property
    def figures(self) -> str:
        """Return them with a nought for a letter O beside a figure."""
        return LETTER_O.sub("0", self.text)

    def piece(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the place of a stretch in the copy, if it stands by itself and holds separators only."""
        if start < 0 or end > len(self.places) or end <= start:
            return None
        left, right = self.places[start], self.places[end - 1] + 1
        if self._runs_on(left - 1, left) or self._runs_on(right - 1, right):
            return None
        inside = zip(self.places[start : end - 1], self.places[start + 1 : end], strict=True)
        if all(SEPARATORS.match(self.source[one + 1 : other]) for one, other in inside):
            return left, right
        return None

    def _runs_on(self, left: int, right: int) -> bool:
        """Return whether two neighbouring characters belong to one number or word."""
        if left < 0 or right >= len(self.source):
            return False
        one, other = self.source[left], self.source[right]
        return (one.isdigit() and other.isdigit()) or (one.isalpha() and other.isalpha())


def codes(text: Text, known: Identifiers, squeezed: Squeezed | None = None) -> list[Span]:
    """Return where a text holds known numbers and signs."""
    squeezed = squeezed or Squeezed(text)
    return [span for code in known.codes for span in _code(text, squeezed, code)]


def _code(text: Text, squeezed: Squeezed, code: Code) -> list[Span]:
    found: dict[tuple[int, int], str] = {}
    wanted, size = code.squeezed, len(code.squeezed)
    if code.kind == "professional" or size < 5:
        pattern = re.compile(rf"(?<![\w.,/]){re.escape(wanted)}(?![\w/]|[.,]\d)")
        places = [match.span() for match in pattern.finditer(text.lower)]
        return [Span(*place, "professional", "known-code", Pass.KNOWN, known=True) for place in places]
    for start in _starts(squeezed.figures if wanted.isdigit() else squeezed.text, wanted):
        piece = _whole(squeezed, start, start + size, code)
        if piece:
            found[piece] = "known-code"
    if size >= SLIPS_FROM:
        for start, end in _slips(squeezed.text, wanted):
            piece = _whole(squeezed, start, end, code)
            if piece and not any(piece[0] < other[1] and other[0] < piece[1] for other in found):
                found.setdefault(piece, "known-code-slip")
    return [Span(*piece, code.kind, rule, Pass.KNOWN, known=True) for piece, rule in found.items()]


def _whole(squeezed: Squeezed, start: int, end: int, code: Code) -> tuple[int, int] | None:
    """Return a match with what a phone number is dialled by, or the @ of a handle."""
    if code.kind != "phone":
        piece = squeezed.piece(start, end)
        if piece and squeezed.source[piece[0] - 1 : piece[0]] == "@":
            return piece[0] - 1, piece[1]
        return piece
    left = squeezed.places[start]
    dialled = DIALLED.search(squeezed.source[max(0, left - 14) : left])
    before = len(dialled.group().strip()) if dialled else 0
    digits = sum(letter.isdigit() for letter in dialled.group()) if dialled and before else 0
    piece = squeezed.piece(start - digits, end)
    return (piece[0] - (squeezed.source[piece[0] - 1 : piece[0]] in {"+", "("}), piece[1]) if piece else None


def _starts(text: str, wanted: str) -> list[int]:
    starts, place = [], text.find(wanted)
    while place >= 0:
        starts.append(place)
        place = text.find(wanted, place + 1)
    return starts


def _slips(text: str, wanted: str) -> list[tuple[int, int]]:
    """Return stretches one edit away: an edit leaves the first or the second half untouched."""
    size, half = len(wanted), len(wanted) // 2
    found = []
    for begin in _starts(text, wanted[:half]):
        found += [(begin, begin + size + more) for more in (0, -1, 1)]
    for middle in _starts(text, wanted[half:]):
        found += [(middle - half - more, middle + size - half) for more in (0, -1, 1)]
    return [
        (start, end)
        for start, end in found
        if start >= 0 and end <= len(text) and one_edit(text[start:end], wanted)
    ]
