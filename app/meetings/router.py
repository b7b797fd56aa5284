"""Meetings over HTTP: arranged by the office, seen by those who are invited."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.meetings import agenda, arranging, declaring, found
from app.meetings.schemas import (
    AttendanceIn,
    AttendanceOut,
    DeclarationIn,
    DeclarationOut,
    InvitationIn,
    InvitationOut,
    ItemIn,
    ItemOut,
    MeetingChange,
    MeetingIn,
    MeetingLine,
    MeetingOut,
    ReaderItem,
    RulingIn,
)
from app.web import Cursor, IfMatch, Page, Repeats, RequestWork, etag, expect
from app.web.repeats import Answer

router = APIRouter(prefix="/v1/meetings", tags=["meetings"])


@router.get("")
def list_meetings(work: RequestWork, place: Cursor) -> Page[MeetingLine]:
    """List the meetings of your office, or those that you are invited to."""
    return arranging.list_meetings(work, place)


@router.post("", status_code=201, response_model=MeetingOut)
def post_meeting(work: RequestWork, form: MeetingIn, repeat: Repeats) -> Response:
    """Arrange a meeting."""

    def make() -> Answer:
        made = arranging.arrange(work, form)
        return Answer(made, {"Location": f"/v1/meetings/{made.id}", "ETag": etag(made.version)})

    return repeat.once(work, 201, make)


@router.get("/{meeting_id}")
def get_meeting(work: RequestWork, meeting_id: UUID, response: Response) -> MeetingOut | MeetingLine:
    """Read a meeting."""
    shown = arranging.read(work, meeting_id)
    if isinstance(shown, MeetingOut):
        response.headers["ETag"] = etag(shown.version)
    return shown


@router.patch("/{meeting_id}")
def patch_meeting(
    work: RequestWork, meeting_id: UUID, form: MeetingChange, response: Response, if_match: IfMatch = None
) -> MeetingOut:
    """Change a meeting, record that it was held, or close it with its minutes."""
    meeting = found.meeting_to_arrange(work, meeting_id)
    expect(if_match, meeting.row_version)
    changed = arranging.change(work, meeting, form)
    response.headers["ETag"] = etag(changed.version)
    return changed


@router.get("/{meeting_id}/items")
def list_items(work: RequestWork, meeting_id: UUID) -> Page[ItemOut | ReaderItem]:
    """List the agenda."""
    return Page(items=list(agenda.list_items(work, meeting_id)), next=None)


@router.post("/{meeting_id}/items", status_code=201, response_model=ItemOut)
def post_item(work: RequestWork, meeting_id: UUID, form: ItemIn, repeat: Repeats) -> Response:
    """Put a case on the agenda."""
    return repeat.once(work, 201, lambda: agenda.add_item(work, meeting_id, form.case_id))


@router.get("/{meeting_id}/invitations")
def list_invitations(work: RequestWork, meeting_id: UUID) -> Page[InvitationOut]:
    """List who is invited."""
    return Page(items=agenda.list_invitations(work, meeting_id), next=None)


@router.post("/{meeting_id}/invitations", status_code=201, response_model=InvitationOut | Page[InvitationOut])
def post_invitation(work: RequestWork, meeting_id: UUID, form: InvitationIn, repeat: Repeats) -> Response:
    """Invite one person, or everyone who sits at the panel."""

    def make() -> InvitationOut | Page[InvitationOut]:
        invited = agenda.invite(work, meeting_id, form)
        return Page(items=invited, next=None) if form.everyone else invited[0]

    return repeat.once(work, 201, make)


@router.get("/{meeting_id}/declarations")
def list_declarations(work: RequestWork, meeting_id: UUID) -> Page[DeclarationOut]:
    """List what you have declared or have to declare, and what waits for your ruling."""
    return Page(items=declaring.list_declarations(work, meeting_id), next=None)


@router.post("/{meeting_id}/declarations", status_code=201, response_model=DeclarationOut)
def post_declaration(work: RequestWork, meeting_id: UUID, form: DeclarationIn, repeat: Repeats) -> Response:
    """Declare an interest in an item, or none.

    To declare none after an interest or a ruling is recorded and changes neither: the chair rules anew.
    """
    return repeat.once(work, 201, lambda: declaring.declare(work, meeting_id, form))


@router.post("/{meeting_id}/declarations/{declaration_id}/ruling", response_model=DeclarationOut)
def post_ruling(
    work: RequestWork, meeting_id: UUID, declaration_id: UUID, form: RulingIn, repeat: Repeats
) -> Response:
    """Rule on a declaration."""
    return repeat.once(work, 200, lambda: declaring.rule(work, meeting_id, declaration_id, form))


@router.get("/{meeting_id}/attendance")
def list_attendance(work: RequestWork, meeting_id: UUID) -> Page[AttendanceOut]:
    """List who was in the room for which item."""
    return Page(items=agenda.list_attendance(work, meeting_id), next=None)


@router.post("/{meeting_id}/attendance", status_code=201, response_model=AttendanceOut)
def post_attendance(work: RequestWork, meeting_id: UUID, form: AttendanceIn, repeat: Repeats) -> Response:
    """Record whether somebody was in the room for an item."""
    return repeat.once(work, 201, lambda: agenda.attend(work, meeting_id, form))
