"""Finding meetings, items and seats, for those who may know of them."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select

from app.identity.actors import Role
from app.identity.models import HeldSeat
from app.meetings.models import Declaration, Invitation, Item, Meeting
from app.meetings.rules import standing as standings
from app.meetings.rules.standing import Declared, Ruling, Standing
from app.notifications.models import Notification
from app.policy import Permission, panels_where, require, require_somewhere
from app.problems import NotFound
from app.work import Work

EMPLOYED_ELSEWHERE = (Role.CHAIR.value, Role.PANEL_MEMBER.value)


def is_office(work: Work, panel_id: UUID) -> bool:
    """Return whether the actor arranges the meetings of a panel."""
    return Role.SYSTEM in work.actor.roles or panel_id in panels_where(work.actor, Permission.MEETING_ARRANGE)


def meeting(work: Work, meeting_id: UUID) -> Meeting:
    """Return a meeting that the actor may know of: the office of its panel, and those who are invited."""
    require_somewhere(work.actor, Permission.MEETING_READ)
    kept = work.session.get(Meeting, meeting_id)
    if kept is None:
        raise NotFound
    require(work.actor, Permission.MEETING_READ, kept.panel_id)
    if not is_office(work, kept.panel_id) and seat(work, kept, work.actor.id) is None:
        raise NotFound
    return kept


def meeting_to_arrange(work: Work, meeting_id: UUID) -> Meeting:
    """Return a meeting that the actor arranges."""
    kept = meeting(work, meeting_id)
    require(work.actor, Permission.MEETING_ARRANGE, kept.panel_id)
    return kept


def item(work: Work, of: Meeting, pseudonym: str) -> Item:
    """Return the item of a meeting that goes by this name."""
    kept = work.session.scalars(select(Item).filter_by(meeting_id=of.id, pseudonym=pseudonym)).one_or_none()
    if kept is None:
        raise NotFound
    return kept


def items(work: Work, of: Meeting) -> Sequence[Item]:
    """Return the agenda of a meeting."""
    return work.session.scalars(select(Item).filter_by(meeting_id=of.id).order_by(Item.position)).all()


def seat(work: Work, of: Meeting, person_id: UUID) -> Invitation | None:
    """Return the seat of a person at a meeting, if they are invited."""
    wanted = select(Invitation).filter_by(meeting_id=of.id, person_id=person_id)
    return work.session.scalars(wanted).one_or_none()


def seats(work: Work, of: Meeting) -> Mapping[UUID, Invitation]:
    """Return everybody's seat at a meeting."""
    wanted = select(Invitation).filter_by(meeting_id=of.id).order_by(Invitation.discipline, Invitation.id)
    return {kept.person_id: kept for kept in work.session.scalars(wanted)}


def declarations(work: Work, on: Item) -> Mapping[UUID, Declaration]:
    """Return the latest declaration of each person on an item."""
    wanted = select(Declaration).filter_by(item_id=on.id, superseded=False)
    return {kept.person_id: kept for kept in work.session.scalars(wanted)}


def stands(work: Work, on: Item, person_id: UUID, declared: Declaration | None) -> Standing:
    """Return where somebody stands with an item by their latest declaration and their employer."""
    return standings.standing(said(declared), employer_named=_employer_named(work, on, person_id))


def said(declared: Declaration | None) -> Declared | None:
    """Return what a declaration means, if there is one."""
    if declared is None:
        return None
    return Declared(declared.conflict, Ruling(declared.ruling) if declared.ruling else None)


def standing_of(work: Work, on: Item, person_id: UUID) -> Standing:
    """Return where a person stands with an item."""
    wanted = select(Declaration).filter_by(item_id=on.id, person_id=person_id, superseded=False)
    return stands(work, on, person_id, work.session.scalars(wanted).one_or_none())


def _employer_named(work: Work, on: Item, person_id: UUID) -> bool:
    """Return whether a member's employer notified this death; the designated doctor declares instead."""
    employers = select(HeldSeat.organisation).where(
        HeldSeat.person_id == person_id, HeldSeat.active, HeldSeat.role.in_(EMPLOYED_ELSEWHERE)
    )
    named = select(Notification.id).where(Notification.case_id == on.case_id, Notification.ods.in_(employers))
    return work.session.scalars(named.limit(1)).first() is not None
