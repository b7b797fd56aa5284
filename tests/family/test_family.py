"""The family's page, and what the family said, over HTTP."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient

from app.cases import service as cases
from app.cases.rules.timeline import Milestone
from app.facts import vault as facts
from app.facts.schemas import CodedFacts
from app.family import service
from app.kit import Parts
from app.policy import Permission
from app.work import Work
from tests.reviews.opening import TODAY, Headers, a_case, office, timeline_of

PAGE = {
    "key_worker": {"name": "Worker Example", "role": "nurse"},
    "informed": "yes",
    "leaflet": "yes",
    "preferences": [{"who": "mother", "language": "Polish", "interpreter": True}],
    "do_not_contact": [{"start": TODAY.date().isoformat(), "why": "birthday"}],
}


@pytest.fixture
def case_id(client: TestClient, parts: Parts) -> UUID:
    """An open case of the Herefordshire and Worcestershire panel."""
    return a_case(parts)


def test_the_page_says_that_the_family_was_informed(
    client: TestClient, as_: Headers, case_id: UUID, parts: Parts
) -> None:
    path, headers = f"/v1/cases/{case_id}/family", as_("coordinator")
    assert client.get(path, headers=headers).json()["version"] == 0
    assert client.put(path, json={"leaflet": "yes"}, headers=headers).status_code == 200
    assert timeline_of(parts, case_id).reached(Milestone.FAMILY_INFORMED) is None
    assert client.put(path, json=PAGE, headers=headers).status_code == 428
    saved = client.put(path, json=PAGE, headers=headers | {"If-Match": '"1"'})
    assert (saved.status_code, saved.headers["ETag"]) == (200, '"2"')
    assert timeline_of(parts, case_id).reached(Milestone.FAMILY_INFORMED) is not None
    read = client.get(path, headers=headers).json()
    assert (read["key_worker"]["name"], read["quiet_today"]) == ("Worker Example", True)
    known = facts_of(parts, case_id)
    assert (known.key_worker, known.family_informed, known.family_contributed) == (True, True, None)


def test_a_reason_why_not_counts_as_well(
    client: TestClient, as_: Headers, case_id: UUID, parts: Parts
) -> None:
    form = {"informed": "no", "not_informed_reason": "Abroad, no address.", "no_key_worker_reason": "Abroad."}
    client.put(f"/v1/cases/{case_id}/family", json=form, headers=as_("doctor"))
    assert timeline_of(parts, case_id).reached(Milestone.FAMILY_INFORMED) is not None
    known = facts_of(parts, case_id)
    assert (known.key_worker, known.family_informed) == (False, False)


def test_contacts_and_questions_are_kept_and_answered_once(
    client: TestClient, as_: Headers, case_id: UUID
) -> None:
    path, headers = f"/v1/cases/{case_id}/family", as_("coordinator")
    contact = {"who": "father", "at": TODAY.isoformat(), "by": "Worker Example", "method": "visit"}
    assert client.post(f"{path}/contacts", json=contact, headers=headers).status_code == 201
    asked = client.post(
        f"{path}/questions", json={"who": "father", "question": "Was he in pain?"}, headers=headers
    ).json()
    assert (asked["state"], asked["answer"]) == ("open", None)
    reply = {"answer": "The consultant explained.", "answered_by": "Doctor Example"}
    mine = f"{path}/questions/{asked['id']}/answer"
    assert client.post(mine, json=reply, headers=headers).json()["state"] == "answered"
    assert client.post(mine, json=reply, headers=headers).status_code == 409
    read = client.get(path, headers=headers).json()
    assert [contact["who"] for contact in read["contacts"]] == ["father"]
    assert [question["answered_by"] for question in read["questions"]] == ["Doctor Example"]


def test_only_what_the_family_agreed_to_goes_to_the_pack(
    client: TestClient, as_: Headers, case_id: UUID, parts: Parts
) -> None:
    path, headers = f"/v1/cases/{case_id}/family/contributions", as_("coordinator")
    for text, for_pack in (("We want this heard.", True), ("This stays with you.", False)):
        form = {"who": "mother", "text": text, "for_pack": for_pack}
        assert client.post(path, json=form, headers=headers).status_code == 201
    with parts.sessions() as session:
        work = Work(session, office(parts), TODAY, str(uuid4()), parts.kit)
        case = cases.get_case(work, case_id)
        told = service.contributions_for_pack(work, case, Permission.PACK_PREPARE)
    assert [text for _, text in told] == ["We want this heard."]
    assert facts_of(parts, case_id).family_contributed is True


@pytest.mark.parametrize(
    ("persona", "status"), [("manager", 200), ("chair", 403), ("member-lay", 404), ("stw-doctor", 404)]
)
def test_the_page_is_for_the_office(
    client: TestClient, as_: Headers, case_id: UUID, persona: str, status: int
) -> None:
    assert client.get(f"/v1/cases/{case_id}/family", headers=as_(persona)).status_code == status


@pytest.mark.parametrize("form", [{"method": "carrier pigeon"}, {"at": "yesterday"}, {"who": None}])
def test_a_contact_says_who_when_and_how(
    client: TestClient, as_: Headers, case_id: UUID, form: dict[str, Any]
) -> None:
    contact = {"who": "father", "at": TODAY.isoformat(), "by": "Worker Example", "method": "visit"} | form
    answer = client.post(f"/v1/cases/{case_id}/family/contacts", json=contact, headers=as_("coordinator"))
    assert [error["pointer"] for error in answer.json()["errors"]] == [f"/{next(iter(form))}"]


def facts_of(parts: Parts, case_id: UUID) -> CodedFacts:
    """What is counted of the case."""
    with parts.sessions() as session:
        work = Work(session, office(parts), TODAY, str(uuid4()), parts.kit)
        case = cases.get_case(work, case_id)
        return facts.open_case(work, Permission.CASE_READ, case.id, case.panel_id)
