"""A key ring on a key file of the test's own, which counts what it is asked for."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy import Engine, NullPool, create_engine, delete
from sqlalchemy.orm import Session, sessionmaker

from app.crypto.local import LocalProvider
from app.crypto.models import WrappedKey
from app.crypto.ring import KeyRing
from app.db.embedded import Urls


class CountingProvider(LocalProvider):
    """The local key service, with a list of the sizes of the batches that it unwrapped."""

    batches: list[int]

    def unwrap_many(self, items: Sequence[tuple[bytes, bytes]]) -> list[bytes]:
        """The keys, after noting how many were asked for."""
        self.batches.append(len(items))
        return super().unwrap_many(items)


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def kek(tmp_path: Path) -> Path:
    """The key file."""
    return tmp_path / "kek.json"


@pytest.fixture
def provider(kek: Path) -> CountingProvider:
    """The key service of this test."""
    provider = CountingProvider.create(kek)
    provider.batches = []
    return provider


@pytest.fixture
def clock() -> Clock:
    """The clock that the ring's cache reads."""
    return Clock()


@pytest.fixture
def ring(provider: CountingProvider, clock: Clock) -> KeyRing:
    """The key ring of this test."""
    return KeyRing(provider, cache_size=8, ttl=300, clock=clock)


@pytest.fixture
def sessions(engine: Engine, database: Urls) -> Iterator[sessionmaker[Session]]:
    """Sessions on a database without keys: those that it came with belong to another key service."""
    keeper = create_engine(database.keys, poolclass=NullPool)
    with Session(keeper) as session, session.begin():
        session.execute(delete(WrappedKey))
    yield sessionmaker(engine, expire_on_commit=False)
    keeper.dispose()
