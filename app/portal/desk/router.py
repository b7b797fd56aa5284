"""Packs in the making over HTTP as pages: listed, prepared, looked over and previewed."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from app.packs import making, preparing, previewing
from app.packs.rules.media import PDF
from app.portal import frame
from app.portal.attempts import attempt
from app.portal.desk import showing, views
from app.problems import Problem
from app.web.visits import FromOurPage, VisitWork
from app.work import Work

router = APIRouter(prefix="/packs", include_in_schema=False)
Text = Annotated[str, Form(max_length=4000)]
Said = Annotated[str, Query(max_length=20)]


@router.get("")
def get_packs(request: Request, work: VisitWork) -> Response:
    """Show, meeting by meeting, how far the packs of the visitor's office are."""
    return _list(request, work)


@router.post("", dependencies=[FromOurPage])
def post_pack(request: Request, work: VisitWork, case_id: Text = "", meeting_id: Text = "") -> Response:
    """Prepare the pack of a case for a meeting; one that is there already is opened, never replaced."""
    errors = views.faults(case_id, meeting_id)
    if errors:
        return _list(request, work, errors, 422, case_id)
    wanted = UUID(case_id.strip()), UUID(meeting_id)
    if there := views.standing(making.list_making(work), *wanted):
        return RedirectResponse(f"/packs/{there}?said=there", 303)
    made = attempt(work, lambda: preparing.prepare(work, *wanted))
    if isinstance(made, Problem):
        return _list(request, work, views.at("case_id", made), made.status, case_id)
    return RedirectResponse(f"/packs/{made.id}?said=prepared", 303)


@router.get("/{pack_id}")
def get_pack(request: Request, work: VisitWork, pack_id: UUID, said: Said = "") -> Response:
    """Show where a pack is, what is known of it, and what can be done next."""
    return showing.overview(request, work, pack_id, said)


@router.get("/{pack_id}/preview")
def get_preview(request: Request, work: VisitWork, pack_id: UUID) -> Response:
    """Show the finished pack as a member would see it, with its approval beside it."""
    return showing.preview(request, work, pack_id)


@router.get("/{pack_id}/preview.pdf")
def get_preview_pdf(work: VisitWork, pack_id: UUID) -> Response:
    """Hand out the finished pack as the PDF that a member would get; its file name says nothing."""
    content = previewing.read(work, pack_id, PDF)
    named = {"Content-Disposition": 'attachment; filename="case-pack-preview.pdf"'}
    return Response(content, headers=named, media_type=PDF)


def _list(
    request: Request,
    work: Work,
    errors: list[dict[str, str]] | None = None,
    status: int = 200,
    case_id: str = "",
) -> Response:
    tables = views.tables(work, making.list_making(work))
    may_prepare = views.may_prepare(work)
    shown = {"tables": tables, "may_prepare": may_prepare, "case_id": case_id, "errors": errors or []}
    return frame.show(request, "desk/packs.html", status=status, **shown)
