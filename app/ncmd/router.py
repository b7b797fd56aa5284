"""Submissions to the national database over HTTP."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.ncmd import service
from app.ncmd.rules import State
from app.ncmd.schemas import Export, SubmissionIn, SubmissionOut
from app.web import Cursor, Page, Repeats, RequestWork

router = APIRouter(prefix="/v1/ncmd", tags=["ncmd"])


@router.get("/submissions")
def list_submissions(work: RequestWork, place: Cursor, state: State | None = None) -> Page[SubmissionOut]:
    """List what the national database is owed, was sent, and has answered."""
    return service.submissions(work, place, state)


@router.get("/submissions/{submission_id}")
def get_submission(work: RequestWork, submission_id: UUID) -> Export:
    """Read one submission with all its fields."""
    return service.export(work, submission_id)


@router.post("/submissions", status_code=201, response_model=SubmissionOut)
def post_submission(work: RequestWork, form: SubmissionIn, repeat: Repeats) -> Response:
    """Record that something was sent, acknowledged or rejected."""
    return repeat.once(work, 201, lambda: service.settle(work, form))
