"""A small application with the real token endpoint, real keys and one route that says who is asking."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import psycopg
import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from app.crypto.local import LocalProvider
from app.crypto.ring import KeyRing
from app.crypto.small import SecretBox
from app.crypto.tags import RowTagger
from app.db.embedded import Urls
from app.db.engine import make_sessions
from app.identity import clients, seeding, service
from app.identity.seals import bind
from app.identity.tokens import make_verifier
from app.settings import Settings
from app.web import oauth
from app.web.problems import install
from tests.identity.assertions import CLIENT_KEYS

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PANELS = {"hw": UUID(int=1), "stw": UUID(int=2)}


@pytest.fixture(scope="session")
def template(server: Urls, template: str) -> Iterator[str]:
    """A migrated database in which nobody is registered, and no key was ever made."""
    name = f"{template}_of_nobody"
    make = f"CREATE DATABASE {name} TEMPLATE {template} OWNER cdop_migrate"
    with psycopg.connect(plain(server.named("postgres")), autocommit=True) as connection:
        connection.execute(make)
    with psycopg.connect(plain(server.named(name))) as connection:
        connection.execute("TRUNCATE person, client, seat, used_assertion, signing_key, wrapped_key CASCADE")
    yield name
    with psycopg.connect(plain(server.named("postgres")), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def plain(urls: Urls) -> str:
    """Return the superuser's address, as psycopg reads it."""
    return urls.superuser.replace("postgresql+psycopg", "postgresql")


@pytest.fixture
def sessions(engine: Engine, kit: SimpleNamespace) -> sessionmaker[Session]:
    """Sessions whose rows are checked."""
    return make_sessions(engine, kit.tags)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A demo in a folder of the test's own."""
    return Settings(data_dir=tmp_path)


@pytest.fixture
def kit(settings: Settings, tmp_path: Path) -> SimpleNamespace:
    """The small objects that the doors hand down."""
    ring = KeyRing(LocalProvider.create(tmp_path / "kek.json"))
    return SimpleNamespace(settings=settings, secrets=SecretBox(ring), tags=RowTagger(b"k" * 32))


@pytest.fixture
def api(kit: SimpleNamespace, sessions: sessionmaker[Session]) -> FastAPI:
    """The application."""
    api = FastAPI()
    api.state.kit, api.state.sessions = kit, sessions
    api.state.tokens = make_verifier(kit.settings, sessions, kit.tags)
    api.include_router(oauth.router)
    install(api)

    @api.get("/whoami")
    def get_whoami(request: Request) -> dict[str, Any]:
        claims = api.state.tokens.verify(request.headers["authorization"].removeprefix("Bearer "))
        with sessions() as session:
            actor = service.actor_for(session, claims, kit.tags)
        return {
            "id": str(actor.id),
            "kind": actor.kind,
            "roles": sorted(actor.roles),
            "panels": sorted(map(str, actor.panels)),
            "areas": sorted(actor.areas),
            "organisations": list(actor.organisations),
            "scopes": sorted(actor.scopes),
            "acr": actor.acr,
        }

    return api


@pytest.fixture
def http(api: FastAPI) -> TestClient:
    """A caller."""
    return TestClient(api)


@pytest.fixture
def seeded(kit: SimpleNamespace, sessions: sessionmaker[Session]) -> None:
    """The database with every persona."""
    with sessions.begin() as session:
        seeding.seed(session, kit.secrets, kit.tags, PANELS, kit.settings)


@pytest.fixture
def registered(kit: SimpleNamespace, sessions: sessionmaker[Session]) -> UUID:
    """A health system with one key for each algorithm."""
    with sessions.begin() as session:
        new = clients.NewClient(
            name="System Example",
            jwks={"keys": [key.as_dict(private=False) for key in CLIENT_KEYS.values()]},
            ods_codes=("RLQ",),
            kinds=("acute",),
            home_panel_id=PANELS["hw"],
            scopes=("notification.write",),
        )
        return clients.register_client(bind(session, kit.tags), kit.secrets, new).id


Tamper = Callable[[str], None]


@pytest.fixture
def tamper(database: Urls) -> Tamper:
    """Somebody who writes into the database without the service."""

    def run(statement: str) -> None:
        with psycopg.connect(plain(database)) as connection:
            connection.execute(statement)

    return run
