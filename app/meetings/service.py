"""What other rooms ask of meetings: the item for its reader or its office, its quorum, who was present."""

import base64
from uuid import UUID, uuid4

from sqlalchemy import func, select

from app.audit import trail
from app.cases import service as cases
from app.cases.models import Case
from app.cases.rules import stages
from app.cases.rules.timeline import Milestone
from app.db.locking import lock
from app.documents.marks import Reader
from app.meetings import found
from app.meetings.models import Attendance, Item, Meeting
from app.meetings.rules import quorum as quorums
from app.meetings.rules import standing as standings
from app.meetings.rules.course import Kind, State
from app.meetings.rules.quorum import Discipline, Quorum
from app.meetings.rules.words import new_pseudonym
from app.policy import Permission, panels_where, require
from app.problems import Conflict, NotFound
from app.work import Work

__all__ = [
    "Item", "Meeting", "Quorum", "agencies_present", "item_for_office", "item_for_reader", "item_of_case",
    "meeting_of", "present_who_count", "put_on_agenda", "quorum", "reader", "readers", "takes_part",
]  # fmt: skip


def item_for_reader(work: Work, meeting_id: UUID, pseudonym: str) -> Item:
    """Return an item whose pack the actor may read now.

    Invited, declared, no conflict, and the meeting not closed: whatever fails, there is no such item.
    """
    meeting = work.session.get(Meeting, meeting_id)
    if (
        meeting is None
        or meeting.panel_id not in panels_where(work.actor, Permission.MEETING_DECLARE)
        or meeting.state == State.CLOSED
        or found.seat(work, meeting, work.actor.id) is None
    ):
        raise NotFound
    item = found.item(work, meeting, pseudonym)
    if not standings.may_read(found.standing_of(work, item, work.actor.id)):
        raise NotFound
    return item


def item_for_office(work: Work, meeting_id: UUID, pseudonym: str, permission: Permission) -> Item:
    """Return an item for the office, or for a chair who takes part in it, to do this with."""
    meeting = found.meeting(work, meeting_id)
    require(work.actor, permission, meeting.panel_id)
    item = found.item(work, meeting, pseudonym)
    if not found.is_office(work, meeting.panel_id):
        at = found.standing_of(work, item, work.actor.id)
        if not standings.counts(at):
            raise NotFound
    return item


def item_of_case(work: Work, case: Case, meeting_id: UUID) -> Item:
    """Return the item of a case at a meeting, put on the agenda when it is not there yet."""
    meeting = found.meeting_to_arrange(work, meeting_id)
    if case.panel_id != meeting.panel_id:
        raise NotFound
    kept = select(Item).filter_by(meeting_id=meeting.id, case_id=case.id)
    item = work.session.scalars(kept).one_or_none() or _add(work, meeting, case)
    if meeting.kind == Kind.PANEL and meeting.state == State.PLANNED:
        cases.mark(work, case, Milestone.ON_AGENDA, Permission.MEETING_ARRANGE)
    return item


def put_on_agenda(work: Work, meeting_id: UUID, case_id: UUID) -> Item:
    """Put a case of the actor's panel on the agenda, under a name that is good for this meeting alone."""
    return item_of_case(work, cases.get_case(work, case_id, Permission.MEETING_ARRANGE), meeting_id)


def _add(work: Work, meeting: Meeting, case: Case) -> Item:
    lock(work.session, meeting)
    if meeting.state != State.PLANNED:
        raise Conflict("Only a planned meeting takes another item.")
    if case.stage in stages.ENDED:
        raise Conflict("The review of this case has ended.")
    last = select(func.coalesce(func.max(Item.position), 0)).filter_by(meeting_id=meeting.id)
    item = Item(
        id=uuid4(),
        meeting_id=meeting.id,
        case_id=case.id,
        pseudonym=_unused_pseudonym(work),
        position=work.session.scalars(last).one() + 1,
        minutes=None,
    )
    work.session.add(item)
    work.session.flush()
    trail.record(work, trail.Event.MEETING_CHANGED, case.key_id, fields=["item.added"])
    return item


def _unused_pseudonym(work: Work) -> str:
    while work.session.scalars(select(Item.id).filter_by(pseudonym=(drawn := new_pseudonym()))).first():
        continue
    return drawn


def meeting_of(work: Work, item: Item) -> Meeting:
    """Return the meeting that an item belongs to."""
    return work.session.get_one(Meeting, item.meeting_id)


def present_who_count(work: Work, item: Item) -> list[Discipline]:
    """Return the disciplines present for an item: nobody counts who has not declared, or has to keep out."""
    seats = found.seats(work, meeting_of(work, item))
    declared = found.declarations(work, item)
    here = work.session.scalars(select(Attendance.person_id).filter_by(item_id=item.id, present=True))
    return sorted(
        Discipline(seats[person].discipline)
        for person in here
        if person in seats and standings.counts(found.stands(work, item, person, declared.get(person)))
    )


def takes_part(work: Work, case: Case) -> bool:
    """Return whether the actor takes part in this case where a panel has it on its agenda."""
    at_panels = select(Item).join(Meeting).where(Item.case_id == case.id, Meeting.kind == Kind.PANEL)
    items = work.session.scalars(at_panels).all()
    return any(standings.counts(found.standing_of(work, item, work.actor.id)) for item in items)


def quorum(work: Work, item: Item) -> Quorum:
    """Return whether enough voices are present for an item."""
    rule = quorums.rule_for(meeting_of(work, item).panel_id)
    return quorums.reckon(rule, present_who_count(work, item))


def agencies_present(work: Work, item: Item) -> list[str]:
    """Return which disciplines took part in an item, as the analysis form records them: never who."""
    return sorted({discipline.value for discipline in present_who_count(work, item)})


def reader(work: Work, item: Item, person_id: UUID) -> Reader:
    """Return by what this person's copies of this item are known: the same each time, and opaque."""
    whose = item.id.bytes + person_id.bytes
    code = base64.b32encode(work.kit.mac.sign(b"reader|" + whose)[:5]).decode()
    return Reader(code, work.kit.mac.sign(b"reader-mark|" + whose))


def readers(work: Work, item: Item) -> dict[UUID, Reader]:
    """Return by what the copies of everybody who is invited are known."""
    invited = found.seats(work, meeting_of(work, item))
    return {person_id: reader(work, item, person_id) for person_id in invited}
