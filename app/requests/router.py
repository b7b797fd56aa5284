"""Requests over HTTP: the office asks, the agency answers."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.requests import answering, respondents, service
from app.requests.schemas import (
    AnswersOut,
    FormIn,
    FormOut,
    ReasonIn,
    RedeemIn,
    RequestIn,
    RequestOut,
    RequestSent,
    SeatGiven,
    TaskOut,
)
from app.web import IfMatch, Page, Repeats, RequestWork, etag, expect

router = APIRouter(prefix="/v1", tags=["requests"])


@router.get("/cases/{case_id}/requests")
def list_requests(work: RequestWork, case_id: UUID) -> Page[RequestOut]:
    """List who was asked what for a case."""
    return Page(items=service.list_requests(work, case_id), next=None)


@router.post("/cases/{case_id}/requests", status_code=201, response_model=RequestSent)
def post_request(work: RequestWork, case_id: UUID, form: RequestIn, repeat: Repeats) -> Response:
    """Ask an agency for its forms."""
    return repeat.once(work, 201, lambda: service.send(work, case_id, form))


@router.get("/cases/{case_id}/requests/{request_id}/form")
def get_answers(work: RequestWork, case_id: UUID, request_id: UUID) -> AnswersOut:
    """Read what an agency has submitted."""
    return service.read_answers(work, case_id, request_id)


@router.post("/requests/redeem", response_model=SeatGiven)
def redeem_link(work: RequestWork, form: RedeemIn, repeat: Repeats) -> Response:
    """Take the seat of a one-time link."""
    return repeat.once(work, 200, lambda: respondents.redeem(work, form.token))


@router.post("/requests/{request_id}/remind", response_model=RequestOut)
def remind_agency(work: RequestWork, request_id: UUID, repeat: Repeats) -> Response:
    """Remind an agency."""
    return repeat.once(work, 200, lambda: service.remind(work, request_id))


@router.post("/requests/{request_id}/withdraw", response_model=RequestOut)
def withdraw_request(work: RequestWork, request_id: UUID, form: ReasonIn, repeat: Repeats) -> Response:
    """Withdraw a request."""
    return repeat.once(work, 200, lambda: service.end(work, request_id, "withdrawn", form.reason))


@router.post("/requests/{request_id}/unobtainable", response_model=RequestOut)
def declare_unobtainable(work: RequestWork, request_id: UUID, form: ReasonIn, repeat: Repeats) -> Response:
    """Declare an agency's forms unobtainable."""
    return repeat.once(work, 200, lambda: service.end(work, request_id, "unobtainable", form.reason))


@router.post("/requests/{request_id}/reopen", response_model=RequestOut)
def reopen_request(work: RequestWork, request_id: UUID, form: ReasonIn, repeat: Repeats) -> Response:
    """Ask an agency to correct what it submitted."""
    return repeat.once(work, 200, lambda: service.reopen(work, request_id, form.reason))


@router.get("/requests/{request_id}")
def get_request(work: RequestWork, request_id: UUID) -> TaskOut:
    """Read what your agency is asked."""
    return answering.read(work, request_id)


@router.put("/requests/{request_id}/form")
def put_form(
    work: RequestWork, request_id: UUID, form: FormIn, response: Response, if_match: IfMatch = None
) -> FormOut:
    """Keep a draft of a form."""
    kept = answering.draft(work, request_id, form)
    if kept.row or if_match:
        expect(if_match, kept.row.version if kept.row else 0)
    saved = answering.save(work, kept, form)
    response.headers["ETag"] = etag(saved.version)
    return saved


@router.post("/requests/{request_id}/submit", response_model=TaskOut)
def submit_forms(work: RequestWork, request_id: UUID, repeat: Repeats) -> Response:
    """Submit your agency's forms."""
    return repeat.once(work, 200, lambda: answering.submit(work, request_id))
