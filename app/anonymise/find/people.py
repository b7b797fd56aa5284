"""People whom the record does not know: beside a cue word, or by names and words that no dictionary has."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.anonymise import lexicon
from app.anonymise.find.called import coupled, quoted
from app.anonymise.find.cues import CUES, JOINT, LEADING, NAMED, cued
from app.anonymise.find.loud import loud_names
from app.anonymise.find.namelike import can_be_first, named
from app.anonymise.find.owners import Owner, owner_of
from app.anonymise.find.protect import Protected
from app.anonymise.find.spans import Pass, Span
from app.anonymise.find.surnames import surname
from app.anonymise.find.widen import widened
from app.anonymise.find.words import Text

FORM = "named"


@dataclass(frozen=True)
class Found:
    """A mention of somebody unknown: first and last word, and whom the cue speaks of."""

    first: int
    last: int
    owner: Owner
    sure: bool
    doubt: str = ""


@dataclass(frozen=True)
class Mark:
    """Why a word is taken for a name: the cue beside it, or a doubt."""

    cue: str = ""
    doubt: str = ""


def people(
    text: Text,
    protected: Protected,
    taken: bytearray,
    by_form: Iterable[tuple[int, int]],
    known: Iterable[Span] = (),
) -> list[Found]:
    """Return the mentions of people that nothing else has taken. `by_form` are those of `formed`.

    Beside known names they are theirs.
    """
    before = {
        place for span in known for place in range(text.first_from(span.start), text.first_from(span.end))
    }
    words = text.words
    formed = [place for place, head in by_form if not (taken[words[place].start] or taken[words[head].start])]
    marks = {place: Mark(cue=FORM) for place in (*formed, *loud_names(text, protected, taken))}
    for index, word in enumerate(text.words):
        if word.key in LEADING:
            for place in cued(text, index, protected, taken):
                if place not in marks or marks[place].cue == FORM:
                    marks[place] = Mark(cue=word.key)
        if index not in marks and not taken[word.start] and word.key not in CUES:
            doubt = named(text, index, protected)
            if doubt is not None:
                marks[index] = Mark(doubt=doubt)
        first = (index in marks or index in before) and word.capital and can_be_first(word.key)
        if first and surname(text, index + 1, protected, taken):
            marks.setdefault(index + 1, Mark())
    for place in widened(text, before | set(marks), lambda index: _free(text, index, protected, taken)):
        marks.setdefault(place, Mark())
    every = before | set(marks)
    for place in (*coupled(text, every), *quoted(text, every)):
        marks |= {place: marks.get(place, Mark())} if _free(text, place, protected, taken) else {}
    return list(_mentions(text, marks))


def _free(text: Text, index: int, protected: Protected, taken: bytearray) -> bool:
    start = text.words[index].start
    return not taken[start] and not protected.clinical(start)


def _mentions(text: Text, marks: dict[int, Mark]) -> Iterator[Found]:
    """Yield the mentions: marked words in a row are one."""
    places = deque(sorted(marks))
    while places:
        first = last = places.popleft()
        while places and places[0] == last + 1 and _joined(text, places[0]):
            last = places.popleft()
        row = range(first, last + 1)
        cue = next((marks[place].cue for place in row if marks[place].cue), "")
        doubt = next((marks[place].doubt for place in row if marks[place].doubt), "")
        known = any(text.words[place].key in lexicon.first_names() for place in row)
        sure = bool(cue) or known or last > first
        yield Found(first, last, _owner(text, first, cue), sure, "" if cue or known else doubt)


def _joined(text: Text, index: int) -> bool:
    gap = text.gap(index)
    return bool(JOINT.match(gap)) and ("." not in gap or len(text.key(index - 1)) == 1)


def _owner(text: Text, first: int, cue: str) -> Owner:
    """Return whom the cue speaks of, in general words: `social worker` before `worker`."""
    if not cue or cue in NAMED:
        return Owner("person", recorded=False)
    if cue == "sister" and text.words[first - 1].capital and not text.opens(first - 1):
        return Owner("nurse", staff=True, recorded=False)
    longer = f"{text.key(first - 2)} {cue}" if text.key(first - 1) == cue else cue
    owner = owner_of(longer)
    owner = owner if owner.label != "person" else owner_of(cue)
    return Owner("person" if owner.label == "child" else owner.label, owner.staff, recorded=False)


def spans_of(text: Text, found: list[Found]) -> Iterator[Span]:
    """Yield the spans of mentions, before it is known who is who."""
    for mention in found:
        start, end = text.words[mention.first].start, text.words[mention.last].end
        yield Span(
            start, end, "name", "unknown-name", Pass.PERSON, label=mention.owner.label, doubt=mention.doubt
        )
