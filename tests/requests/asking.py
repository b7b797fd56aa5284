"""Asks and answers over HTTP, as the office and as an agency."""

from typing import Any
from uuid import UUID

from fastapi.testclient import TestClient

from tests.requests.test_rules import COMPLETE

Json = dict[str, Any]


def agencies(client: TestClient, office: dict[str, str], kind: str) -> list[str]:
    """The ids of agencies of a kind."""
    found = client.get("/v1/agencies", params={"kind": kind}, headers=office).json()["items"]
    return [str(agency["id"]) for agency in found]


def ask(client: TestClient, office: dict[str, str], case_id: UUID, kind: str = "police", **form: Any) -> Json:
    """A request to the first agency of a kind."""
    body = {"agency_id": agencies(client, office, kind)[0]} | form
    answer = client.post(f"/v1/cases/{case_id}/requests", json=body, headers=office)
    assert answer.status_code == 201, answer.text
    made: Json = answer.json()
    return made


def write(
    client: TestClient,
    headers: dict[str, str],
    request_id: str,
    answers: Json | None = None,
    code: str = "reporting",
) -> Any:
    """A draft of one form: the whole of it unless told otherwise."""
    form = {"code": code, "version": "2022-04", "answers": COMPLETE if answers is None else answers}
    return client.put(f"/v1/requests/{request_id}/form", json=form, headers=headers)


def submit(client: TestClient, headers: dict[str, str], request_id: str) -> Any:
    """Hand the forms to the office."""
    return client.post(f"/v1/requests/{request_id}/submit", headers=headers)
