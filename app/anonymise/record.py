"""A record in, its narratives without what identifies: the same code for a pack and for the command line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.anonymise.find.ages import ages, named_ages
from app.anonymise.find.called import called
from app.anonymise.find.cherished import cherished
from app.anonymise.find.codes import codes
from app.anonymise.find.dates import compact, dates
from app.anonymise.find.events import events
from app.anonymise.find.forms import formed
from app.anonymise.find.gazetteer import listed_places
from app.anonymise.find.handles import handles
from app.anonymise.find.identifiers import Identifiers, identifiers_of
from app.anonymise.find.initialled import initialled
from app.anonymise.find.known import Known
from app.anonymise.find.learn import learn
from app.anonymise.find.led import led
from app.anonymise.find.letters import letters
from app.anonymise.find.lookalike import lookalikes
from app.anonymise.find.loud_places import loud_places
from app.anonymise.find.mentions import names
from app.anonymise.find.numbered import numbered
from app.anonymise.find.organised import organised
from app.anonymise.find.patterns import patterns
from app.anonymise.find.people import Found, people, spans_of
from app.anonymise.find.phrases import initials, phrases
from app.anonymise.find.places import places
from app.anonymise.find.protect import Protected
from app.anonymise.find.said_ages import said_ages
from app.anonymise.find.spans import Doubt, Span, settle
from app.anonymise.find.vague_dates import vague_dates, years
from app.anonymise.find.words import Text
from app.anonymise.read import RecordError, read
from app.anonymise.replace.again import again
from app.anonymise.replace.ages import aged
from app.anonymise.replace.dates import Calendar
from app.anonymise.replace.labels import Labels
from app.anonymise.replace.review import NAMED, doubts
from app.anonymise.versions import rules_version

__all__ = ["RecordError", "anonymise", "known_identifiers"]

LOOKS = 4


@dataclass
class Reading:
    """A narrative as the passes read it: what they found, whoever is meant by it, and what they doubt."""

    text: Text
    protected: Protected
    spans: list[Span] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    by_form: list[tuple[int, int]] = field(default_factory=list)

    def taken(self, spans: Iterable[Span]) -> bytearray:
        """Return which places of the text are spoken for."""
        places = bytearray(len(self.text.plain) + 1)
        for span in spans:
            sign = NAMED if span.kind == "name" else b"\1"
            places[span.start : span.end] = sign * (span.end - span.start)
        return places


def known_identifiers(record: Mapping[str, object]) -> Identifiers:
    """Return the set of identifiers that a record knows."""
    return identifiers_of(read(record))


def anonymise(record: Mapping[str, object]) -> dict[str, object]:
    """Return the narratives without identifiers, each change and doubt with its place in the original."""
    given = read(record)
    known = identifiers_of(given)
    recorded = Known.of(known)
    readings = [_read(Text(narrative.text), recorded) for narrative in given.narratives]
    wider = learn(known, [(one.text, found) for one in readings for found in _strangers(one, recorded)[1]])
    labels, index = Labels(wider.owners), Known.of(wider)
    narratives = []
    for narrative, reading in zip(given.narratives, readings, strict=True):
        text, changes, review = _rewrite(reading, recorded, index, labels)
        narratives.append({"id": narrative.id, "text": text, "changes": changes, "for_review": review})
    return {"rules_version": rules_version(), "narratives": narratives}


def _read(text: Text, index: Known) -> Reading:
    """Find everything that does not depend on who else is found."""
    known, reading = index.identifiers, Reading(text, Protected(text))
    reading.spans += phrases(text, index)
    reading.spans += initials(text, known)
    reading.spans += letters(text, known.initials)
    reading.spans += initialled(text, known.initials, reading.doubts)
    reading.spans += lookalikes(text, known)
    reading.spans += codes(text, known)
    reading.spans += patterns(text, reading.protected, reading.doubts)
    reading.spans += handles(text, reading.doubts)
    reading.spans += dates(text, known.died)
    reading.spans += vague_dates(text, reading.protected)
    reading.spans += events(text)
    reading.spans += compact(text, [day for day in (*known.births, known.died) if day])
    reading.spans += years(text, (known.born, known.died))
    reading.spans += ages(text, reading.protected)
    reading.spans += named_ages(text, known.names)
    reading.spans += said_ages(text, known.names)
    reading.spans += listed_places(text, reading.protected)
    reading.spans += places(text, reading.protected)
    reading.spans += numbered(text, reading.protected)
    reading.spans += organised(text, reading.protected)
    reading.spans += led(text, reading.protected)
    reading.spans += cherished(text, reading.protected)
    reading.spans += loud_places(text, reading.protected)
    reading.by_form = formed(text, reading.protected) + called(text, reading.protected)
    return reading


def _strangers(reading: Reading, index: Known) -> tuple[list[Span], list[Found], list[Doubt]]:
    """Find known names, then people whom the record does not know."""
    unsure: list[Doubt] = []
    named = names(reading.text, index, reading.protected, unsure)
    taken = reading.taken([*reading.spans, *named])
    return named, people(reading.text, reading.protected, taken, reading.by_form, named), unsure


def _rewrite(
    reading: Reading, recorded: Known, index: Known, labels: Labels
) -> tuple[str, list[dict[str, object]], list[dict[str, object]]]:
    """Return the text rewritten, its changes and what is for review."""
    text, known = reading.text, index.identifiers
    named, found, unsure = _strangers(reading, index)
    spans = settle([*named, *reading.spans, *spans_of(text, found)])
    made = _merged(text, spans, known, labels)
    for _ in range(LOOKS):
        left = again(text, [(place, words) for _, words, place in made], recorded)
        if not left:
            break
        spans = settle([*spans, *left])
        unsure = [doubt for doubt in unsure if not any(one.start <= doubt.start < one.end for one in left)]
        made = _merged(text, spans, known, labels)
    unsure += [Doubt(span.start, span.end, span.doubt) for span in spans if span.doubt]
    unsure += reading.doubts + list(doubts(text, reading.protected, reading.taken(spans)))
    changes: list[dict[str, object]] = []
    pieces: list[str] = []
    done = 0
    for span, words, (start, end) in made:
        pieces += [text.original[done:start], words]
        done = end
        known_here = _recorded(span, known)
        changes.append(
            {"start": start, "end": end, "kind": span.kind, "known": known_here, "replacement": words}
        )
    pieces.append(text.original[done:])
    return "".join(pieces), changes, _review(text, unsure)


def _merged(
    text: Text, spans: Iterable[Span], known: Identifiers, labels: Labels
) -> list[tuple[Span, str, tuple[int, int]]]:
    """Return each span with its replacement and place in the original; twice in a row is once."""
    merged: list[tuple[Span, str, tuple[int, int]]] = []
    done = 0
    for span in spans:
        start, end = text.normal.origin(span.start, span.end)
        start = max(start, done)
        if start >= end:
            continue
        words = _replacement(span, text.plain[span.start : span.end], known, labels)
        if merged and merged[-1][1] == words and not text.original[done:start].strip():
            merged[-1] = (merged[-1][0], words, (merged[-1][2][0], end))
        else:
            merged.append((span, words, (start, end)))
        done = end
    return merged


def _replacement(span: Span, words: str, known: Identifiers, labels: Labels) -> str:
    if span.kind == "date":
        return _calendar(known).words(span)
    if span.kind == "age":
        return aged(words, known.born, known.died)
    return labels.of(span, words)


def _recorded(span: Span, known: Identifiers) -> bool:
    return span.known or (span.kind == "date" and _calendar(known).knows(span))


def _calendar(known: Identifiers) -> Calendar:
    return Calendar(known.born, known.died, frozenset(known.births))


def _review(text: Text, unsure: Iterable[Doubt]) -> list[dict[str, object]]:
    """Return the doubts once each, in order, with their places in the original."""
    found = dict.fromkeys((*text.normal.origin(doubt.start, doubt.end), doubt.reason) for doubt in unsure)
    return [
        {"start": start, "end": end, "reason": reason} for start, end, reason in sorted(found) if start < end
    ]
