"""Notifications over HTTP: a sender's calls, and the office's inbox."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Request, Response

from app.notifications import inbox, service, triage
from app.notifications.rules.checks import CertainlyAdult
from app.notifications.schemas import (
    NotificationIn,
    NotificationReceipt,
    NotificationStatus,
    WarningOut,
    WithdrawIn,
)
from app.notifications.schemas.inbox import AcceptedOut, InboxItem, InboxLine, TriageIn, TriageOut
from app.notifications.service import Received
from app.web import Cursor, IfMatch, Page, Repeats, RequestWork, etag
from app.web.problems import answer
from app.web.repeats import Answer
from app.work import Work
from app.worklist import service as worklist

router = APIRouter(prefix="/v1", tags=["notifications"])
OnBehalf = Annotated[
    str | None, Header(alias="NHSD-End-User-Organisation-ODS", max_length=12, pattern="^[A-Z0-9]{3,12}$")
]


def receipt(work: Work, received: Received) -> Answer:
    """Say that the form arrived: the same shape whether the death was known or not."""
    body = NotificationReceipt(
        receipt_id=received.id,
        received_at=received.received_at,
        status=received.state,
        contact=work.kit.settings.contact,
        warnings=[WarningOut(code=one.code, field=one.field) for one in received.warnings],
    )
    location = f"/v1/notifications/{received.id}"
    return Answer(body, {"ETag": etag(received.version), "Location": location})


@router.post("/notifications", status_code=202, response_model=NotificationReceipt)
def post_notification(
    request: Request, work: RequestWork, form: NotificationIn, repeat: Repeats, on_behalf: OnBehalf = None
) -> Response:
    """Notify a child death."""
    try:
        return repeat.required().at_least_once(
            work, 202, lambda: receipt(work, service.receive(work, form, on_behalf))
        )
    except CertainlyAdult as refused:
        service.remember_adult(work, form.model_dump_json().encode())
        return answer(request, refused)


@router.get("/notifications/{receipt_id}")
def get_notification(work: RequestWork, receipt_id: UUID, response: Response) -> NotificationStatus:
    """Read how a notification stands."""
    status, version = service.status(work, receipt_id)
    response.headers["ETag"] = etag(version)
    return status


@router.put("/notifications/{receipt_id}", status_code=202, response_model=NotificationReceipt)
def put_notification(
    work: RequestWork,
    receipt_id: UUID,
    form: NotificationIn,
    repeat: Repeats,
    if_match: IfMatch = None,
    on_behalf: OnBehalf = None,
) -> Response:
    """Restate a notification in full."""
    return repeat.required().once(
        work, 202, lambda: receipt(work, service.amend(work, receipt_id, if_match, form, on_behalf))
    )


@router.post("/notifications/{receipt_id}/withdraw", status_code=202, response_model=NotificationReceipt)
def post_withdrawal(
    work: RequestWork, receipt_id: UUID, form: WithdrawIn, repeat: Repeats, if_match: IfMatch = None
) -> Response:
    """Take a notification back."""
    return repeat.required().once(
        work, 202, lambda: receipt(work, service.withdraw(work, receipt_id, if_match, form))
    )


@router.get("/inbox")
def list_inbox(work: RequestWork, place: Cursor) -> Page[InboxLine]:
    """List the notifications that wait for triage."""
    return inbox.waiting(work, place)


@router.get("/inbox/{receipt_id}")
def get_inbox_item(work: RequestWork, receipt_id: UUID) -> InboxItem:
    """Read one notification with everything that is proposed for it."""
    return inbox.read(work, receipt_id)


@router.post(
    "/inbox/{receipt_id}/triage",
    response_model=TriageOut,
    responses={201: {"model": AcceptedOut, "description": "A case was opened"}},
)
def post_triage(work: RequestWork, receipt_id: UUID, form: TriageIn, repeat: Repeats) -> Response:
    """Decide what a notification is, and which case it belongs to."""
    return repeat.once(work, 200, lambda: _decided(work, receipt_id, form))


def _decided(work: Work, receipt_id: UUID, form: TriageIn) -> Answer:
    decided = triage.decide(work, receipt_id, form)
    if decided.outcome != "accepted" or decided.case_id is None:
        return Answer(decided)
    case = worklist.read(work, decided.case_id)
    opened = AcceptedOut(**case.model_dump(), **decided.model_dump())
    return Answer(opened, {"Location": f"/v1/cases/{case.id}", "ETag": etag(case.version)}, 201)
