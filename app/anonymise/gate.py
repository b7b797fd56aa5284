"""The last look, fail-closed: finished text of any rendering, read for what must never leave."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.anonymise import lexicon
from app.anonymise.find.codes import Squeezed, codes
from app.anonymise.find.dates import days
from app.anonymise.find.identifiers import PARTICLES, Identifiers, identifiers_of, squeeze
from app.anonymise.find.known import UNDECIDED, Known
from app.anonymise.find.linked import EMAIL, URL, matches
from app.anonymise.find.mentions import names
from app.anonymise.find.patterns import PHONE, POSTCODE, TEN, valid_nhs_number
from app.anonymise.find.phrases import phrases
from app.anonymise.find.protect import Protected
from app.anonymise.find.spans import Span
from app.anonymise.find.words import Text
from app.anonymise.read import read

PATTERNS = (("postcode", POSTCODE), ("phone", PHONE), ("email", EMAIL), ("url", URL))
LEAST_SQUEEZED = 5


@dataclass(frozen=True)
class Finding:
    """Something that blocks: what it is, which rule says so, and where. Never the text itself."""

    kind: str
    rule: str
    start: int
    end: int


@dataclass(frozen=True)
class Keep:
    """A place that a person decided to keep: the words, and what stands close before and after them."""

    words: str
    before: str = ""
    after: str = ""


def inspect(text: str, record: Mapping[str, object], keeps: Sequence[Keep] = ()) -> list[Finding]:
    """Return what blocks a finished text, in order, but for the places that a person decided to keep."""
    return Inspector(record).inspect(text, keeps)


class Inspector:
    """Inspects several texts of one record: what the record knows is gathered once."""

    def __init__(self, record: Mapping[str, object]) -> None:
        self._known = identifiers_of(read(record))
        self._index = Known.of(self._known)

    def inspect(self, text: str, keeps: Sequence[Keep] = ()) -> list[Finding]:
        """Return what blocks one text, as `inspect` does."""
        return self.look(text).unkept(keeps)

    def look(self, text: str) -> "Looked":
        """Return everything that is found in one text, whatever was decided to be kept."""
        body = Text(text)
        squeezed = Squeezed(body)
        spans = _all(body, self._known, self._index, squeezed)
        found = {Finding(kind, rule, *body.normal.origin(start, end)) for kind, rule, start, end in spans}
        order = sorted(found, key=lambda one: (one.start, one.end, one.rule, one.kind))
        return Looked(order, body, squeezed)


@dataclass(frozen=True)
class Looked:
    """What was found in one text, in order."""

    found: list[Finding]
    body: Text
    squeezed: Squeezed

    def unkept(self, keeps: Sequence[Keep]) -> list[Finding]:
        """Return what blocks, but for the places that a person decided to keep."""
        kept = _Kept(self.body, self.squeezed, keeps)
        return [finding for finding in self.found if not kept.covers(finding)]


def _all(
    body: Text, known: Identifiers, index: Known, squeezed: Squeezed
) -> Iterator[tuple[str, str, int, int]]:
    protected = Protected(body)
    for span in _known(body, known, index, protected, squeezed):
        yield span.kind, span.rule, span.start, span.end
    for rule, pattern in PATTERNS:
        for match in matches(body, pattern):
            yield ("other" if rule == "url" else rule), rule, *match.span()
    for match in body.in_plain.each(TEN):
        if valid_nhs_number("".join(filter(str.isdigit, match.group()))):
            yield "number", "nhs-number", *match.span()
    for span in days(body, None):
        if span.rule == "full-date" and span.day:
            yield "date", "full-date", span.start, span.end
    yield from _cut(squeezed, known)


def _known(
    body: Text, known: Identifiers, index: Known, protected: Protected, squeezed: Squeezed
) -> Iterator[Span]:
    """Yield the identifiers of the record: a name that is only perhaps a name was the review's to decide."""
    for span in names(body, index, protected, []):
        if span.doubt != UNDECIDED:
            yield span
    yield from phrases(body, index)
    yield from codes(body, known, squeezed)


def _cut(squeezed: Squeezed, known: Identifiers) -> Iterator[tuple[str, str, int, int]]:
    """Yield names that a line break, a space or a hyphen cut into pieces."""
    for key in sorted(known.names):
        form = squeeze(key)
        if len(form) < LEAST_SQUEEZED or form in PARTICLES or lexicon.is_word(form):
            continue
        place = squeezed.text.find(form)
        while place >= 0:
            piece = squeezed.piece(place, place + len(form))
            if piece:
                yield "name", "name-in-pieces", *piece
            place = squeezed.text.find(form, place + 1)


class _Kept:
    """The places of a text that a person decided to keep."""

    def __init__(self, body: Text, squeezed: Squeezed, keeps: Sequence[Keep]) -> None:
        """Squeeze what was kept once, by its words."""
        self.starts, self.squeezed = body.normal.starts, squeezed
        self.beside: dict[str, list[tuple[str, str]]] = {}
        for keep in dict.fromkeys(keeps):
            beside = (squeeze(keep.before), squeeze(keep.after))
            self.beside.setdefault(squeeze(keep.words), []).append(beside)

    def covers(self, finding: Finding) -> bool:
        """Return whether somebody decided to keep this very place: the same words, the same neighbours."""
        letters = self.squeezed.text
        start, end = (self._letter(place) for place in (finding.start, finding.end))
        return any(
            letters.endswith(before, 0, start) and letters.startswith(after, end)
            for before, after in self.beside.get(letters[start:end], ())
        )

    def _letter(self, place: int) -> int:
        """Return how many letters and digits stand before a place of the original."""
        return bisect_left(self.squeezed.places, bisect_left(self.starts, place))
