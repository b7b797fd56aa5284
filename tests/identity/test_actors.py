"""Who an actor is at this moment: personas, rights that end, and rows that somebody has changed."""

import json
from types import SimpleNamespace
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import event
from sqlalchemy.orm import Session, sessionmaker
from structlog.testing import capture_logs

from app.identity import clients, demo, service
from app.identity.actors import Role, Seat
from app.identity.models import Client, Person
from app.identity.personas import PERSONAS
from app.identity.seals import bind
from app.settings import Settings
from tests.identity.assertions import CLIENT_KEYS, a_form
from tests.identity.conftest import NOW, PANELS, Tamper

PANEL_OF = {"hw": [str(PANELS["hw"])], "stw": [str(PANELS["stw"])], None: []}


def whoami(http: TestClient, settings: Settings, persona: str) -> tuple[int, dict[str, object]]:
    """Ask who a persona is."""
    answer = http.get("/whoami", headers={"authorization": f"Bearer {demo.token(settings, persona)}"})
    return answer.status_code, answer.json()


@pytest.mark.usefixtures("seeded")
def test_every_persona_is_an_actor_with_its_seat(http: TestClient, settings: Settings) -> None:
    for name, persona in PERSONAS.items():
        status, who = whoami(http, settings, name)
        assert status == 200, name
        assert who["id"] == str(persona.id)
        assert who["roles"] == ([] if name == "respondent" else [persona.role])
        assert who["panels"] == PANEL_OF[persona.panel]
        assert who["areas"] == ([persona.area] if persona.area else [])
        assert who["organisations"] == ([persona.ods] if persona.ods else [])
        assert who["acr"] == (None if persona.is_machine else "aal2")


def test_a_seat_that_has_ended_bites_on_the_next_request(
    http: TestClient, kit: SimpleNamespace, sessions: sessionmaker[Session], seeded: None
) -> None:
    token = {"authorization": f"Bearer {demo.token(kit.settings, 'manager')}"}
    assert http.get("/whoami", headers=token).json()["roles"] == ["manager"]
    with sessions.begin() as session:
        service.end_seat(bind(session, kit.tags), PERSONAS["manager"].seat_id, NOW)
    assert http.get("/whoami", headers=token).json()["roles"] == []
    with sessions.begin() as session:
        service.end_person(bind(session, kit.tags), PERSONAS["manager"].id, NOW)
    assert http.get("/whoami", headers=token).status_code == 401


def test_a_client_that_has_ended_is_out_at_once(
    http: TestClient, kit: SimpleNamespace, sessions: sessionmaker[Session], seeded: None
) -> None:
    wvt = PERSONAS["notifier-wvt"]
    with sessions.begin() as session:
        clients.end_client(bind(session, kit.tags), wvt.id, NOW)
        assert not any(seat.active for seat in service.seats(session) if seat.client_id == wvt.id)
    assert whoami(http, kit.settings, wvt.name)[0] == 401
    answer = http.post("/oauth/token", data=a_form(demo.client_assertion(kit.settings, wvt.name)))
    assert answer.json() == {"error": "invalid_client"}


def test_a_request_seat_comes_and_goes(
    http: TestClient, kit: SimpleNamespace, sessions: sessionmaker[Session], seeded: None
) -> None:
    request_id, respondent = uuid4(), PERSONAS["respondent"]
    with sessions.begin() as session:
        person = service.found(bind(session, kit.tags).get(Person, respondent.id))
        service.issue_seat(session, person, Seat(Role.RESPONDENT, request_id=request_id))
    assert whoami(http, kit.settings, "respondent")[1]["roles"] == ["respondent"]
    with sessions.begin() as session:
        service.end_request_seats(bind(session, kit.tags), request_id, NOW)
    assert whoami(http, kit.settings, "respondent")[1]["roles"] == []


PUBLIC = CLIENT_KEYS["p384"].as_dict(private=False)
AUDITOR, WVT = PERSONAS["auditor"], PERSONAS["notifier-wvt"]
FLIPS = {
    "role": ("auditor", f"UPDATE seat SET role = 'manager' WHERE id = '{AUDITOR.seat_id}'"),
    "panel": ("auditor", f"UPDATE seat SET panel_id = '{PANELS['hw']}' WHERE id = '{AUDITOR.seat_id}'"),
    "area": ("auditor", f"UPDATE seat SET area = 'shropshire' WHERE id = '{AUDITOR.seat_id}'"),
    "version": ("auditor", f"UPDATE seat SET row_version = 2 WHERE id = '{AUDITOR.seat_id}'"),
    "seat of another": (
        "auditor",
        f"UPDATE seat SET person_id = '{AUDITOR.id}' WHERE id = '{PERSONAS['manager'].seat_id}'",
    ),
    "copied seat": (
        "auditor",
        (
            f"INSERT INTO seat SELECT gen_random_uuid(), '{AUDITOR.id}', client_id, role, panel_id, area,"
            f" organisation, request_id, active, ended_in, row_version, tag FROM seat"
            f" WHERE id = '{PERSONAS['manager'].seat_id}'"
        ),
    ),
    "subject": (
        "auditor",
        (
            f"UPDATE person SET subject = '{uuid4()}' WHERE id = '{AUDITOR.id}';"
            f"UPDATE person SET subject = '{AUDITOR.id}' WHERE id = '{PERSONAS['manager'].id}'"
        ),
    ),
    "organisations": ("notifier-wvt", f"UPDATE client SET ods_codes = '{{RWP}}' WHERE id = '{WVT.id}'"),
    "keys": (
        "notifier-wvt",
        "UPDATE client SET jwks = '[" + json.dumps(PUBLIC) + f"]' WHERE id = '{WVT.id}'",
    ),
}


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize(("persona", "statement"), FLIPS.values(), ids=FLIPS.keys())
def test_a_row_that_somebody_changed_is_refused_with_an_alarm(
    http: TestClient, settings: Settings, tamper: Tamper, persona: str, statement: str
) -> None:
    assert whoami(http, settings, persona)[0] == 200
    tamper(statement)
    with capture_logs() as logs:
        assert whoami(http, settings, persona)[0] == 401
    assert [entry["event"] for entry in logs if entry["log_level"] == "critical"] == ["row.refused"]


def test_a_request_asks_who_it_is_in_one_statement(
    kit: SimpleNamespace, sessions: sessionmaker[Session], seeded: None, http: TestClient
) -> None:
    claims = http.app.state.tokens.verify(demo.token(kit.settings, "doctor"))  # type: ignore[attr-defined]
    asked: list[str] = []
    with sessions() as session:
        connection = session.connection()
        event.listen(connection, "before_cursor_execute", lambda *given: asked.append(given[2]))
        service.actor_for(session, claims, kit.tags)
    assert len(asked) == 1


def test_names_are_sealed_and_open_again(
    kit: SimpleNamespace, sessions: sessionmaker[Session], seeded: None
) -> None:
    with sessions() as session:
        bind(session, kit.tags)
        for kind, who in ((Person, AUDITOR), (Client, WVT)):
            row = service.found(session.get(kind, who.id))
            sealed = row.display_name if isinstance(row, Person) else row.name  # type: ignore[attr-defined]
            assert who.display_name.encode() not in sealed.token
            assert service.name_of(session, kit.secrets, row) == who.display_name  # type: ignore[arg-type]
