"""The places of an account: each that is for review, numbered, with how it reads now."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.packs.schemas import ChangeOut, NarrativeOut

AROUND = 32
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Place:
    """A place that somebody looks at: in the original, in its sentence, and as the pack has it.

    `change` is what covers it whole, `alike` how often its word stands in the pack. `name` is its anchor.
    """

    name: str
    number: int
    start: int
    end: int
    words: str
    before: str
    after: str
    reasons: tuple[str, ...]
    is_open: bool
    change: ChangeOut | None
    alike: int = 0

    @property
    def hides(self) -> str:
        """Return what stands in the pack instead of it, or nothing when it is kept."""
        return self.change.replacement if self.change else ""

    @property
    def by_person(self) -> bool:
        """Return whether somebody hid it, and not the rules."""
        return bool(self.change) and self.change.by == "person" if self.change else False


def places(told: NarrativeOut, words: Mapping[str, int]) -> list[Place]:
    """Return the places of an account that are for review, by where they stand: a number is for good."""
    reasons: dict[tuple[int, int], list[str]] = {}
    is_open: dict[tuple[int, int], bool] = {}
    for doubt in told.for_review:
        at = (doubt.start, doubt.end)
        reasons.setdefault(at, []).append(doubt.reason)
        is_open[at] = is_open.get(at, False) or not doubt.cleared
    found = [
        replace(
            place_at(told, start, end, f"p{number}"),
            number=number,
            reasons=tuple(reasons[start, end]),
            is_open=is_open[start, end],
        )
        for number, (start, end) in enumerate(sorted(reasons), 1)
    ]
    return [replace(one, alike=words.get(one.words, 0)) for one in found]


def place_at(told: NarrativeOut, start: int, end: int, name: str) -> Place:
    """Return any place of an account, as it reads now."""
    text = told.original
    covers = (one for one in told.changes if one.start <= start and end <= one.end)
    return Place(
        name=name,
        number=0,
        start=start,
        end=end,
        words=text[start:end],
        before=_before(text, start),
        after=_after(text, end),
        reasons=(),
        is_open=False,
        change=next(covers, None),
    )


def added(told: NarrativeOut, reviewed: Sequence[Place], given: Iterable[tuple[int, int]]) -> list[Place]:
    """Return what a person hid or gave back where nothing was for review."""
    done = {(one.start, one.end) for one in reviewed}
    spans = [(one.start, one.end) for one in told.changes if one.by == "person"]
    hidden = [span for span in spans if not any(span[0] <= at[0] and at[1] <= span[1] for at in done)]
    back = [at for at in given if at not in done and not _touched(told, *at)]
    return [place_at(told, *at, name=f"h{at[0]}") for at in sorted({*hidden, *back})]


def tally(told: Iterable[NarrativeOut]) -> Counter[str]:
    """Return how often each word stands in all accounts."""
    return Counter(word for one in told for word in WORD.findall(one.original))


def waiting(told: NarrativeOut) -> int:
    """Return at how many places of an account nobody has looked."""
    return len({(one.start, one.end) for one in told.for_review if not one.cleared})


def total(told: NarrativeOut) -> int:
    """Return how many places of an account are for review."""
    return len({(one.start, one.end) for one in told.for_review})


def next_open(told: Sequence[NarrativeOut], narrative: str, start: int) -> tuple[str, str] | None:
    """Return the account and the anchor of the next place that waits: later here, earlier here, elsewhere."""
    ids = [one.id for one in told]
    here = ids.index(narrative)
    for one in (*told[here:], *told[:here]):
        found = list(_open_places(one))
        later = [name for name, at in found if one.id != narrative or at > start]
        if later or found:
            return one.id, (later or [name for name, _ in found])[0]
    return None


def _open_places(told: NarrativeOut) -> Iterator[tuple[str, int]]:
    open_at = {(one.start, one.end) for one in told.for_review if not one.cleared}
    for number, at in enumerate(sorted({(one.start, one.end) for one in told.for_review}), 1):
        if at in open_at:
            yield f"p{number}", at[0]


def _touched(told: NarrativeOut, start: int, end: int) -> bool:
    return any(one.start < end and start < one.end for one in told.changes)


def _before(text: str, start: int) -> str:
    near = text[max(0, start - AROUND) : start]
    near = near[near.rfind("\n") + 1 :]
    cut = len(near) == AROUND and " " in near
    return f"… {near.partition(' ')[2]}" if cut else near


def _after(text: str, end: int) -> str:
    near = text[end : end + AROUND].partition("\n")[0]
    cut = len(near) == AROUND and " " in near
    return f"{near.rpartition(' ')[0]} …" if cut else near
