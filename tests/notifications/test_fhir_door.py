"""The FHIR door over HTTP: answers are messages, refusals are OperationOutcomes."""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from tests.notifications.makers import a_message, patient, sent

Headers = Callable[..., dict[str, str]]
MEDIA = "application/fhir+json"


@pytest.fixture
def tell(client: TestClient, as_: Headers) -> Callable[..., Response]:
    """Send bytes to the FHIR door."""

    def post(
        body: bytes, path: str = "$process-message", persona: str = "notifier-wvt", **more: str
    ) -> Response:
        headers = as_(persona) | {"X-Request-ID": str(uuid4()), "Content-Type": MEDIA} | more
        return client.post(f"/fhir/{path}", content=body, headers=headers)

    return post


@pytest.mark.parametrize("path", ["$process-message", "Bundle"])
def test_a_message_is_answered_by_a_message(tell: Any, client: TestClient, as_: Headers, path: str) -> None:
    answer = tell(sent(a_message()), path)
    assert answer.status_code == 202
    assert answer.headers["content-type"].startswith(MEDIA)
    header, outcome = (entry["resource"] for entry in answer.json()["entry"])
    assert header["response"]["code"] == "ok"
    assert header["response"]["identifier"] == "c0a80101-0000-4000-8000-000000000001"
    assert outcome["issue"][0]["code"] == "informational"
    assert "Testchild" not in answer.text
    status = client.get(answer.headers["location"], headers=as_("notifier-wvt"))
    assert status.json()["status"] == "received"


def test_update_and_delete_make_versions_of_one_notification(
    tell: Any, client: TestClient, as_: Headers
) -> None:
    new = tell(sent(a_message()))
    update = a_message(patient(gender="female"), reason="update") | {"timestamp": "2026-02-11T10:30:00Z"}
    delete = a_message(patient(deceasedBoolean=False), reason="delete") | {
        "timestamp": "2026-02-11T11:30:00Z"
    }
    del delete["entry"][1]["resource"]["deceasedDateTime"]
    assert tell(sent(update)).headers["location"] == new.headers["location"]
    gone = tell(sent(delete))
    assert (gone.status_code, gone.headers["etag"]) == (202, '"3"')
    receipt = new.headers["location"].rsplit("/", 1)[-1]
    item = client.get(f"/v1/inbox/{receipt}", headers=as_("coordinator")).json()
    assert (item["task"], item["withdrawn"]) == ("taken_back", "not_dead")
    assert item["form"]["child"]["sex"] == "female"


def test_a_delete_before_its_new_arrives_withdrawn(tell: Any, client: TestClient, as_: Headers) -> None:
    delete = a_message(reason="delete") | {"timestamp": "2026-02-11T11:30:00Z"}
    first, second = tell(sent(delete)), tell(sent(a_message()))
    assert first.headers["location"] == second.headers["location"]
    receipt = first.headers["location"].rsplit("/", 1)[-1]
    item = client.get(f"/v1/inbox/{receipt}", headers=as_("coordinator")).json()
    assert item["withdrawn"] == "entered_in_error"
    assert item["form"]["child"]["names"][0]["family"] == "Example"


@pytest.mark.parametrize(
    ("message", "status", "code", "where"),
    [
        (a_message(patient(birthDate="1990-01-01")), 422, "business-rule", "Patient.birthDate"),
        (a_message(patient(deceasedDateTime="2019-01-01")), 422, "business-rule", "Patient.deceased"),
        (a_message(patient(gender="Female")), 400, "value", "Bundle.entry[1].resource.gender"),
        (a_message() | {"type": "document"}, 422, "not-supported", "Bundle.type"),
        (json.loads(json.dumps(a_message()).replace('"RLQ"', '"RWP"')), 403, "forbidden", None),
    ],
)
def test_a_refusal_is_an_outcome(tell: Any, message: Any, status: int, code: str, where: str | None) -> None:
    answer = tell(sent(message))
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith(MEDIA)
    (issue,) = answer.json()["issue"]
    assert (issue["code"], issue.get("expression")) == (code, [where] if where else None)
    assert issue["details"]["coding"][0]["code"].startswith("REC_")
    assert "Testchild" not in answer.text


def test_the_edges_of_the_door(tell: Any, client: TestClient, as_: Headers) -> None:
    assert tell(b"<Bundle/>", **{"Content-Type": "application/fhir+xml"}).status_code == 415
    assert tell(b"{").status_code == 400
    assert tell(sent(a_message()), persona="coordinator").status_code == 403
    assert client.get("/fhir/$process-message", headers=as_("notifier-wvt")).status_code == 405
    metadata = client.get("/fhir/metadata")
    assert (metadata.status_code, metadata.json()["resourceType"]) == (200, "CapabilityStatement")
    without_key = as_("notifier-wvt") | {"Content-Type": MEDIA}
    assert client.post("/fhir/Bundle", content=sent(a_message()), headers=without_key).status_code == 400
