"""What every test may ask for: a migrated database of its own, and sessions on it."""

from collections.abc import Callable, Iterator
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from time import monotonic

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, NullPool, create_engine, text
from sqlalchemy.orm import Session, sessionmaker

from app.cli.places import Place, prepare
from app.db.embedded import Urls, embedded
from app.db.engine import make_engine
from app.identity import demo
from app.kit import Parts, build
from app.main import create_app
from app.settings import Settings
from tests.people import Cast, Somebody

NUMBERS = count(1)
WHILE = 300  # seconds: a token lives for fifteen minutes, and a run may take longer


@cache
def a_setting() -> Settings:
    """Demo settings in a folder of the run's own."""
    return Settings(data_dir=Path(mkdtemp(prefix="cdop-data-")))


def prepare_template(urls: Urls) -> None:
    """Bring the database that all tests are cloned from to the newest schema."""
    prepare(Place(a_setting(), urls.app, urls.owner, urls.keys))


@pytest.fixture(scope="session")
def server() -> Iterator[Urls]:
    """One server for the whole run, with an empty database `cdop`."""
    with TemporaryDirectory(prefix="cdop-test-") as folder, embedded(Path(folder), fsync=False) as urls:
        yield urls


@pytest.fixture(scope="session")
def template(server: Urls) -> str:
    """The name of a migrated database that nobody is connected to."""
    prepare_template(server)
    return "cdop"


@pytest.fixture
def database(server: Urls, template: str) -> Iterator[Urls]:
    """A database of the test's own, cloned from the migrated one and dropped afterwards."""
    name = f"cdop_{next(NUMBERS)}"
    admin_url = server.named("postgres").superuser
    admin = create_engine(admin_url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(
            text(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy OWNER cdop_migrate")
        )
        yield server.named(name)
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
def engine(database: Urls) -> Iterator[Engine]:
    """The service's own engine on the test's database, as the role `cdop_app`."""
    engine = make_engine(database.app)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def settings() -> Settings:
    """Demo settings with keys of the run's own."""
    return a_setting()


@pytest.fixture
def parts(settings: Settings, engine: Engine) -> Parts:
    """What a door builds: the kit, and sessions whose rows are checked."""
    return build(settings, engine)


@pytest.fixture
def sessions(parts: Parts) -> sessionmaker[Session]:
    """Sessions on the test's database; what they commit stays until the test is over."""
    return parts.sessions


@pytest.fixture
def client(settings: Settings, engine: Engine, parts: Parts) -> Iterator[TestClient]:
    """The service over HTTP, on a database of the test's own."""
    with TestClient(create_app(settings, engine, parts), base_url="http://127.0.0.1:8000") as client:
        yield client


@pytest.fixture(scope="session")
def as_(settings: Settings) -> Callable[[str], dict[str, str]]:
    """The headers of a persona: `as_("coordinator")`."""

    @cache
    def token(persona: str, _while: int) -> str:
        return demo.token(settings, persona)

    def headers(persona: str, **more: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {token(persona, int(monotonic()) // WHILE)}"} | {
            k.replace("_", "-"): v for k, v in more.items()
        }

    return headers


@pytest.fixture
def cast(client: TestClient, as_: Callable[[str], dict[str, str]]) -> Cast:
    """Everybody by persona: `cast("coordinator").reads("/v1/inbox")`."""
    return lambda persona: Somebody(client, as_, persona)
