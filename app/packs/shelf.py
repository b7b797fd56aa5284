"""The shelf of a reader: for each item of a meeting of theirs, whether there is a pack and why not."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from app.meetings import mine
from app.meetings.mine import Stand
from app.meetings.rules import standing as standings
from app.meetings.rules.standing import Standing
from app.meetings.schemas import MeetingLine
from app.packs import reading
from app.packs.models import Pack
from app.packs.rules.finished import State
from app.work import Work


class Shelf(StrEnum):
    """What a reader finds at an item."""

    DECLARE = "declare"
    KEEPS_OUT = "keeps_out"
    OPEN = "open"
    NOT_RELEASED = "not_released"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class Place(NamedTuple):
    """One item of an agenda as its reader sees it, numbered without gaps."""

    pseudonym: str
    position: int
    shelf: Shelf
    declared: bool


class Own(NamedTuple):
    """A meeting that somebody is invited to, and what they find there."""

    meeting: MeetingLine
    places: list[Place]


def list_own(work: Work) -> list[Own]:
    """Return the meetings that the actor is invited to, each with what there is to declare or to read."""
    return [_own(work, line) for line in mine.list_invited(work)]


def read_own(work: Work, meeting_id: UUID) -> Own:
    """Return one meeting that the actor is invited to, with its agenda."""
    return _own(work, mine.read_invited(work, meeting_id))


def _own(work: Work, line: MeetingLine) -> Own:
    known = mine.stands(work, line)
    packs = _packs(work, [stand.item.id for stand in known])
    return Own(line, [_place(work, stand, number, packs) for number, stand in enumerate(known, 1)])


def _packs(work: Work, items: Iterable[UUID]) -> Sequence[Pack]:
    return work.session.scalars(select(Pack).where(Pack.item_id.in_(list(items)))).all()


def _place(work: Work, stand: Stand, number: int, packs: Sequence[Pack]) -> Place:
    released = {State(one.state): one for one in packs if one.item_id == stand.item.id and one.released_by}
    found = shelf_of(stand.at, released)
    if found is Shelf.OPEN and reading.has_lapsed(work, released[State.RELEASED]):
        found = Shelf.LAPSED
    declared = stand.at is not Standing.NEEDS_DECLARATION
    return Place(stand.item.pseudonym, number, found, declared)


def shelf_of(at: Standing, released: Iterable[State]) -> Shelf:
    """Return what a reader finds, by where they stand and the packs that were ever released for the item.

    Who has not declared learns nothing of the pack; whose interest waits for a ruling does not either.
    """
    if at is Standing.NEEDS_DECLARATION:
        return Shelf.DECLARE
    if not standings.may_read(at):
        return Shelf.KEEPS_OUT
    if State.RELEASED in released:
        return Shelf.OPEN
    return Shelf.WITHDRAWN if State.WITHDRAWN in released else Shelf.NOT_RELEASED
