"""The office asks, the agency answers, the case knows who is waited for."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text

from app.cases import service as cases
from app.cases.rules.timeline import Milestone
from app.facts import vault as facts
from app.kit import Parts
from app.policy import Permission
from app.requests import service
from app.work import Work
from tests.requests.asking import agencies, ask, submit, write
from tests.requests.test_rules import COMPLETE
from tests.reviews.opening import TODAY, Headers, office, timeline_of


def test_the_first_request_starts_the_gathering(
    client: TestClient, as_: Headers, case_id: UUID, parts: Parts
) -> None:
    headers = as_("coordinator")
    police = ask(client, headers, case_id)
    gp = ask(client, headers, case_id, "acute", forms=["reporting", "sudd"], message="Please.")
    assert (police["state"], police["link"], police["overdue"]) == ("open", None, False)
    case = client.get(f"/v1/cases/{case_id}", headers=headers).json()
    assert case["stage"] == "information_gathering"
    assert case["waiting_on"] == sorted({police["agency_id"], gp["agency_id"]})
    assert timeline_of(parts, case_id).reached(Milestone.REQUESTS_ISSUED)
    listed = client.get(f"/v1/cases/{case_id}/requests", headers=headers).json()["items"]
    assert [request["id"] for request in listed] == [police["id"], gp["id"]]


def test_an_agency_drafts_submits_and_is_read(
    client: TestClient, as_: Headers, case_id: UUID, parts: Parts
) -> None:
    headers, agency = as_("coordinator"), as_("respondent")
    request_id = ask(client, headers, case_id)["id"]
    task = client.get(f"/v1/requests/{request_id}", headers=agency).json()
    assert set(task["child"]) == {"name", "date_of_birth", "nhs_number"}
    assert task["child"]["name"].startswith("Testchild Example")
    assert [(form["code"], form["state"]) for form in task["forms"]] == [("reporting", "not_begun")]

    assert submit(client, agency, request_id).status_code == 422
    assert write(client, agency, request_id, {}).json()["version"] == 1
    assert write(client, agency, request_id).status_code == 428
    assert write(client, agency | {"If-Match": '"9"'}, request_id).status_code == 412
    assert write(client, agency | {"If-Match": '"1"'}, request_id).headers["ETag"] == '"2"'
    form = f"/v1/cases/{case_id}/requests/{request_id}/form"
    assert client.get(form, headers=headers).json()["forms"] == []

    assert submit(client, agency, request_id).json()["state"] == "submitted"
    assert write(client, agency | {"If-Match": '"2"'}, request_id).status_code == 409
    read = client.get(form, headers=headers).json()
    assert [form["answers"] for form in read["forms"]] == [COMPLETE]
    assert client.get(f"/v1/cases/{case_id}", headers=headers).json()["waiting_on"] == []
    assert timeline_of(parts, case_id).reached(Milestone.FORMS_IN)
    assert pack_and_facts(parts, case_id) == ([("police", "reporting", COMPLETE)], False, True)


def test_a_correction_is_a_new_edition(client: TestClient, as_: Headers, case_id: UUID) -> None:
    headers, agency = as_("manager"), as_("respondent")
    request_id = ask(client, headers, case_id)["id"]
    write(client, agency, request_id)
    submit(client, agency, request_id)
    again = client.post(f"/v1/requests/{request_id}/reopen", json={"reason": "Dates."}, headers=headers)
    assert (again.json()["state"], again.json()["edition"]) == ("open", 2)
    form = f"/v1/cases/{case_id}/requests/{request_id}/form"
    assert client.get(form, headers=headers).json()["edition"] == 1
    task = client.get(f"/v1/requests/{request_id}", headers=agency).json()
    assert task["forms"][0]["answers"] == COMPLETE
    corrected = COMPLETE | {"circumstances": {"narrative": "Corrected."}}
    write(client, agency | {"If-Match": '"1"'}, request_id, corrected)
    submit(client, agency, request_id)
    read = client.get(form, headers=headers).json()
    assert (read["edition"], read["forms"][0]["answers"]) == (2, corrected)


@pytest.mark.parametrize("how", ["withdraw", "unobtainable"])
def test_a_request_ends_with_a_reason_and_lets_nobody_in(
    client: TestClient, as_: Headers, case_id: UUID, how: str
) -> None:
    headers, agency = as_("coordinator"), as_("respondent")
    mine = f"/v1/requests/{ask(client, headers, case_id)['id']}"
    assert client.post(f"{mine}/{how}", json={}, headers=headers).status_code == 422
    assert len(client.post(f"{mine}/remind", headers=headers).json()["reminded_at"]) == 1
    ended = client.post(f"{mine}/{how}", json={"reason": "Never knew the child."}, headers=headers)
    assert ended.json()["reason"] == "Never knew the child."
    assert client.get(mine, headers=agency).status_code == 404
    assert client.post(f"{mine}/remind", headers=headers).status_code == 409
    assert client.get(f"/v1/cases/{case_id}", headers=headers).json()["waiting_on"] == []


@pytest.mark.parametrize(
    ("form", "pointer"),
    [
        ({"agency_id": str(uuid4())}, "/agency_id"),
        ({"forms": ["analysis"]}, "/forms/0"),
        ({"forms": []}, "/forms"),
        ({"due_on": "2020-01-01"}, "/due_on"),
        ({"respondent": "coordinator"}, "/respondent"),
    ],
)
def test_a_request_that_cannot_stand_is_refused(
    client: TestClient, as_: Headers, case_id: UUID, form: dict[str, Any], pointer: str
) -> None:
    headers = as_("coordinator")
    body = {"agency_id": agencies(client, headers, "police")[0]} | form
    answer = client.post(f"/v1/cases/{case_id}/requests", json=body, headers=headers)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


def test_who_may_ask_and_who_may_answer(client: TestClient, as_: Headers, case_id: UUID) -> None:
    headers = as_("coordinator")
    request_id = ask(client, headers, case_id)["id"]
    asking = {"doctor": 403, "chair": 403, "member-health": 404, "stw-manager": 404, "respondent": 404}
    for persona, status in asking.items():
        listed = client.get(f"/v1/cases/{case_id}/requests", headers=as_(persona))
        assert (persona, listed.status_code) == (persona, status)
    answering = {"coordinator": 403, "doctor": 403, "member-health": 404, "stw-manager": 404, "auditor": 404}
    for persona, status in answering.items():
        task = client.get(f"/v1/requests/{request_id}", headers=as_(persona))
        assert (persona, task.status_code) == (persona, status)
        assert write(client, as_(persona), request_id).status_code == status


def test_which_forms_were_asked_stands_nowhere_in_clear(
    client: TestClient, as_: Headers, case_id: UUID, parts: Parts
) -> None:
    headers, agency = as_("coordinator"), as_("respondent")
    request_id = ask(client, headers, case_id, forms=["reporting", "sudd"])["id"]
    write(client, agency, request_id, {"narrative": "Invented."}, "sudd")
    with parts.sessions() as session:
        tables = ("agency_request", "agency_form", "cdr_case", "case_move", "seat")
        rows = [session.execute(text(f"SELECT t::text FROM {name} t")).scalars().all() for name in tables]
        trail = session.execute(text("SELECT convert_from(body, 'UTF8') FROM audit_event")).scalars().all()
    kept = str(rows) + str(trail)
    assert request_id in kept
    for word in ("sudd", "reporting", "Invented", "Testchild", b"Invented.".hex()):
        assert word not in kept


def pack_and_facts(parts: Parts, case_id: UUID) -> tuple[list[Any], bool, bool]:
    """What a pack would be made from; whether the facts say that somebody is waited for, and forms in."""
    with parts.sessions() as session:
        work = Work(session, office(parts), TODAY, str(uuid4()), parts.kit)
        case = cases.get_case(work, case_id)
        told = service.answers_for_pack(work, case, Permission.PACK_PREPARE)
        known = facts.open_case(work, Permission.CASE_READ, case.id, case.panel_id)
    answers = [(one.agency_kind, one.form.code, one.answers) for one in told]
    return answers, known.waiting, known.forms_in_on is not None
