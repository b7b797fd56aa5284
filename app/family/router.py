"""The family's page, contacts, questions and contributions over HTTP."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.family import service
from app.family.schemas import (
    ContactIn,
    ContactOut,
    ContributionIn,
    ContributionOut,
    FamilyIn,
    FamilyOut,
    PageOut,
    QuestionIn,
    QuestionOut,
    ReplyIn,
)
from app.web import IfMatch, Repeats, RequestWork, etag, expect

router = APIRouter(prefix="/v1/cases/{case_id}/family", tags=["family"])


@router.get("")
def get_family(work: RequestWork, case_id: UUID, response: Response) -> FamilyOut:
    """Read all that is known of and heard from the family."""
    family = service.read(work, case_id)
    response.headers["ETag"] = etag(family.version)
    return family


@router.put("")
def put_family(
    work: RequestWork, case_id: UUID, form: FamilyIn, response: Response, if_match: IfMatch = None
) -> PageOut:
    """Record key worker, preferences, and whether the family was informed."""
    case, kept = service.editable(work, case_id)
    if kept or if_match:
        expect(if_match, kept.row.version if kept else 0)
    page = service.replace(work, case, kept, form)
    response.headers["ETag"] = etag(page.version)
    return page


@router.post("/contacts", status_code=201, response_model=ContactOut)
def post_contact(work: RequestWork, case_id: UUID, form: ContactIn, repeat: Repeats) -> Response:
    """Record a contact with the family."""
    return repeat.once(work, 201, lambda: service.add_contact(work, case_id, form))


@router.post("/questions", status_code=201, response_model=QuestionOut)
def post_question(work: RequestWork, case_id: UUID, form: QuestionIn, repeat: Repeats) -> Response:
    """Record a question of the family."""
    return repeat.once(work, 201, lambda: service.add_question(work, case_id, form))


@router.post("/questions/{question_id}/answer", response_model=QuestionOut)
def answer_question(
    work: RequestWork, case_id: UUID, question_id: UUID, form: ReplyIn, repeat: Repeats
) -> Response:
    """Record what the family was answered."""
    return repeat.once(work, 200, lambda: service.answer(work, case_id, question_id, form))


@router.post("/contributions", status_code=201, response_model=ContributionOut)
def post_contribution(work: RequestWork, case_id: UUID, form: ContributionIn, repeat: Repeats) -> Response:
    """Record what the family wants heard."""
    return repeat.once(work, 201, lambda: service.contribute(work, case_id, form))
