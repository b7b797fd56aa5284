"""The doors that take a body, who may use them, and what a refusal of theirs looks like."""

from typing import Any, NamedTuple
from uuid import UUID, uuid4

from httpx2 import Response

CANARY = "Testcanary"
NOBODY = UUID(int=1)


class Door(NamedTuple):
    """An operation that takes a body, and a persona that may use it."""

    method: str
    path: str
    persona: str
    media: str = "application/json"


DOORS = {
    "notification": Door("POST", "/v1/notifications", "notifier-wvt"),
    "amendment": Door("PUT", f"/v1/notifications/{NOBODY}", "notifier-wvt"),
    "withdrawal": Door("POST", f"/v1/notifications/{NOBODY}/withdraw", "notifier-wvt"),
    "FHIR message": Door("POST", "/fhir/$process-message", "notifier-wvt", "application/fhir+json"),
    "FHIR bundle": Door("POST", "/fhir/Bundle", "notifier-wvt", "application/json"),
    "triage": Door("POST", f"/v1/inbox/{NOBODY}/triage", "coordinator"),
    "search": Door("POST", "/v1/cases/search", "coordinator"),
    "correction": Door("PATCH", f"/v1/cases/{NOBODY}", "coordinator"),
    "meeting": Door("POST", "/v1/meetings", "coordinator"),
    "machine client": Door("POST", "/v1/clients", "administrator"),
}


def request(client: Any, as_: Any, door: Door, content: Any, **more: str) -> Response:
    """Send bytes to a door, under a request id of their own."""
    headers = as_(door.persona) | {
        "X-Request-ID": str(uuid4()),
        "Content-Type": door.media,
        "If-Match": '"1"',
    }
    answer: Response = client.request(door.method, door.path, content=content, headers=headers | more)
    return answer


def assert_refused(answer: Response, *statuses: int) -> None:
    """Show that an answer is a document of ours, of one of these statuses, and repeats nothing."""
    assert answer.status_code in statuses, answer.text
    assert CANARY not in answer.text
    assert CANARY not in str(answer.headers)
    if answer.headers["content-type"] == "application/fhir+json":
        assert answer.json()["resourceType"] == "OperationOutcome"
        assert answer.json()["issue"][0]["diagnostics"]
    else:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == answer.status_code
        assert answer.json()["detail"]
