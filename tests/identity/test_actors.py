"""Who an actor is at this moment: personas, rights that end, and rows that somebody has changed."""

import json
import stat
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import event
from sqlalchemy.orm import Session, sessionmaker
from structlog.testing import capture_logs

from app.identity import clients, demo, service
from app.identity.actors import Role, Seat
from app.identity.models import Client, Person
from app.identity.personas import PERSONAS, Persona
from app.identity.seals import bind
from app.problems import Conflict, Invalid, NotFound
from app.settings import Mode, Settings, SettingsRefused
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


MACHINES = [persona for persona in PERSONAS.values() if persona.is_machine]


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize("persona", MACHINES, ids=lambda persona: persona.name)
def test_an_invented_system_buys_a_token_of_ours(
    http: TestClient, settings: Settings, persona: Persona
) -> None:
    answer = http.post("/oauth/token", data=a_form(demo.client_assertion(settings, persona.name)))
    who = http.get("/whoami", headers={"authorization": f"Bearer {answer.json()['access_token']}"}).json()
    assert (who["id"], who["organisations"]) == (str(persona.id), [persona.ods])


def test_seeding_twice_changes_nothing_and_brings_nobody_back(
    kit: SimpleNamespace, sessions: sessionmaker[Session], seeded: None
) -> None:
    with sessions.begin() as session:
        service.end_seat(bind(session, kit.tags), PERSONAS["chair"].seat_id, NOW)
        before = len(service.seats(session))
        demo.seed(session, kit.secrets, kit.tags, PANELS, kit.settings)
        assert len(service.seats(session)) == before
        ended = [seat for seat in service.seats(session) if not seat.active]
    assert [(seat.id, seat.ended_in) for seat in ended] == [(PERSONAS["chair"].seat_id, 202610)]


@pytest.mark.usefixtures("seeded")
def test_the_keys_of_the_demo_are_for_their_owner_alone(settings: Settings) -> None:
    demo.token(settings, "chair")
    files = [settings.data_dir / "demo-issuer.json", *(settings.data_dir / "demo-clients").iterdir()]
    assert len(files) == 1 + len(MACHINES)
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    files[0].chmod(0o644)
    with pytest.raises(SettingsRefused):
        demo.token(settings, "chair")


@pytest.mark.parametrize("changes", [{"mode": Mode.PRODUCTION}, {"demo_issuer": False}])
def test_production_makes_no_demo_token_and_believes_none(
    http: TestClient, settings: Settings, changes: dict[str, object]
) -> None:
    refusing = settings.model_copy(update=changes)
    with pytest.raises(SettingsRefused):
        demo.token(refusing, "chair")
    with pytest.raises(SettingsRefused):
        demo.client_assertion(refusing, "notifier-wvt")


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


def test_a_request_asks_who_it_is_in_two_statements(
    kit: SimpleNamespace, sessions: sessionmaker[Session], seeded: None, http: TestClient
) -> None:
    claims = http.app.state.tokens.verify(demo.token(kit.settings, "doctor"))  # type: ignore[attr-defined]
    asked: list[str] = []
    with sessions() as session:
        connection = session.connection()
        event.listen(connection, "before_cursor_execute", lambda *given: asked.append(given[2]))
        service.actor_for(session, claims, kit.tags)
    assert len(asked) == 2


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


BAD_KEYS = {
    "private": {"keys": [CLIENT_KEYS["p384"].as_dict(private=True)]},
    "symmetric": {"keys": [{"kty": "oct", "kid": "s", "k": "AAAA"}]},
    "short": {"keys": [{"kty": "RSA", "kid": "r", "n": "AQAB" * 40, "e": "AQAB"}]},
    "no name": {
        "keys": [{k: v for k, v in CLIENT_KEYS["p384"].as_dict(private=False).items() if k != "kid"}]
    },
    "the same name twice": {"keys": [CLIENT_KEYS["p384"].as_dict(private=False)] * 2},
    "off the curve": {"keys": [{"kty": "EC", "kid": "e", "crv": "P-256", "x": "AAAA", "y": "AAAA"}]},
    "none": {"keys": []},
    "no set": {"Testchild": 1},
}


@pytest.mark.parametrize("jwks", BAD_KEYS.values(), ids=BAD_KEYS.keys())
def test_a_client_is_registered_with_public_keys_only(
    kit: SimpleNamespace, sessions: sessionmaker[Session], registered: UUID, jwks: dict[str, object]
) -> None:
    with sessions() as session, pytest.raises(Invalid) as refused:
        clients.rotate_client_keys(bind(session, kit.tags), registered, jwks)
    assert "Testchild" not in str(refused.value.errors)


def test_there_is_one_person_for_a_subject_and_no_seat_for_one_who_left(
    kit: SimpleNamespace, sessions: sessionmaker[Session]
) -> None:
    new = service.NewPerson("https://issuer.invalid", "opaque", "Person Example")
    with sessions() as session:
        person = service.register_person(bind(session, kit.tags), kit.secrets, new)
        with pytest.raises(Conflict):
            service.register_person(session, kit.secrets, new)
        service.end_person(session, person.id, NOW)
        with pytest.raises(Conflict):
            service.issue_seat(session, person, Seat(Role.AUDITOR))
        with pytest.raises(NotFound):
            service.end_seat(session, uuid4(), NOW)
