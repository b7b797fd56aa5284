"""What every test may ask for: a migrated database of its own, and sessions on it."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import Engine, NullPool, create_engine, text
from sqlalchemy.orm import Session, sessionmaker

from app.db import migrate
from app.db.embedded import Urls, embedded
from app.db.engine import make_engine

NUMBERS = count(1)


def prepare_template(urls: Urls) -> None:
    """Bring the database that all tests are cloned from to the newest schema."""
    migrate.upgrade(urls.owner)


@pytest.fixture(scope="session")
def server() -> Iterator[Urls]:
    """One server for the whole run, with an empty database `cdop`."""
    with TemporaryDirectory(prefix="cdop-test-") as folder:
        Path(folder).chmod(0o711)  # as root the server runs as somebody else, who must get in
        with embedded(Path(folder), fsync=False) as urls:
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


@pytest.fixture
def sessions(engine: Engine) -> sessionmaker[Session]:
    """Sessions on the test's database; what they commit stays until the test is over."""
    return sessionmaker(engine, expire_on_commit=False)
