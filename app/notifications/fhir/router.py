"""The same door in FHIR R4: messages in, messages out."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse

from app.notifications import service
from app.notifications.fhir.answer import answer, capability
from app.notifications.fhir.reader import Endpoint
from app.notifications.fhir.refusal import FhirRefusal
from app.notifications.rules.checks import CertainlyAdult
from app.web import Repeats, RequestWork, etag
from app.web import problems as documents
from app.web.repeats import Answer, Repeat
from app.work import Work

router = APIRouter(prefix="/fhir", tags=["fhir"])
MEDIA = "application/fhir+json"
TAKEN = {MEDIA, "application/json"}
RELEASED_ON = "2026-11-25"
BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {MEDIA: {"schema": {"type": "object", "description": "A FHIR R4 Bundle"}}},
    }
}


async def _message(request: Request) -> bytes:
    """Return the bytes of a message, in the one media type that is taken."""
    media = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if media not in TAKEN:
        raise FhirRefusal(415, "not-supported", "", f"Send {MEDIA}.")
    return await request.body()


Message = Annotated[bytes, Depends(_message)]


@router.post("/$process-message", status_code=202, openapi_extra=BODY)
def process_message(request: Request, work: RequestWork, raw: Message, repeat: Repeats) -> Response:
    """Notify a child death by a FHIR message."""
    return _taken(request, work, raw, repeat, "process-message")


@router.post("/Bundle", status_code=202, openapi_extra=BODY)
def post_bundle(request: Request, work: RequestWork, raw: Message, repeat: Repeats) -> Response:
    """Notify a child death by a FHIR Bundle, for engines that can only post a resource."""
    return _taken(request, work, raw, repeat, "bundle")


def _taken(request: Request, work: Work, raw: bytes, repeat: Repeat, endpoint: Endpoint) -> Response:
    def make() -> Answer:
        received, message_id = service.receive_fhir(work, raw, endpoint)
        body = answer(received.id, received.received_at, message_id, received.warnings)
        location = f"/v1/notifications/{received.id}"
        return Answer(body, {"ETag": etag(received.version), "Location": location})

    try:
        return repeat.required().once(work, 202, make, MEDIA)
    except CertainlyAdult as refused:
        service.remember_adult(work, raw)
        return documents.answer(request, refused)


@router.get("/metadata")
def get_metadata() -> Response:
    """Say what this FHIR door can do."""
    return JSONResponse(capability(RELEASED_ON), media_type=MEDIA)
