"""The analysis form and the panel's determination over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response

from app.analysis import service
from app.analysis.schemas import AnalysisIn, AnalysisOut, DeterminationIn, Determined, Signed
from app.cases import service as cases
from app.policy import Permission
from app.web import IfMatch, Repeats, RequestWork, etag, expect

router = APIRouter(prefix="/v1", tags=["analysis"])


@router.get("/cases/{case_id}/analysis")
def get_analysis(work: RequestWork, case_id: UUID, response: Response) -> AnalysisOut:
    """Read the newest version of the analysis form."""
    form = service.read(work, cases.get_case(work, case_id, Permission.ANALYSIS_READ))
    response.headers["ETag"] = etag(form.version)
    return form


@router.put("/cases/{case_id}/analysis")
def put_analysis(
    work: RequestWork, case_id: UUID, form: AnalysisIn, response: Response, if_match: IfMatch = None
) -> AnalysisOut:
    """Save the CDRM's draft of the analysis form."""
    case = cases.get_case(work, case_id, Permission.ANALYSIS_DRAFT)
    kept = service.latest(work, case)
    if kept is not None:
        expect(if_match, kept.row_version)
    service.save_draft(work, case, form)
    saved = service.read(work, case)
    response.headers["ETag"] = etag(saved.version)
    return saved


@router.post("/cases/{case_id}/analysis/finalise", response_model=Signed)
def post_finalise(work: RequestWork, case_id: UUID, repeat: Repeats) -> Response:
    """Sign the determined analysis form, as chair or as designated doctor."""
    case = cases.get_case(work, case_id, Permission.ANALYSIS_FINALISE)
    return repeat.once(work, 200, lambda: service.finalise(work, case))


@router.post(
    "/meetings/{meeting_id}/items/{pseudonym}/determination", status_code=201, response_model=Determined
)
def post_determination(
    work: RequestWork,
    meeting_id: UUID,
    pseudonym: Annotated[str, Path(max_length=20)],
    form: DeterminationIn,
    repeat: Repeats,
) -> Response:
    """Record what the panel determines of one item."""
    return repeat.once(work, 201, lambda: service.determine(work, meeting_id, pseudonym, form))
