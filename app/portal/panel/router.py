"""My meetings, my declarations and the packs that I read, over HTTP as pages."""

from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Path, Query, Request, Response
from fastapi.responses import RedirectResponse

from app.meetings import declaring
from app.meetings.rules.standing import MAY_READ
from app.packs import reading, shelf
from app.packs.rules.media import HTML, PDF
from app.portal import frame, pages, words
from app.portal.panel import declaration, views
from app.portal.panel.chair import views as chairs
from app.portal.panel.declaration import Sent
from app.web.visits import FromOurPage, VisitWork
from app.work import Work

router = APIRouter(prefix="/meetings", include_in_schema=False)
Pseudonym = Annotated[str, Path(pattern="^[A-Z0-9]{3}-[A-Z0-9]{2}$")]
Text = Annotated[str, Form()]


@router.get("")
def get_meetings(request: Request, work: VisitWork) -> Response:
    """Show the meetings that the visitor is invited to."""
    own = shelf.list_own(work)
    coming = [views.meeting(one) for one in own if not views.is_over(one, work.now)]
    past = [views.meeting(one) for one in own if views.is_over(one, work.now)]
    return frame.show(request, "panel/meetings.html", coming=coming[::-1], past=past)


@router.get("/{meeting_id}")
def get_meeting(
    request: Request, work: VisitWork, meeting_id: UUID, declared: Annotated[str, Query(max_length=10)] = ""
) -> Response:
    """Show an agenda: by pseudonym, with what the visitor may do at each item."""
    own = shelf.read_own(work, meeting_id)
    items = [views.item(own, place) for place in own.places]
    said = views.SAID.get(declared, "")
    shown, chair = views.meeting(own), chairs.counted(work, own.meeting)
    return frame.show(request, "panel/meeting.html", meeting=shown, items=items, said=said, chair=chair)


@router.get("/{meeting_id}/items/{pseudonym}/declare")
def get_declare(request: Request, work: VisitWork, meeting_id: UUID, pseudonym: Pseudonym) -> Response:
    """Ask for a declaration, telling just enough of the death to make one."""
    return _ask(request, work, meeting_id, pseudonym, Sent())


@router.post("/{meeting_id}/items/{pseudonym}/declare", dependencies=[FromOurPage])
def post_declare(
    request: Request,
    work: VisitWork,
    meeting_id: UUID,
    pseudonym: Pseudonym,
    interest: Text = "",
    note: Text = "",
    confirmed: Text = "",
) -> Response:
    """Keep a declaration, and go back to the agenda; or say what is missing."""
    sent = Sent(interest, words.typed(note), confirmed)
    if declaration.faults(sent):
        return _ask(request, work, meeting_id, pseudonym, sent, status=422)
    made = declaring.declare(work, meeting_id, declaration.form(pseudonym, sent))
    said = "none" if made.status == MAY_READ else "interest"
    return RedirectResponse(f"/meetings/{meeting_id}?declared={said}", 303)


def _ask(
    request: Request, work: Work, meeting_id: UUID, pseudonym: str, sent: Sent, status: int = 200
) -> Response:
    asked = declaring.read_own(work, meeting_id, pseudonym)
    return frame.show(
        request,
        "panel/declare.html",
        status=status,
        meeting_id=meeting_id,
        asked=asked,
        choices=declaration.CHOICES,
        kept=declaration.CHOICES[asked.interest][0] if asked.interest else "",
        holds=declaration.holds(asked),
        sent=sent,
        most=declaration.MOST,
        errors=declaration.faults(sent) if status != 200 else [],
    )


@router.get("/{meeting_id}/packs/{pseudonym}")
def get_pack(request: Request, work: VisitWork, meeting_id: UUID, pseudonym: Pseudonym) -> Response:
    """Show a released pack in the frame: the same page, with the same marks, as programs are served."""
    href = f"/meetings/{meeting_id}"
    page = partial(
        pages.render,
        layout="reading.html",
        tools="panel/pack-tools.html",
        back={"href": href, "text": "Agenda"},
        pdf=f"{href}/packs/{pseudonym}/pack.pdf",
        **frame.around(request),
    )
    made = reading.read(work, meeting_id, pseudonym, HTML, page)
    return frame.dressed(made.content.decode())


@router.get("/{meeting_id}/packs/{pseudonym}/pack.pdf")
def get_pack_pdf(work: VisitWork, meeting_id: UUID, pseudonym: Pseudonym) -> Response:
    """Hand out a released pack as a PDF; its file name says nothing."""
    made = reading.read(work, meeting_id, pseudonym, PDF)
    named = {"Content-Disposition": f'attachment; filename="{made.name}"'}
    return Response(made.content, headers=named, media_type=made.media)
