"""A person's own meetings: what they are invited to, and where they stand with each item."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from app.audit import trail
from app.meetings import arranging, found
from app.meetings.models import Invitation, Item, Meeting
from app.meetings.rules import standing as standings
from app.meetings.rules.course import State
from app.meetings.rules.standing import Standing
from app.meetings.schemas import MeetingLine
from app.policy import Permission, panels_where, require_somewhere
from app.problems import NotFound
from app.work import Work

DECLARE = Permission.MEETING_DECLARE
MOST = 100


class Stand(NamedTuple):
    """An item that a person may know of, and where they stand with it."""

    item: Item
    at: Standing


def list_invited(work: Work) -> Sequence[MeetingLine]:
    """Return the newest meetings that the actor is invited to, whatever else their office shows them."""
    require_somewhere(work.actor, DECLARE)
    mine = select(Invitation.meeting_id).filter_by(person_id=work.actor.id)
    query = select(Meeting).where(
        Meeting.id.in_(mine), Meeting.panel_id.in_(panels_where(work.actor, DECLARE))
    )
    rows = work.session.scalars(query.order_by(Meeting.week.desc(), Meeting.id.desc()).limit(MOST)).all()
    trail.record(work, trail.Event.MEETING_READ, fields=["list"])
    return [arranging.line(work, row) for row in rows]


def read_invited(work: Work, meeting_id: UUID) -> MeetingLine:
    """Return a meeting that the actor is invited to, without its minutes."""
    meeting = found.meeting(work, meeting_id)
    if found.seat(work, meeting, work.actor.id) is None or meeting.panel_id not in panels_where(
        work.actor, DECLARE
    ):
        raise NotFound
    trail.record(work, trail.Event.MEETING_READ, fields=["items"])
    return arranging.line(work, meeting)


def stands(work: Work, line: MeetingLine) -> list[Stand]:
    """Return the items of such a meeting that the actor may declare on or read.

    One that a conflict shuts is not among them, but for the actor's own declaration that waits for a ruling.
    """
    if line.state == State.CLOSED:
        return []
    agenda = work.session.scalars(select(Item).filter_by(meeting_id=line.id).order_by(Item.position)).all()
    known = [Stand(item, found.standing_of(work, item, work.actor.id)) for item in agenda]
    return [stand for stand in known if standings.may_declare(stand.at)]
