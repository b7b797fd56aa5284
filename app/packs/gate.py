"""The gate before approval and release: every rendering is read back and searched, and doubt blocks."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.anonymise.gate import Finding, Inspector, Keep, Looked
from app.documents.errors import DocumentError
from app.documents.marks import Reader, plain
from app.documents.pack_html import pack_html
from app.documents.pack_json import pack_json
from app.documents.pack_pdf import pack_pdf
from app.documents.readback import html_text, pdf_text
from app.packs.rules.chronology import kept_in
from app.packs.rules.narratives import NEAR, Narrative
from app.problems import Conflict, Fault

READERS = (Reader("READER00", b"0" * 32), Reader("READER11", b"1" * 32))
LEAST_SHARED = 8
TOLD = ("narratives", "chronology")
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
    faults += _in_renderings(pack, narratives, looks, copies=copies)
    if faults:
        raise Blocked("Look at each place, hide it, and have it approved anew.", errors=faults)


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


def renderings(pack: Mapping[str, Any], reader: Reader, *, paper: bool) -> dict[str, str]:
    """Return the text of each rendering, read back from a reader's finished bytes, without their mark.

    The PDF is made when it is asked for.
    """
    read = {
        "json": "\n".join(_strings(json.loads(pack_json(pack, reader=reader)))),
        "html": html_text(pack_html(pack, reader=reader)),
    }
    read |= {"pdf": pdf_text(pack_pdf(pack, reader=reader))} if paper else {}
    return {name: plain(text) for name, text in read.items()}


def _in_renderings(
    pack: Mapping[str, Any], narratives: Sequence[Narrative], looks: Inspector, *, copies: bool
) -> Iterator[Fault]:
    try:
        read = renderings(pack, READERS[0], paper=copies)
        again = renderings(pack, READERS[1], paper=True) if copies else None
        blank = renderings(_without_words(pack), READERS[0], paper=copies)
    except DocumentError:
        yield Fault("/renderings", "unreadable", "A rendering could not be made or read back.")
        return
    stay = [*keeps(narratives), *_keeps_in_chronology(pack, narratives), *_keeps_in_head(pack)]
    for name, text in read.items():
        stays = [*stay, *_same_in_every_pack(blank[name], looks)]
        for found in looks.inspect(text, stays):
            yield _fault(f"/renderings/{name}", found)
        if again and _bare(text, READERS[0]) != _bare(again[name], READERS[1]):
            yield Fault(f"/renderings/{name}", "reader", "Its text differs by more than code and mark.")
    if any(one["text"] != plain(one["text"]) for kind in TOLD for one in pack.get(kind, ())):
        yield Fault("/renderings/json", "mark", "Without its mark it would not be what is approved.")


def _bare(text: str, reader: Reader) -> str:
    """Return all that a copy says but for whose it is."""
    return "".join(text.replace(reader.code, "").split())


def _fault(where: str, found: Finding) -> Fault:
    return Fault(where, found.kind, f"{found.rule}, from {found.start} to {found.end}")


def _strings(said: Any) -> Iterator[str]:
    if isinstance(said, Mapping):
        for name, value in said.items():
            yield str(name)
            yield from _strings(value)
    elif isinstance(said, list):
        for value in said:
            yield from _strings(value)
    else:
        yield str(said)


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
