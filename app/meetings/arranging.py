"""Arranging a meeting, changing it, and what its outcome means for the cases on its agenda."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import or_, select, tuple_

from app.audit import trail
from app.cases import service as cases
from app.cases import vault
from app.cases.rules.timeline import LONDON
from app.db.base import iso_week
from app.db.sealed import Sealed
from app.facts import service as facts
from app.meetings import found
from app.meetings.models import Invitation, Item, Meeting
from app.meetings.rules import course
from app.meetings.rules.course import Kind, State
from app.meetings.schemas import ItemMinutes, MeetingChange, MeetingIn, MeetingLine, MeetingOut
from app.policy import Permission, panels_where, require, require_somewhere
from app.problems import Fault, Invalid
from app.web.paging import Page, Place
from app.work import Work

ARRANGE = Permission.MEETING_ARRANGE


def list_meetings(work: Work, place: Place) -> Page[MeetingLine]:
    """Return the meetings of the actor's offices, and those that the actor is invited to, latest first."""
    require_somewhere(work.actor, Permission.MEETING_READ)
    invited = select(Invitation.meeting_id).filter_by(person_id=work.actor.id)
    query = select(Meeting).where(
        Meeting.panel_id.in_(panels_where(work.actor, Permission.MEETING_READ)),
        or_(Meeting.panel_id.in_(panels_where(work.actor, ARRANGE)), Meeting.id.in_(invited)),
    )
    if place.after:
        query = query.where(
            tuple_(Meeting.week, Meeting.id) < (int(place.after[0]), UUID(str(place.after[1])))
        )
    rows = work.session.scalars(
        query.order_by(Meeting.week.desc(), Meeting.id.desc()).limit(place.limit + 1)
    ).all()
    trail.record(work, trail.Event.MEETING_READ, fields=["list"])
    return place.cut(rows, lambda row: (row.week, row.id), lambda row: line(work, row))


def read(work: Work, meeting_id: UUID) -> MeetingOut | MeetingLine:
    """Return a meeting as its office sees it, or as somebody who is invited does."""
    meeting = found.meeting(work, meeting_id)
    trail.record(work, trail.Event.MEETING_READ)
    return show(work, meeting) if found.is_office(work, meeting.panel_id) else line(work, meeting)


def arrange(work: Work, form: MeetingIn) -> MeetingOut:
    """Arrange a meeting."""
    require_somewhere(work.actor, ARRANGE)
    panel_id = form.panel_id or work.actor.home_panel()
    require(work.actor, ARRANGE, panel_id)
    meeting = Meeting(id=uuid4(), panel_id=panel_id, kind=form.kind.value, state=State.PLANNED.value)
    _keep(work, meeting, form.model_dump(mode="json", exclude={"kind", "panel_id"}) | {"minutes": None})
    work.session.add(meeting)
    work.session.flush()
    trail.record(work, trail.Event.MEETING_ARRANGED, fields=[meeting.kind])
    return show(work, meeting)


def change(work: Work, meeting: Meeting, form: MeetingChange) -> MeetingOut:
    """Change a meeting, move it forward, or keep its minutes; what was decided on cases reaches them."""
    meeting.state = course.advance(State(meeting.state), form.state or State(meeting.state)).value
    given = form.model_dump(mode="json", exclude_none=True, exclude={"state", "item_minutes"})
    for item, text in _case_minutes(work, meeting, form):
        given.pop("minutes", None)
        case = cases.get_case(work, item.case_id, ARRANGE)
        item.minutes = vault.seal(work, case.subject, "meeting_item", item.id, {"minutes": text})["minutes"]
    _keep(work, meeting, _details(work, meeting) | given)
    work.session.flush()
    trail.record(work, trail.Event.MEETING_CHANGED, fields=[meeting.state, *sorted(given)])
    if meeting.kind in course.CASE_BOUND and meeting.state != State.PLANNED:
        for item in found.items(work, meeting):
            if item.minutes is not None:
                _conclude(work, meeting, item)
    return show(work, meeting)


def _case_minutes(work: Work, meeting: Meeting, form: MeetingChange) -> list[tuple[Item, str]]:
    """Return which minutes belong to which item: what is said of one child is never sealed with another."""
    if meeting.kind not in course.CASE_BOUND:
        if form.item_minutes:
            raise Invalid(errors=[Fault("/item_minutes", "kind", "Only JAR and CDRM minutes name a case.")])
        return []
    if form.minutes is None:
        return [(found.item(work, meeting, said.pseudonym), said.minutes) for said in form.item_minutes]
    agenda = found.items(work, meeting)
    if len(agenda) != 1 or form.item_minutes:
        raise Invalid(
            errors=[Fault("/minutes", "one-case", "Give the minutes of each case in item_minutes.")]
        )
    return [(agenda[0], form.minutes)]


def _conclude(work: Work, meeting: Meeting, item: Item) -> None:
    kind = Kind(meeting.kind)
    case = cases.get_case(work, item.case_id, ARRANGE)
    starts_at = datetime.fromisoformat(_details(work, meeting)["starts_at"])
    at = course.took_place_at(starts_at, work.now)
    cases.change_timeline(work, case, lambda kept: kept.reach(course.REACHED[kind], at), ARRANGE)
    if kind in course.LEADS_TO:
        cases.follow(work, case, course.LEADS_TO[kind], ARRANGE, "The meeting was held, with minutes.")
    facts.state(work, case, {course.FACT[kind]: at.astimezone(LONDON).date().isoformat()}, ARRANGE)


def _keep(work: Work, meeting: Meeting, details: dict[str, Any]) -> None:
    starts_at = datetime.fromisoformat(details["starts_at"])
    if details["ends_at"] and datetime.fromisoformat(details["ends_at"]) < starts_at:
        raise Invalid(errors=[Fault("/ends_at", "order", "A meeting ends after it starts.")])
    meeting.week = iso_week(starts_at.astimezone(LONDON))
    meeting.details = Sealed(work.kit.secrets.seal(work.session, "meeting", "details", meeting.id, details))


def _details(work: Work, meeting: Meeting) -> dict[str, Any]:
    opened: dict[str, Any] = work.kit.secrets.open(
        work.session, "meeting", "details", meeting.id, meeting.details.token
    )
    return opened


def line(work: Work, meeting: Meeting) -> MeetingLine:
    """Return a meeting without its minutes."""
    details = {name: said for name, said in _details(work, meeting).items() if name != "minutes"}
    return MeetingLine(
        id=meeting.id,
        panel_id=meeting.panel_id,
        kind=Kind(meeting.kind),
        state=State(meeting.state),
        **details,
    )


def show(work: Work, meeting: Meeting) -> MeetingOut:
    """Return a meeting with its minutes, opened where they are about a child."""
    about = _open_minutes(work, meeting) if meeting.kind in course.CASE_BOUND else []
    minutes = about[0].minutes if len(about) == 1 else _details(work, meeting)["minutes"]
    plain = line(work, meeting).model_dump()
    return MeetingOut(**plain, minutes=minutes, item_minutes=about, version=meeting.row_version)


def _open_minutes(work: Work, meeting: Meeting) -> list[ItemMinutes]:
    said = []
    for item in found.items(work, meeting):
        if item.minutes is not None:
            case = cases.get_case(work, item.case_id, ARRANGE)
            opened = vault.disclose(
                work, ARRANGE, case.subject, "meeting_item", item.id, {"minutes": item.minutes}
            )
            said.append(ItemMinutes(pseudonym=item.pseudonym, minutes=opened["minutes"]))
    return said
