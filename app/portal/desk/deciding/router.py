"""Decisions about a whole pack over HTTP, as the forms of its pages send them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from app.packs import checking, deciding, preparing
from app.packs.schemas import PackDraft
from app.portal.attempts import attempt
from app.portal.desk import overview, showing
from app.portal.desk.attempts import at_version, attempt_at
from app.problems import Fault, Invalid, Problem
from app.web.visits import FromOurPage, VisitWork
from app.work import Work

router = APIRouter(prefix="/packs/{pack_id}", include_in_schema=False)
Text = Annotated[str, Form(max_length=4000)]


@router.post("/approve", dependencies=[FromOurPage])
def post_approval(
    request: Request, work: VisitWork, pack_id: UUID, sha256: Text = "", read: Text = "", version: Text = ""
) -> Response:
    """Approve exactly the bytes that were shown, as a second person who says to have read them."""
    if read != "yes":
        errors = [{"href": "#read", "text": "Confirm that you have read the pack as it is shown here"}]
        return showing.preview(request, work, pack_id, errors, 422)

    made = attempt_at(work, pack_id, version, lambda: deciding.approve(work, pack_id, sha256))
    return _done(request, work, pack_id, made, "approved")


@router.post("/release", dependencies=[FromOurPage])
def post_release(
    request: Request, work: VisitWork, pack_id: UUID, although: Text = "", version: Text = ""
) -> Response:
    """Release an approved pack to its meeting; with a reason, although something has come in since."""
    reason = although.strip()[:2000] or None
    made = attempt_at(work, pack_id, version, lambda: deciding.release(work, pack_id, reason))
    return _done(request, work, pack_id, made, "released")


@router.post("/withdraw", dependencies=[FromOurPage])
def post_withdrawal(
    request: Request, work: VisitWork, pack_id: UUID, reason: Text = "", version: Text = ""
) -> Response:
    """Withdraw a pack, with a reason: from this moment nobody reads it."""

    def act() -> None:
        if not 1 <= len(reason.strip()) <= 2000:
            raise Invalid(errors=[Fault("/reason", "missing", "Enter why this pack is withdrawn")])
        deciding.withdraw(work, pack_id, reason.strip())

    return _done(request, work, pack_id, attempt_at(work, pack_id, version, act), "withdrawn")


@router.post("/anew", dependencies=[FromOurPage])
def post_anew(request: Request, work: VisitWork, pack_id: UUID, version: Text = "") -> Response:
    """Prepare a pack again from all that is known now: this version is withdrawn."""

    def act() -> UUID:
        draft, _ = checking.read(work, pack_id)
        return preparing.prepare(work, draft.case_id, draft.meeting_id).id

    made = attempt_at(work, pack_id, version, act)
    if isinstance(made, Problem):
        return showing.overview(request, work, pack_id, problem=made)
    return RedirectResponse(f"/packs/{made}?said=prepared", 303)


@router.post("/header", dependencies=[FromOurPage])
def post_header(
    request: Request,
    work: VisitWork,
    pack_id: UUID,
    field: Text = "",
    include: Text = "",
    reason: Text = "",
    version: Text = "",
) -> Response:
    """Ask for a field of the header that needs a reason, or leave it out again."""

    def act() -> PackDraft:
        pack, case = at_version(work, pack_id, version)
        return checking.change(work, pack, case, overview.asked(field, include, reason))

    return _done(request, work, pack_id, attempt(work, act), "header")


def _done(request: Request, work: Work, pack_id: UUID, made: object, said: str) -> Response:
    if isinstance(made, Problem):
        return showing.overview(request, work, pack_id, problem=made)
    return RedirectResponse(f"/packs/{pack_id}?said={said}", 303)
