"""Tracing a copy over HTTP, as pages: what is pasted is neither shown again nor kept."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response

from app.packs import tracing
from app.packs.schemas import PackLine
from app.portal import frame, words
from app.portal.desk.tracing import telling
from app.portal.desk.tracing.telling import View
from app.web.visits import FromOurPage, VisitWork

router = APIRouter(prefix="/packs/{pack_id}/trace", include_in_schema=False)
MOST = 50_000


@router.get("")
def get_trace(request: Request, work: VisitWork, pack_id: UUID) -> Response:
    """Ask for the text that was found."""
    return _show(request, tracing.read(work, pack_id))


@router.post("", dependencies=[FromOurPage])
def post_trace(
    request: Request, work: VisitWork, pack_id: UUID, text: Annotated[str, Form()] = ""
) -> Response:
    """Show with whose copy the text agrees, and what that means."""
    pack, found = tracing.read(work, pack_id), words.typed(text)
    if fault := _fault(found):
        return _show(request, pack, errors=[{"href": "#text", "text": fault}])
    return _show(request, pack, telling.view(tracing.trace(work, pack_id, found)))


def _fault(text: str) -> str:
    if not text.strip():
        return "Paste the text that was found"
    return f"The text must be {MOST:,} characters or fewer" if len(text) > MOST else ""


def _show(
    request: Request, pack: PackLine, found: View | None = None, errors: list[dict[str, str]] | None = None
) -> Response:
    return frame.show(
        request,
        "desk/trace.html",
        status=422 if errors else 200,
        pack=pack,
        found=found,
        most=MOST,
        errors=errors or [],
    )
