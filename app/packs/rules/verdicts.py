"""What a person may decide about one place of a narrative: accept, extend, restore, replace, undo."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum

from app.packs.rules import steps
from app.packs.rules.narratives import PERSON, Change, Narrative
from app.problems import Fault, Invalid

HIDDEN = "[removed]"


class Verdict(StrEnum):
    """A person's decision about one place."""

    ACCEPT = "accept"
    EXTEND = "extend"
    RESTORE = "restore"
    REPLACE = "replace"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Given:
    """A verdict as it was given; its place lies in the original."""

    verdict: Verdict
    start: int
    end: int
    replacement: str | None = None
    reason: str = ""


def decide(narrative: Narrative, given: Given, pointer: str) -> Narrative:
    """Return the narrative as this verdict leaves it; `pointer` says where in the request it stands."""
    if not 0 <= given.start < given.end <= len(narrative.original):
        raise _refused(pointer, "place", "There is no such place in this narrative.")
    if given.verdict is Verdict.UNDO:
        return steps.undone(narrative, (given.start, given.end), pointer)
    return steps.stepped(
        narrative, DECIDES[given.verdict](narrative, given, pointer), (given.start, given.end)
    )


def _refused(pointer: str, rule: str, message: str) -> Invalid:
    return Invalid(errors=[Fault(pointer, rule, message)])


def _accept(narrative: Narrative, given: Given, pointer: str) -> Narrative:
    place = (given.start, given.end)
    if not any((doubt.start, doubt.end) == place for doubt in narrative.for_review):
        raise _refused(pointer, "no-such-item", "Nothing is for review at exactly this place.")
    return replace(
        narrative,
        for_review=tuple(
            replace(doubt, cleared=True) if (doubt.start, doubt.end) == place else doubt
            for doubt in narrative.for_review
        ),
    )


def _extend(narrative: Narrative, given: Given, _pointer: str) -> Narrative:
    """Hide a place, whole changes that it touches included."""
    touched = [one for one in narrative.changes if one.start < given.end and given.start < one.end]
    start = min([given.start, *(one.start for one in touched)])
    end = max([given.end, *(one.end for one in touched)])
    made = Change(
        start,
        end,
        kind=touched[0].kind if touched else "other",
        known=any(one.known for one in touched),
        replacement=given.replacement or HIDDEN,
        by=PERSON,
    )
    rest = [one for one in narrative.changes if one not in touched]
    apart = tuple(place for place in narrative.restored if not (place[0] < end and start < place[1]))
    widened = replace(narrative, changes=_in_order([*rest, made]), restored=apart)
    return _looked_at(widened, start, end)


def _restore(narrative: Narrative, given: Given, pointer: str) -> Narrative:
    change = _change(narrative, given, pointer)
    if change.known:
        raise _refused(pointer, "known-identifier", "What the record knows is never given back.")
    if not given.reason.strip():
        raise _refused(f"{pointer}/reason", "reason-needed", "Say why this may be read.")
    rest = tuple(one for one in narrative.changes if one is not change)
    given_back = (*narrative.restored, (given.start, given.end))
    return _looked_at(replace(narrative, changes=rest, restored=given_back), given.start, given.end)


def _replace(narrative: Narrative, given: Given, pointer: str) -> Narrative:
    change = _change(narrative, given, pointer)
    if not given.replacement:
        raise _refused(f"{pointer}/replacement", "missing", "Say what should stand there.")
    rest = [one for one in narrative.changes if one is not change]
    made = replace(change, replacement=given.replacement, by=PERSON)
    return _looked_at(replace(narrative, changes=_in_order([*rest, made])), given.start, given.end)


def _change(narrative: Narrative, given: Given, pointer: str) -> Change:
    change = narrative.change_at(given.start, given.end)
    if change is None:
        raise _refused(pointer, "no-such-change", "Nothing was changed at exactly this place.")
    return change


def _looked_at(narrative: Narrative, start: int, end: int) -> Narrative:
    """Clear the doubts that lie within a place about which a person has just decided."""
    return replace(
        narrative,
        for_review=tuple(
            replace(doubt, cleared=True) if start <= doubt.start and doubt.end <= end else doubt
            for doubt in narrative.for_review
        ),
    )


def _in_order(changes: list[Change]) -> tuple[Change, ...]:
    return tuple(sorted(changes, key=lambda change: change.start))


def everywhere(told: Sequence[Narrative], narrative: str, given: Given, pointer: str) -> list[Narrative]:
    """Return all narratives as one verdict leaves them at every place of the same words.

    The place that was named has to take it. Another that cannot, or that is hidden already, stays as it is.
    """
    if given.verdict is Verdict.RESTORE:
        raise _refused(f"{pointer}/all", "one-place", "What is given back is given back place by place.")
    words = next(one.original[given.start : given.end] for one in told if one.id == narrative)
    decided = [decide(one, given, pointer) if one.id == narrative else one for one in told]
    for number, one in enumerate(told):
        for start, end in places_of(one.original, words):
            if (one.id, start) != (narrative, given.start):
                decided[number] = _also(decided[number], replace(given, start=start, end=end), pointer)
    return decided


def _also(told: Narrative, given: Given, pointer: str) -> Narrative:
    hidden = any(one.start <= given.start and given.end <= one.end for one in told.changes)
    if given.verdict is Verdict.EXTEND and hidden:
        return told
    with suppress(Invalid):
        return decide(told, given, pointer)
    return told


def places_of(text: str, words: str) -> list[tuple[int, int]]:
    """Return where exactly these letters stand as whole words."""
    whole = rf"(?<!\w){re.escape(words)}(?!\w)"
    return [found.span() for found in re.finditer(whole, text)]


DECIDES = {
    Verdict.ACCEPT: _accept,
    Verdict.EXTEND: _extend,
    Verdict.RESTORE: _restore,
    Verdict.REPLACE: _replace,
}
