"""The gate before approval and release: every rendering is read back and searched, and doubt blocks."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from app.anonymise.gate import Finding, Inspector, Keep, Looked
from app.documents.errors import DocumentError
from app.documents.marks import TOLD, Reader, plain
from app.packs.gathering.answered import is_ours
from app.packs.renderings import Renderings, rendered
from app.packs.rules.chronology import kept_in
from app.packs.rules.narratives import NEAR, Narrative
from app.problems import Conflict, Fault

READERS = (Reader("READER00", b"0" * 32), Reader("READER11", b"1" * 32))
LEAST_SHARED = 8
HEAD = {
    "county": ("county",),
    "ethnicity": ("ethnicity", "Ethnic group"),
    "period": ("period", "Period of death"),
}


class Blocked(Conflict):
    """The gate found something, or could not read a rendering."""

    type, title = "gate", "The pack would give somebody away"


def pass_or_block(
    pack: Mapping[str, Any],
    narratives: Sequence[Narrative],
    record: Mapping[str, object],
    *,
    copies: bool,
    then: Mapping[str, object] | None = None,
) -> None:
    """Return if nothing that identifies is in any rendering of a pack, else say what kind is where.

    With `copies`, before readers get theirs, paper is read back too, and two readers' copies have to say the
    same but for the reader's code and mark. `then` is what was known when the pack was prepared: what a
    person decided to keep, when nobody knew it for a name, is not kept any longer.
    """
    looks = Inspector(record)
    seen = [(one, looks.look(one.text)) for one in narratives]
    if then is not None:
        _refuse_new(seen, Inspector(then))
    faults = [
        _fault(f"/narratives/{one.id}", found)
        for one, looked in seen
        for found in looked.unkept(keeps([one]))
    ]
    faults += _foreign(pack)
    faults += _in_renderings(pack, narratives, looks, copies=copies)
    if faults:
        raise Blocked("Look at each place, hide it, and have it approved anew.", errors=faults)


def _foreign(pack: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield the coded answers that no form gives: their words stand in many packs, and are not searched."""
    for number, one in enumerate(pack.get("answers", ())):
        if not is_ours(one):
            yield Fault(f"/answers/{number}", "answer", "No form of ours is answered so.")


def _refuse_new(seen: Sequence[tuple[Narrative, Looked]], before: Inspector) -> None:
    faults = [
        _fault(f"/narratives/{one.id}", found)
        for one, looked in seen
        for found in _new(before.inspect(one.text), looked.found)
    ]
    if faults:
        raise Blocked("Something became known since: prepare the pack again.", errors=faults)


def _new(then: Sequence[Finding], now: Sequence[Finding]) -> list[Finding]:
    known = frozenset(then)
    return [found for found in now if found not in known]


def _in_renderings(
    pack: Mapping[str, Any], narratives: Sequence[Narrative], looks: Inspector, *, copies: bool
) -> Iterator[Fault]:
    frame = cache(lambda: rendered(_without_words(pack), READERS[0], paper=copies).texts())
    stay = [*keeps(narratives), *_keeps_in_chronology(pack, narratives), *_keeps_in_head(pack)]
    try:
        first = rendered(pack, READERS[0], paper=copies)
        for name, text in first.texts().items():
            looked = looks.look(text)
            if looked.unkept(stay):
                same = _same_in_every_pack(frame()[name], looks)
                yield from (_fault(f"/renderings/{name}", found) for found in looked.unkept([*stay, *same]))
        if copies:
            yield from _apart(first, rendered(pack, READERS[1], paper=True))
    except DocumentError:
        yield Fault("/renderings", "unreadable", "A rendering could not be made or read back.")
    if any(one["text"] != plain(one["text"]) for kind in TOLD for one in pack.get(kind, ())):
        yield Fault("/renderings/json", "mark", "Without its mark it would not be what is approved.")


def _apart(first: Renderings, second: Renderings) -> Iterator[Fault]:
    said = second.bare()
    for name, text in first.bare().items():
        if text != said[name]:
            yield Fault(f"/renderings/{name}", "reader", "Its text differs by more than code and mark.")


def _fault(where: str, found: Finding) -> Fault:
    return Fault(where, found.kind, f"{found.rule}, from {found.start} to {found.end}")


def keeps(narratives: Sequence[Narrative]) -> list[Keep]:
    """Return what persons decided to keep."""
    return [
        keep
        for narrative in narratives
        for one in narrative.kept()
        for keep in _beside(one.words, one.before, one.after)
    ]


def _keeps_in_chronology(pack: Mapping[str, Any], narratives: Sequence[Narrative]) -> Iterator[Keep]:
    """Yield the same places where the chronology tells them again, by both neighbours when each is short."""
    for narrative in narratives:
        for one in kept_in(narrative, pack["summary"].get("age", "")):
            beside = list(_beside(one.words, one.before, one.after))
            yield from beside or [Keep(one.words, one.before, one.after)]


def _keeps_in_head(pack: Mapping[str, Any]) -> Iterator[Keep]:
    """Yield what the header says on purpose beside its name: each was asked for with a reason."""
    for field, names in HEAD.items():
        if field in pack["summary"]:
            yield from (Keep(pack["summary"][field], before=name) for name in names)


def _beside(words: str, before: str, after: str) -> Iterator[Keep]:
    """Yield a place by each of its neighbours: a page may end on one side, so one is enough.

    A neighbour of a letter or two would stand beside too many places.
    """
    if sum(map(str.isalnum, before)) >= LEAST_SHARED:
        yield Keep(words, before=before)
    if sum(map(str.isalnum, after)) >= LEAST_SHARED:
        yield Keep(words, after=after)


def _without_words(pack: Mapping[str, Any]) -> dict[str, Any]:
    """Return the pack without what was told and known: headings, labels and hashes stay."""
    blank = {part: [{**told, "text": ""} for told in pack[part]] for part in TOLD}
    return {**pack, **blank, "summary": {}}


def _same_in_every_pack(blank: str, looks: Inspector) -> list[Keep]:
    """Return what looks like an identifier in the frame: a surname may be a word of every pack."""
    return [
        keep
        for found in looks.inspect(blank)
        for keep in _beside(
            blank[found.start : found.end],
            blank[max(0, found.start - NEAR) : found.start],
            blank[found.end : found.end + NEAR],
        )
    ]
