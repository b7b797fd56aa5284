"""What every test may ask for: a migrated database of its own, and sessions on it."""

import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from itertools import count
from pathlib import Path
from shutil import disk_usage
from tempfile import TemporaryDirectory, mkdtemp
from time import monotonic

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from app.cli.places import Place, prepare
from app.db.embedded import Urls, embedded
from app.db.engine import make_engine
from app.identity import demo
from app.kit import Parts, build
from app.settings import Settings
from tests.brought import Begun, Brought, Shapes, administer, bringing, clone, on_loan
from tests.people import Cast, Headers, Somebody

Serve = Callable[[Settings, Engine, Parts], FastAPI]
NUMBERS = count(1)
ROOM = 4 << 30  # bytes: as much as the servers of a run's workers may ever hold
WHILE = 300  # seconds: a token lives for fifteen minutes, and a run may take longer


@cache
def a_setting() -> Settings:
    """Demo settings in a folder of the run's own."""
    return Settings(data_dir=Path(mkdtemp(prefix="cdop-data-")))


def prepare_template(urls: Urls) -> None:
    """Bring the database that all tests are cloned from to the newest schema."""
    prepare(Place(a_setting(), urls.app, urls.owner, urls.keys))


def in_memory() -> Path | None:
    """Where a database of thousands of files is made in 30 ms: on ext4, beside many deleted, it takes 500."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and disk_usage(memory).free > ROOM
    return memory if roomy else None


@pytest.fixture(scope="session")
def server() -> Iterator[Urls]:
    """One server for the whole run, with an empty database `cdop`."""
    with (
        TemporaryDirectory(prefix="cdop-test-", dir=in_memory()) as folder,
        embedded(Path(folder), fsync=False) as urls,
    ):
        yield urls


@pytest.fixture(scope="session")
def template(server: Urls) -> str:
    """The name of a migrated database that nobody is connected to."""
    prepare_template(server)
    return "cdop"


@pytest.fixture(scope="session")
def left() -> list[str]:
    """The database of the test before: PostgreSQL waits for 0.1 s if a connection to it is just closing."""
    return []


@pytest.fixture(scope="session")
def brought(server: Urls, template: str, settings: Settings, shapes: Shapes, as_: Headers) -> Brought:
    """What brings about a state that many tests begin with, once for all of them."""
    return bringing(server, template, settings, shapes, as_)


@pytest.fixture
def begun(template: str) -> Begun:
    """Where a test begins: nothing has happened yet. Folders and files have states of their own."""
    return Begun(template)


@pytest.fixture
def database(server: Urls, begun: Begun, left: list[str]) -> Iterator[Urls]:
    """A database of the test's own, cloned from where it begins, and dropped after the next."""
    yield clone(server, begun.database, name := f"cdop_{next(NUMBERS)}")
    while left:
        administer(server, f"DROP DATABASE {left.pop()} WITH (FORCE)")
    left.append(name)


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


@pytest.fixture(scope="session")
def shapes() -> Shapes:
    """Services that no test uses now: what FastAPI works out at a path's first call, they know already."""
    return defaultdict(list)


@pytest.fixture
def serve(shapes: Shapes) -> Iterator[Serve]:
    """What puts a service on a database: `serve(settings, engine, parts)`."""
    with ExitStack() as afterwards:
        yield lambda *behind: afterwards.enter_context(on_loan(shapes, *behind))


@pytest.fixture
def client(serve: Serve, settings: Settings, engine: Engine, parts: Parts) -> Iterator[TestClient]:
    """The service over HTTP, on a database of the test's own."""
    with TestClient(serve(settings, engine, parts), base_url="http://127.0.0.1:8000") as client:
        yield client


@pytest.fixture(scope="session")
def as_(settings: Settings) -> Headers:
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
def cast(client: TestClient, as_: Headers) -> Cast:
    """Everybody by persona: `cast("coordinator").reads("/v1/inbox")`."""
    return lambda persona: Somebody(client, as_, persona)
