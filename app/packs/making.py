"""The packs that an office makes: meeting by meeting, which item has one and how far it is."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from app.audit import trail
from app.cases import service as cases
from app.meetings import arranging, found
from app.meetings.models import Item, Meeting
from app.meetings.rules.course import CASE_BOUND
from app.meetings.rules.course import State as MeetingState
from app.meetings.schemas import MeetingLine
from app.packs import desk, lateness
from app.packs.models import Pack
from app.packs.schemas import PackLine
from app.policy import Permission, panels_where, require_somewhere
from app.work import Work

CHECK = Permission.PACK_CHECK


class Making(NamedTuple):
    """One item of an agenda, and its newest pack if one has been prepared.

    `waiting` is how many places nobody has looked at, and `late` which kinds of sources came in since.
    """

    pseudonym: str
    case_id: UUID
    pack: PackLine | None
    waiting: int | None = None
    late: Sequence[str] = ()


class Table(NamedTuple):
    """One meeting that is not closed, and how far its packs are."""

    meeting: MeetingLine
    items: list[Making]


def list_making(work: Work) -> list[Table]:
    """Return the meetings that the actor's offices make packs for, with the newest pack of each item."""
    require_somewhere(work.actor, CHECK)
    wanted = select(Meeting).where(
        Meeting.panel_id.in_(panels_where(work.actor, CHECK)),
        Meeting.state != MeetingState.CLOSED,
        Meeting.kind.not_in(CASE_BOUND),
    )
    rows = work.session.scalars(wanted.order_by(Meeting.week, Meeting.id)).all()
    trail.record(work, trail.Event.MEETING_READ, fields=["packs"])
    return [
        Table(arranging.line(work, row), [_making(work, item) for item in found.items(work, row)])
        for row in rows
    ]


def _making(work: Work, item: Item) -> Making:
    newest = select(Pack).filter_by(item_id=item.id).order_by(Pack.version.desc()).limit(1)
    pack = work.session.scalars(newest).one_or_none()
    if pack is None:
        return Making(item.pseudonym, item.case_id, None)
    case = cases.get_case(work, item.case_id, CHECK)
    late = lateness.of(work, case, pack, CHECK)
    return Making(item.pseudonym, item.case_id, desk.line(work, pack), pack.waiting, late)
