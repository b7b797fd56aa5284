"""What the review page shows: one account in rows, the accounts beside it, and how far the review is."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.documents.words import label
from app.packs.rules.finished import State
from app.packs.rules.narratives import PERSON
from app.packs.rules.together import LEAST, ORDINARY, together
from app.packs.schemas import NarrativeOut, PackDraft
from app.portal.desk.review import places, text
from app.portal.desk.review.places import Place
from app.portal.desk.review.text import Row
from app.problems import NotFound

ROWS = 60
MOST_LABELS = 200
SPOT = re.compile(r"([0-9]{1,7})-([0-9]{1,7})")
COMMON = ("[removed]", "[person]", "[family member]", "[professional]", "[place]", "[date]", "[detail]")
CHANGEABLE = {State.DRAFT, State.APPROVED}


@dataclass(frozen=True, slots=True)
class Where:
    """What of a pack is looked at: an account, a place or a row of it; nothing is where it goes on."""

    narrative: str = ""
    at: str = ""
    row: int = 0
    part: int = 0


@dataclass(frozen=True, slots=True)
class Account:
    """One line of the list of accounts."""

    number: int
    id: str
    source: str
    section: str
    waiting: int
    total: int
    href: str
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One part of one account, and what stands around it."""

    account: Account
    accounts: list[Account]
    rows: list[Row]
    part: int
    parts: int
    done: int
    total: int
    labels: list[str]
    bulk: list[tuple[str, int]]
    is_open: bool
    opened: int
    changes: list[Place] = field(default_factory=list)

    @property
    def before(self) -> Account | None:
        """Return the account before this one."""
        return self.accounts[self.account.number - 2] if self.account.number > 1 else None

    @property
    def after(self) -> Account | None:
        """Return the account after this one."""
        return self.accounts[self.account.number] if self.account.number < len(self.accounts) else None


def page(draft: PackDraft, where: Where, given: Iterable[tuple[str, int, int]], opened: int) -> Page:
    """Return what is shown of a pack; `given` are the places that persons gave back."""
    told = chosen(draft.narratives, where.narrative)
    reviewed = places.places(told, places.tally(draft.narratives))
    back = [(start, end) for narrative, start, end in given if narrative == told.id]
    listed = [*reviewed, *places.added(told, reviewed, back), *_looked_at(told, where.at)]
    marked = [one for one in listed if not (one.change and one.name.startswith("h"))]
    made = text.rows(told, marked, listed)
    part, parts = _part(made, where), max(1, -(-len(made) // ROWS))
    accounts = list_accounts(draft, told.id)
    return Page(
        account=next(one for one in accounts if one.is_here),
        accounts=accounts,
        rows=made[(part - 1) * ROWS : part * ROWS],
        part=part,
        parts=parts,
        done=sum(one.total - one.waiting for one in accounts),
        total=sum(one.total for one in accounts),
        labels=labels(draft),
        bulk=_bulk(told),
        is_open=draft.state in CHANGEABLE,
        opened=opened,
        changes=_changes(told, made, where.row),
    )


def chosen(told: Sequence[NarrativeOut], narrative: str) -> NarrativeOut:
    """Return the account that was asked for, else the first where something waits, else the first."""
    waiting = [one for one in told if places.waiting(one)]
    found = [one for one in told if one.id == narrative] if narrative else (waiting or list(told))
    if not found:
        raise NotFound
    return found[0]


def list_accounts(draft: PackDraft, here: str = "") -> list[Account]:
    """Return all accounts with how much of each waits."""
    return [
        Account(
            number=number,
            id=one.id,
            source=label(one.source),
            section=heading(one),
            waiting=places.waiting(one),
            total=places.total(one),
            href=f"/packs/{draft.id}/review?n={one.id}",
            is_here=one.id == here,
        )
        for number, one in enumerate(draft.narratives, 1)
    ]


def heading(told: NarrativeOut) -> str:
    """Return what an account is called beside its source."""
    section = label(told.section or "Account")
    return f"{section}, {label(told.form).lower()} form" if told.form else section


def given_back(decisions: Iterable[Any]) -> list[tuple[str, int, int]]:
    """Return the places of decisions by which something was given back."""
    said = [one.said for one in decisions]
    return [(one["narrative"], one["start"], one["end"]) for one in said]


def _looked_at(told: NarrativeOut, at: str) -> list[Place]:
    """Return the place that a link asks to look at, unless it is none of the account."""
    found = SPOT.fullmatch(at)
    if found is None or not int(found[1]) < int(found[2]) <= len(told.original):
        return []
    return [places.place_at(told, int(found[1]), int(found[2]), "look")]


def _part(made: Sequence[Row], where: Where) -> int:
    """Return the part of an account that has the place or the row that is looked at."""
    row = where.row
    if not row and where.at:
        name = "look" if SPOT.fullmatch(where.at) else where.at
        row = next((one.number for one in made if any(p.name == name for p in one.places)), 0)
    if row:
        return min(max(1, -(-row // ROWS)), max(1, -(-len(made) // ROWS)))
    return min(max(1, where.part), max(1, -(-len(made) // ROWS)))


def labels(draft: PackDraft) -> list[str]:
    """Return the labels that the pack has already, for whoever has to choose one."""
    used = {one.replacement for told in draft.narratives for one in told.changes}
    return sorted({*COMMON, *(one for one in used if one.startswith("["))})[:MOST_LABELS]


def _bulk(told: NarrativeOut) -> list[tuple[str, int]]:
    """Return which kinds of doubt may be kept together here, and how many of each wait."""
    counted = [(why, len(together(told.for_review, told.changes, why))) for why in sorted(ORDINARY)]
    return [(why, number) for why, number in counted if number >= LEAST]


def _changes(told: NarrativeOut, made: Sequence[Row], row: int) -> list[Place]:
    """Return what the rules hid in a row that was opened."""
    opened = made[row - 1] if 0 < row <= len(made) else None
    if opened is None:
        return []
    has_card = [place.change for place in opened.places]
    return [
        places.place_at(told, one.start, one.end, f"c{one.start}")
        for one in opened.changes
        if one.by != PERSON and one not in has_card
    ]
