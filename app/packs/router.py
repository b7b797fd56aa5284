"""Packs over HTTP: prepared and checked by the office, read by those who may."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Header, Path, Response

from app.packs import checking, contributions, deciding, heading, preparing, reading, tracing
from app.packs.rules import media
from app.packs.schemas import (
    ApprovalIn,
    ContributionIn,
    ContributionMade,
    HeaderApprovalIn,
    HeaderApproved,
    PackChange,
    PackDraft,
    PackIn,
    PackLine,
    PackListed,
    PackMade,
    ReleaseIn,
    Traced,
    TraceIn,
    WithdrawalIn,
)
from app.web import IfMatch, Page, Repeats, RequestWork, etag, expect
from app.web.repeats import Answer

RENDERINGS: dict[int | str, dict[str, Any]] = {
    200: {"content": {one: {} for one in media.SERVED}, "description": "The released pack"}
}
router = APIRouter(prefix="/v1", tags=["packs"])


@router.post("/cases/{case_id}/packs", status_code=201, response_model=PackMade)
def post_pack(work: RequestWork, case_id: UUID, form: PackIn, repeat: Repeats) -> Response:
    """Prepare the anonymised pack of a case for a meeting."""

    def make() -> Answer:
        made = preparing.prepare(work, case_id, form.meeting_id)
        return Answer(made, {"Location": f"/v1/packs/{made.id}"})

    return repeat.once(work, 201, make)


@router.get("/cases/{case_id}/packs")
def list_packs(work: RequestWork, case_id: UUID) -> Page[PackListed]:
    """List every version of every pack of a case."""
    return Page(items=checking.list_packs(work, case_id), next=None)


@router.get("/packs/{pack_id}")
def get_pack(work: RequestWork, pack_id: UUID, response: Response) -> PackDraft:
    """Read the pack in the making, with every change and everything that is for review."""
    shown, version = checking.read(work, pack_id)
    response.headers["ETag"] = etag(version)
    return shown


@router.patch("/packs/{pack_id}")
def patch_pack(
    work: RequestWork, pack_id: UUID, form: PackChange, response: Response, if_match: IfMatch = None
) -> PackDraft:
    """Decide about places of a pack, and what its header says. This voids an approval."""
    pack, case = checking.editable(work, pack_id)
    expect(if_match, pack.row_version)
    changed = checking.change(work, pack, case, form)
    response.headers["ETag"] = etag(pack.row_version)
    return changed


@router.post("/packs/{pack_id}/approve", response_model=PackLine)
def post_approve(work: RequestWork, pack_id: UUID, form: ApprovalIn, repeat: Repeats) -> Response:
    """Approve exactly these bytes, as somebody who neither prepared nor changed them."""
    return repeat.once(work, 200, lambda: deciding.approve(work, pack_id, form.sha256))


@router.post("/packs/{pack_id}/release", response_model=PackLine)
def post_release(
    work: RequestWork, pack_id: UUID, repeat: Repeats, form: ReleaseIn = ReleaseIn()
) -> Response:
    """Release an approved pack to its meeting; with a reason, although something has come in since."""
    return repeat.once(work, 200, lambda: deciding.release(work, pack_id, form.although_outdated))


@router.post("/packs/{pack_id}/withdraw", response_model=PackLine)
def post_withdraw(work: RequestWork, pack_id: UUID, form: WithdrawalIn, repeat: Repeats) -> Response:
    """Withdraw a pack: from this moment nobody reads it."""
    return repeat.once(work, 200, lambda: deciding.withdraw(work, pack_id, form.reason))


@router.post("/packs/{pack_id}/trace")
def post_trace(work: RequestWork, pack_id: UUID, form: TraceIn) -> Traced:
    """Find out whose copy of a pack an excerpt was taken from.

    300 words usually tell. Of an excerpt that identifies nobody with certainty, nothing is told of anybody.
    """
    return tracing.trace(work, pack_id, form.text)


@router.get("/meetings/{meeting_id}/packs/{pseudonym}", response_class=Response, responses=RENDERINGS)
def get_released_pack(
    work: RequestWork,
    meeting_id: UUID,
    pseudonym: Annotated[str, Path(max_length=20)],
    accept: Annotated[str | None, Header(max_length=1000)] = None,
) -> Response:
    """Read a released pack as JSON, as a page or as a PDF."""
    made = reading.read(work, meeting_id, pseudonym, media.choose(accept))
    named = {"Content-Disposition": f'inline; filename="{made.name}"', "Vary": "Accept"}
    return Response(made.content, headers=named, media_type=made.media)


@router.post("/meetings/{meeting_id}/packs/{pseudonym}/header", response_model=HeaderApproved)
def post_pack_header(
    work: RequestWork,
    meeting_id: UUID,
    pseudonym: Annotated[str, Path(max_length=20)],
    form: HeaderApprovalIn,
    repeat: Repeats,
) -> Response:
    """Say, as the chair, whether the header of a pack may name the county or the quarter."""
    return repeat.once(work, 200, lambda: heading.say(work, meeting_id, pseudonym, form))


@router.post("/themes/{theme_id}/contributions", status_code=201, response_model=ContributionMade)
def post_pack_contribution(
    work: RequestWork, theme_id: UUID, form: ContributionIn, repeat: Repeats
) -> Response:
    """Contribute the anonymised pack of a case of your panel to a themed review."""
    return repeat.once(work, 201, lambda: contributions.contribute(work, theme_id, form.case_id))
