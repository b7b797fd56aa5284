"""The work list and one case over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from app.cases.rules.stages import Stage
from app.cases.schemas import (
    CaseChange,
    CaseLine,
    CaseOut,
    CaseSearch,
    ClockOut,
    DisclosureOut,
    FoundCase,
    MoveOut,
    StageIn,
)
from app.web import Cursor, IfMatch, Page, Repeats, RequestWork, etag, expect
from app.worklist import history, service

router = APIRouter(prefix="/v1/cases", tags=["cases"])


@router.get("")
def list_cases(
    work: RequestWork, place: Cursor, stage: Stage | None = None, late: Annotated[bool | None, Query()] = None
) -> Page[CaseLine]:
    """List the cases of your panel, what is due first at the top."""
    return service.work_list(work, place, stage, late=late)


@router.post("/search")
def search_cases(work: RequestWork, form: CaseSearch) -> Page[FoundCase]:
    """Find cases by identifier, or all that are late with who holds them."""
    return Page(items=service.search(work, form), next=None)


@router.get("/{case_id}")
def get_case(work: RequestWork, case_id: UUID, response: Response) -> CaseOut:
    """Read a case."""
    case = service.read(work, case_id)
    response.headers["ETag"] = etag(case.version)
    return case


@router.patch("/{case_id}")
def patch_case(
    work: RequestWork, case_id: UUID, change: CaseChange, response: Response, if_match: IfMatch = None
) -> CaseOut:
    """Correct a case."""
    case = service.editable(work, case_id)
    expect(if_match, case.row_version)
    service.correct(work, case, change)
    corrected = service.read(work, case_id)
    response.headers["ETag"] = etag(corrected.version)
    return corrected


@router.post("/{case_id}/stage", response_model=CaseOut)
def post_stage(work: RequestWork, case_id: UUID, form: StageIn, repeat: Repeats) -> Response:
    """Move a case to another stage, when what must come first has happened."""
    return repeat.once(work, 200, lambda: service.move(work, case_id, form.to, form.reason))


@router.get("/{case_id}/clocks")
def get_clocks(work: RequestWork, case_id: UUID) -> Page[ClockOut]:
    """Read every clock of a case, gross and net of holds."""
    return Page(items=service.read_clocks(work, case_id), next=None)


@router.get("/{case_id}/history")
def get_history(work: RequestWork, case_id: UUID) -> Page[MoveOut]:
    """Read who moved a case, when and why."""
    return Page(items=history.moves(work, case_id), next=None)


@router.get("/{case_id}/disclosures")
def get_disclosures(work: RequestWork, case_id: UUID) -> Page[DisclosureOut]:
    """Read who looked at a case."""
    return Page(items=history.disclosures(work, case_id), next=None)
