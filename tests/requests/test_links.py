"""One-time links: how somebody outside the demo comes to answer a request."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select, text

from app.kit import Parts
from app.partners.models import Organisation
from app.requests import service
from app.requests.schemas import RequestIn, RequestSent
from app.work import Work
from tests.reviews.opening import TODAY, Headers, office


def a_link(parts: Parts, case_id: UUID, at: datetime = TODAY) -> RequestSent:
    """A request that was sent where invented people may not sign in."""
    settings = parts.kit.settings.model_copy(update={"demo_issuer": False})
    with parts.sessions.begin() as session:
        agency = session.scalars(select(Organisation.id).filter_by(name="West Mercia Police")).one()
        work = Work(session, office(parts), at, str(uuid4()), replace(parts.kit, settings=settings))
        return service.send(work, case_id, RequestIn(agency_id=agency))


def token_of(sent: RequestSent) -> str:
    assert sent.link is not None
    return sent.link.partition("#")[2]


def test_a_link_gives_a_seat_once(client: TestClient, as_: Headers, case_id: UUID, parts: Parts) -> None:
    sent, agency = a_link(parts, case_id), as_("respondent")
    mine = f"/v1/requests/{sent.id}"
    assert client.get(mine, headers=agency).status_code == 404
    token = {"token": token_of(sent)}
    assert client.post("/v1/requests/redeem", json=token, headers=agency).json() == {
        "request_id": str(sent.id)
    }
    assert client.get(mine, headers=agency).status_code == 200
    assert client.post("/v1/requests/redeem", json=token, headers=agency).status_code == 404


def test_a_link_ends_after_72_hours(client: TestClient, as_: Headers, case_id: UUID, parts: Parts) -> None:
    sent = a_link(parts, case_id, TODAY - timedelta(hours=73))
    form = {"token": token_of(sent)}
    assert client.post("/v1/requests/redeem", json=form, headers=as_("respondent")).status_code == 404


def test_a_link_of_a_withdrawn_request_gives_nothing(
    client: TestClient, as_: Headers, case_id: UUID, parts: Parts
) -> None:
    sent = a_link(parts, case_id)
    why = {"reason": "Sent by mistake."}
    client.post(f"/v1/requests/{sent.id}/withdraw", json=why, headers=as_("coordinator"))
    form = {"token": token_of(sent)}
    assert client.post("/v1/requests/redeem", json=form, headers=as_("respondent")).status_code == 404


@pytest.mark.parametrize(("token", "status"), [("x" * 22, 404), ("short", 422)])
def test_a_token_that_is_none_of_ours_gives_nothing(
    client: TestClient, as_: Headers, token: str, status: int
) -> None:
    answer = client.post("/v1/requests/redeem", json={"token": token}, headers=as_("respondent"))
    assert answer.status_code == status


def test_only_the_digest_of_a_token_is_kept(client: TestClient, case_id: UUID, parts: Parts) -> None:
    token = token_of(a_link(parts, case_id))
    with parts.sessions() as session:
        rows = session.execute(text("SELECT request_link::text FROM request_link")).scalars().all()
    assert len(rows) == 1
    assert token not in rows[0]
    assert token.encode().hex() not in rows[0]
