"""Parallel reviews, documents and transfers."""

import base64
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text

from app.kit import Parts
from app.reviews.rules.parallel import state
from app.reviews.schemas.documents import MAX_BYTES
from tests.reviews.opening import DIED, TODAY, Headers

DAY, LATER = DIED.date(), TODAY.date()


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((None, None, None), "considered"),
        ((DAY, None, None), "notified"),
        ((DAY, DAY, None), "started"),
        ((None, DAY, LATER), "concluded"),
    ],
)
def test_a_review_stands_where_its_days_say(days: tuple[Any, Any, Any], expected: str) -> None:
    assert state(*days) == expected


def test_a_parallel_review_goes_on(client: TestClient, as_: Headers, case_id: UUID) -> None:
    path, office = f"/v1/cases/{case_id}/reviews", as_("coordinator")
    form = {"code": "leder", "notified_on": DAY.isoformat(), "notified_to": "Invented body"}
    made = client.post(path, json=form, headers=office).json()
    assert made["state"] == "notified"
    mine = f"{path}/{made['id']}"
    later = form | {"concluded_on": LATER.isoformat(), "reference": "LD-1"}
    assert client.put(mine, json=later, headers=office).status_code == 428
    tag = office | {"If-Match": f'"{made["version"]}"'}
    assert client.put(mine, json=later | {"code": "psii"}, headers=tag).status_code == 422
    assert client.put(mine, json=later, headers=tag).json()["state"] == "concluded"
    assert [review["reference"] for review in client.get(path, headers=office).json()["items"]] == ["LD-1"]


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"code": "holiday"}, "/code"),
        ({"started_on": "2999-01-01"}, "/started_on"),
        ({"started_on": LATER.isoformat(), "concluded_on": DAY.isoformat()}, "/concluded_on"),
    ],
)
def test_a_review_that_cannot_stand_is_refused(
    client: TestClient, as_: Headers, case_id: UUID, changes: dict[str, Any], pointer: str
) -> None:
    form = {"code": "pmrt"} | changes
    answer = client.post(f"/v1/cases/{case_id}/reviews", json=form, headers=as_("coordinator"))
    assert pointer in [error["pointer"] for error in answer.json()["errors"]]


def a_document(content: bytes = b"Invented report about Testchild.") -> dict[str, Any]:
    return {
        "title": "Report on Testchild",
        "class": "post_mortem_report",
        "sensitivity": "third_party",
        "media_type": "text/plain",
        "content": base64.b64encode(content).decode(),
    }


def test_a_document_comes_back_as_it_was_and_lies_sealed(
    client: TestClient, as_: Headers, case_id: UUID, parts: Parts
) -> None:
    path, office = f"/v1/cases/{case_id}/documents", as_("coordinator")
    big = a_document(bytes(MAX_BYTES))
    made = client.post(path, json=big, headers=office)
    assert made.status_code == 201
    assert made.json()["class"] == "post_mortem_report"
    listed = client.get(path, headers=office).json()["items"]
    assert [("content" in line, line["title"]) for line in listed] == [(False, "Report on Testchild")]
    assert client.get(f"{path}/{made.json()['id']}", headers=office).json()["content"] == big["content"]
    with parts.sessions() as session:
        rows = session.execute(text("SELECT case_document::text FROM case_document")).scalars().all()
        assert b"Testchild".hex() not in "".join(rows)
        assert "post_mortem" not in "".join(rows)


@pytest.mark.parametrize(
    "content",
    ["not base64!", "", base64.b64encode(bytes(MAX_BYTES + 1)).decode()],
    ids=["text", "none", "big"],
)
def test_content_that_is_no_document_is_refused(
    client: TestClient, as_: Headers, case_id: UUID, content: str
) -> None:
    form = a_document() | {"content": content}
    answer = client.post(f"/v1/cases/{case_id}/documents", json=form, headers=as_("coordinator"))
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/content")


def test_a_document_of_another_case_is_not_there(client: TestClient, as_: Headers, case_id: UUID) -> None:
    answer = client.get(f"/v1/cases/{case_id}/documents/{uuid4()}", headers=as_("coordinator"))
    assert answer.status_code == 404


def another_cdop(client: TestClient, office: dict[str, str]) -> str:
    found = client.get("/v1/agencies", params={"kind": "cdop", "limit": 50}, headers=office).json()["items"]
    return str(found[0]["id"])


def test_a_case_leaves_when_the_other_panel_accepts(client: TestClient, as_: Headers, case_id: UUID) -> None:
    path, office = f"/v1/cases/{case_id}", as_("coordinator")
    offer = {"to": another_cdop(client, office), "reason": "Lived there.", "sent": "Notification form."}
    made = client.post(f"{path}/transfers", json=offer, headers=office).json()
    assert client.post(f"{path}/transfers", json=offer, headers=office).status_code == 409
    answer = {"answered_by": "Coordinator Example"}
    declined = client.post(f"{path}/transfers/{made['id']}/decline", json=answer, headers=office)
    assert declined.json()["errors"][0]["pointer"] == "/reason"
    accepted = client.post(f"{path}/transfers/{made['id']}/accept", json=answer, headers=office).json()
    assert accepted["state"] == "accepted"
    case = client.get(path, headers=office).json()
    assert (case["stage"], case["may_move_to"]) == ("transferred_out", [])
    hold = {"code": "inquest", "reason": "Late.", "authority": "Coroner", "review_by": LATER.isoformat()}
    assert client.post(f"{path}/holds", json=hold, headers=office).status_code == 409


def test_a_case_goes_to_a_panel_and_to_nobody_else(client: TestClient, as_: Headers, case_id: UUID) -> None:
    office = as_("coordinator")
    police = client.get("/v1/agencies", params={"kind": "police"}, headers=office).json()["items"][0]
    for receiver in (police["id"], str(uuid4())):
        offer = {"to": receiver, "reason": "Lived there.", "sent": "Nothing."}
        answer = client.post(f"/v1/cases/{case_id}/transfers", json=offer, headers=office)
        assert answer.json()["errors"][0]["pointer"] == "/to"


def test_a_case_that_is_declined_stays_and_may_be_offered_again(
    client: TestClient, as_: Headers, case_id: UUID
) -> None:
    path, office = f"/v1/cases/{case_id}", as_("manager")
    offer = {"to": another_cdop(client, office), "reason": "Lived there.", "sent": "Notification form."}
    made = client.post(f"{path}/transfers", json=offer, headers=office).json()
    answer = {"answered_by": "Coordinator Example", "reason": "Never lived here."}
    declined = client.post(f"{path}/transfers/{made['id']}/decline", json=answer, headers=office).json()
    assert (declined["state"], declined["answer_reason"]) == ("declined", "Never lived here.")
    accepted = client.post(f"{path}/transfers/{made['id']}/accept", json=answer, headers=office)
    assert accepted.status_code == 409
    assert client.get(path, headers=office).json()["stage"] == "open"
    assert client.post(f"{path}/transfers", json=offer, headers=office).status_code == 201
