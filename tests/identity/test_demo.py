"""The demo issuer: invented people and systems, whose keys are for their owner alone."""

import json
import stat
from types import SimpleNamespace

import pytest
from fastapi.testclient import TestClient
from joserfc.jwk import ECKey
from sqlalchemy.orm import Session, sessionmaker

from app.identity import demo, seeding, service
from app.identity.personas import PERSONAS, Persona
from app.identity.seals import bind
from app.settings import Mode, Settings, SettingsRefused
from tests.identity.assertions import a_form, an_assertion
from tests.identity.conftest import NOW, PANELS

MACHINES = [persona for persona in PERSONAS.values() if persona.is_machine]


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize("persona", MACHINES, ids=lambda persona: persona.name)
def test_an_invented_system_buys_a_token_of_ours(
    http: TestClient, settings: Settings, persona: Persona
) -> None:
    answer = http.post("/oauth/token", data=a_form(demo.client_assertion(settings, persona.name)))
    who = http.get("/whoami", headers={"authorization": f"Bearer {answer.json()['access_token']}"}).json()
    assert (who["id"], who["organisations"]) == (str(persona.id), [persona.ods])


@pytest.mark.usefixtures("seeded")
def test_a_client_with_one_key_has_to_name_it_too(http: TestClient, settings: Settings) -> None:
    wvt = PERSONAS["notifier-wvt"]
    key = ECKey.import_key(json.loads((settings.data_dir / "demo-clients" / f"{wvt.name}.json").read_text()))
    named = a_form(an_assertion(wvt.id, key=key, header={"kid": key.kid}))
    nameless = a_form(an_assertion(wvt.id, key=key, header={"kid": None}))
    assert http.post("/oauth/token", data=named).status_code == 200
    assert http.post("/oauth/token", data=nameless).json() == {"error": "invalid_client"}


def test_seeding_twice_changes_nothing_and_brings_nobody_back(
    kit: SimpleNamespace, sessions: sessionmaker[Session], seeded: None
) -> None:
    with sessions.begin() as session:
        service.end_seat(bind(session, kit.tags), PERSONAS["chair"].seat_id, NOW)
        before = len(service.seats(session))
        seeding.seed(session, kit.secrets, kit.tags, PANELS, kit.settings)
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
