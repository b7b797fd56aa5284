"""The last look, fail-closed: finished text of any rendering, read for what must never leave."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.anonymise.find.codes import Squeezed
from app.anonymise.find.identifiers import identifiers_of, squeeze
from app.anonymise.find.known import Known
from app.anonymise.find.watched import watched
from app.anonymise.find.words import Text
from app.anonymise.read import read


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
        self._index = Known.of(identifiers_of(read(record)))

    def inspect(self, text: str, keeps: Sequence[Keep] = ()) -> list[Finding]:
        """Return what blocks one text, as `inspect` does."""
        return self.look(text).unkept(keeps)

    def look(self, text: str) -> "Looked":
        """Return everything that is found in one text, whatever was decided to be kept."""
        body = Text(text)
        squeezed = Squeezed(body)
        found = {
            Finding(span.kind, span.rule, *body.normal.origin(span.start, span.end))
            for span in watched(body, self._index, squeezed)
        }
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
