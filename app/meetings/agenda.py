"""The agenda of a meeting, who is invited, and who was in the room for which item."""

from collections.abc import Iterable
from uuid import UUID, uuid4

from sqlalchemy import select

from app.audit import trail
from app.cases import service as cases
from app.cases.rules.timeline import LONDON
from app.identity import service as identity
from app.identity.actors import Role
from app.identity.models import HeldSeat, Person
from app.meetings import found, service
from app.meetings.models import Attendance, Invitation, Item, Meeting
from app.meetings.rules import quorum as quorums
from app.meetings.rules import standing as standings
from app.meetings.rules.course import State
from app.meetings.rules.quorum import Discipline
from app.meetings.schemas import (
    AttendanceIn,
    AttendanceOut,
    InvitationIn,
    InvitationOut,
    ItemOut,
    QuorumOut,
    ReaderItem,
)
from app.partners import service as partners
from app.problems import Conflict, Fault, Invalid
from app.work import Work

SITTING = (Role.CHAIR, Role.DESIGNATED_DOCTOR, Role.PANEL_MEMBER)


def list_items(work: Work, meeting_id: UUID) -> list[ItemOut] | list[ReaderItem]:
    """Return the agenda with its cases for the office; for a reader what there is to declare or to read."""
    meeting = found.meeting(work, meeting_id)
    agenda = found.items(work, meeting)
    trail.record(work, trail.Event.MEETING_READ, fields=["items"])
    if found.is_office(work, meeting.panel_id):
        return [show(work, item) for item in agenda]
    return reader_items(work, meeting, agenda)


def reader_items(work: Work, meeting: Meeting, agenda: Iterable[Item]) -> list[ReaderItem]:
    """Return the items that a reader may know of, numbered without gaps: a gap would be a count."""
    if meeting.state == State.CLOSED:
        return []
    known = [(item.pseudonym, found.standing_of(work, item, work.actor.id)) for item in agenda]
    shown = [(name, at) for name, at in known if standings.is_listed(at)]
    return [
        ReaderItem(
            pseudonym=name,
            position=number,
            status="may_read" if standings.may_read(at) else "needs_declaration",
        )
        for number, (name, at) in enumerate(shown, 1)
    ]


def add_item(work: Work, meeting_id: UUID, case_id: UUID) -> ItemOut:
    """Put a case on the agenda."""
    found.meeting_to_arrange(work, meeting_id)
    return show(work, service.put_on_agenda(work, meeting_id, case_id))


def show(work: Work, item: Item) -> ItemOut:
    """Return an item with its case and its quorum."""
    reckoned = service.quorum(work, item)
    source = quorums.rule_for(service.meeting_of(work, item).panel_id).source
    return ItemOut(
        pseudonym=item.pseudonym,
        position=item.position,
        case_id=item.case_id,
        quorum=QuorumOut(met=reckoned.met, missing=reckoned.missing, present=reckoned.present, source=source),
    )


def list_invitations(work: Work, meeting_id: UUID) -> list[InvitationOut]:
    """Return who is invited; for a reader their own invitation alone."""
    meeting = found.meeting(work, meeting_id)
    everybody = found.is_office(work, meeting.panel_id)
    rows = found.seats(work, meeting).values()
    trail.record(work, trail.Event.MEETING_READ, fields=["invitations"])
    return [_invited(work, row) for row in rows if everybody or row.person_id == work.actor.id]


def invite(work: Work, meeting_id: UUID, form: InvitationIn) -> list[InvitationOut]:
    """Invite one person, or everyone who sits at the panel. Inviting again corrects the discipline."""
    meeting = found.meeting_to_arrange(work, meeting_id)
    _must_be_open(meeting)
    sitting = _sitting(work, meeting.panel_id)
    if form.everyone == (form.person_id is not None):
        raise Invalid(errors=[Fault("", "one-or-everyone", "Name one person, or say everyone.")])
    if form.person_id is not None and form.person_id not in sitting:
        raise Invalid(errors=[Fault("/person_id", "no-seat", "Only who has a seat at the panel is invited.")])
    wanted = [form.person_id] if form.person_id else list(sitting)
    for person in wanted:
        if form.person_id or found.seat(work, meeting, person) is None:
            _seat(work, meeting, person, form.discipline or _discipline(work, sitting[person]))
    work.session.flush()
    trail.record(work, trail.Event.MEETING_CHANGED, fields=["invitation"])
    return [_invited(work, row) for row in found.seats(work, meeting).values() if row.person_id in wanted]


def _sitting(work: Work, panel_id: UUID) -> dict[UUID, HeldSeat]:
    held = [seat for seat in identity.seats(work.session) if seat.active and seat.panel_id == panel_id]
    return {
        seat.person_id: seat
        for role in reversed(SITTING)
        for seat in held
        if seat.person_id and seat.role == role
    }


def _discipline(work: Work, seat: HeldSeat) -> Discipline:
    today = work.now.astimezone(LONDON).date()
    employer = seat.organisation and partners.organisation_by_ods(work.session, seat.organisation, today)
    kind = employer.kind if employer else None
    return quorums.discipline_of(Role(seat.role), seat.organisation, kind)


def _seat(work: Work, meeting: Meeting, person_id: UUID, discipline: Discipline) -> None:
    kept = found.seat(work, meeting, person_id)
    if kept is None:
        kept = Invitation(id=uuid4(), meeting_id=meeting.id, person_id=person_id)
        work.session.add(kept)
    kept.discipline = discipline.value


def _invited(work: Work, row: Invitation) -> InvitationOut:
    person = work.session.get_one(Person, row.person_id)
    name = identity.name_of(work.session, work.kit.secrets, person)
    return InvitationOut(person_id=row.person_id, name=name, discipline=Discipline(row.discipline))


def list_attendance(work: Work, meeting_id: UUID) -> list[AttendanceOut]:
    """Return who was in the room for each item; for a reader their own presence alone."""
    meeting = found.meeting(work, meeting_id)
    everybody = found.is_office(work, meeting.panel_id)
    seats = found.seats(work, meeting)
    trail.record(work, trail.Event.MEETING_READ, fields=["attendance"])
    listed = []
    for item in found.items(work, meeting):
        if everybody or standings.is_listed(found.standing_of(work, item, work.actor.id)):
            rows = work.session.scalars(select(Attendance).filter_by(item_id=item.id)).all()
            mine = [row for row in rows if everybody or row.person_id == work.actor.id]
            listed += [_attended(work, item, seats[row.person_id], row) for row in mine]
    return listed


def attend(work: Work, meeting_id: UUID, form: AttendanceIn) -> AttendanceOut:
    """Record whether somebody who is invited was in the room for an item."""
    meeting = found.meeting_to_arrange(work, meeting_id)
    _must_be_open(meeting)
    item = found.item(work, meeting, form.pseudonym)
    seat = found.seat(work, meeting, form.person_id)
    if seat is None:
        raise Invalid(errors=[Fault("/person_id", "not-invited", "Only who is invited attends.")])
    wanted = select(Attendance).filter_by(item_id=item.id, person_id=form.person_id)
    row = work.session.scalars(wanted).one_or_none()
    if row is None:
        row = Attendance(id=uuid4(), item_id=item.id, person_id=form.person_id)
        work.session.add(row)
    row.present = form.present
    work.session.flush()
    case = cases.case_behind(work, item.case_id)
    trail.record(work, trail.Event.ATTENDANCE_RECORDED, case.key_id)
    return _attended(work, item, seat, row)


def _attended(work: Work, item: Item, seat: Invitation, row: Attendance) -> AttendanceOut:
    at = found.standing_of(work, item, row.person_id)
    return AttendanceOut(
        pseudonym=item.pseudonym,
        person_id=row.person_id,
        discipline=Discipline(seat.discipline),
        present=row.present,
        counts=row.present and standings.counts(at),
    )


def _must_be_open(meeting: Meeting) -> None:
    if meeting.state == State.CLOSED:
        raise Conflict("The meeting is closed.")
