"""The world of the access table, built once for all its tests."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import NullPool, create_engine, text

from app.db.embedded import Urls
from app.db.engine import make_engine
from app.kit import build
from app.main import create_app
from app.settings import Settings
from tests.access.building import build as bring_to_panel
from tests.access.trial import Trial
from tests.access.world import World
from tests.people import Headers

DATABASE = "cdop_access"


@pytest.fixture(scope="session")
def access_database(server: Urls, template: str) -> Iterator[Urls]:
    """A database for the whole table, cloned from the migrated one."""
    admin = create_engine(
        server.named("postgres").superuser, poolclass=NullPool, isolation_level="AUTOCOMMIT"
    )
    with admin.connect() as connection:
        made = f"CREATE DATABASE {DATABASE} TEMPLATE {template} STRATEGY file_copy OWNER cdop_migrate"
        connection.execute(text(made))
        yield server.named(DATABASE)
        connection.execute(text(f"DROP DATABASE {DATABASE} WITH (FORCE)"))


@pytest.fixture(scope="session")
def world(access_database: Urls, settings: Settings, as_: Headers) -> Iterator[World]:
    """One review at its panel, with everything that an operation can be asked about."""
    roomy = settings.model_copy(update={"rate_per_minute": 1_000_000})
    engine = make_engine(access_database.app)
    parts = build(roomy, engine)
    with TestClient(create_app(roomy, engine, parts), base_url="http://127.0.0.1:8000") as client:
        yield bring_to_panel(World(client, as_, parts, engine, roomy))
    engine.dispose()


@pytest.fixture(scope="session")
def trial(world: World) -> Trial:
    """The whole table, tried: first all who are refused, then all who may."""
    return Trial.of(world)
