"""What waits for the chair of a meeting: told by item, and by what a colleague brings, never by name."""

from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from app.audit import trail
from app.meetings import declaring, found
from app.meetings.models import Declaration, Item, Meeting
from app.meetings.rules import standing as standings
from app.meetings.rules.course import State
from app.meetings.rules.quorum import Discipline
from app.meetings.schemas import DeclarationOut
from app.policy import Permission, panels_where, require
from app.work import Work

RULE = Permission.MEETING_RULE


class ToRule(NamedTuple):
    """An interest that somebody else has declared, and what they bring to the meeting."""

    declared: DeclarationOut
    discipline: Discipline


def may_rule(work: Work, panel_id: UUID) -> bool:
    """Return whether the actor rules at the meetings of a panel."""
    return panel_id in panels_where(work.actor, RULE)


def list_to_rule(work: Work, meeting_id: UUID) -> list[ToRule]:
    """Return the interests that others have declared on items from which the actor does not keep out."""
    meeting = _meeting(work, meeting_id)
    trail.record(work, trail.Event.MEETING_READ, fields=["declarations"])
    seats = found.seats(work, meeting)
    return [
        ToRule(
            declaring.show(work, meeting, item, made.person_id, made),
            Discipline(seats[made.person_id].discipline),
        )
        for item, made in sorted(
            _others(work, meeting),
            key=lambda one: (one[0].position, seats[one[1].person_id].discipline, one[1].id),
        )
    ]


def count_to_rule(work: Work, meeting_id: UUID) -> int:
    """Return how many of them wait for a ruling: none of them is opened."""
    return sum(made.ruling is None for _, made in _others(work, _meeting(work, meeting_id)))


def list_items(work: Work, meeting_id: UUID) -> list[Item]:
    """Return the items of which the actor decides as the chair: without a conflict, and not yet closed."""
    meeting = _meeting(work, meeting_id)
    if meeting.state == State.CLOSED:
        return []
    agenda = found.items(work, meeting)
    return [item for item in agenda if standings.counts(found.standing_of(work, item, work.actor.id))]


def _meeting(work: Work, meeting_id: UUID) -> Meeting:
    meeting = found.meeting(work, meeting_id)
    require(work.actor, RULE, meeting.panel_id)
    return meeting


def _others(work: Work, meeting: Meeting) -> Iterator[tuple[Item, Declaration]]:
    for item in found.items(work, meeting):
        made = found.declarations(work, item)
        mine = found.stands(work, item, work.actor.id, made.get(work.actor.id))
        if declaring.rules_on(work, meeting, mine):
            yield from ((item, one) for who, one in made.items() if one.conflict and who != work.actor.id)
