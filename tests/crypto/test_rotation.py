"""Turning the key-encryption key while work goes on: nothing becomes unreadable, the old one can go."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import NullPool, create_engine, func, select
from sqlalchemy.orm import Session, sessionmaker

from app.crypto.cell import Place
from app.crypto.models import KeyKind, WrappedKey
from app.crypto.provider import WrapRefused
from app.crypto.ring import KeyRing
from app.db.embedded import Urls
from tests.crypto.conftest import CountingProvider

Sessions = sessionmaker[Session]
PLACE = Place("notification", "child_name", UUID(int=1), UUID(int=2))


@pytest.fixture
def sealed(ring: KeyRing, sessions: Sessions) -> dict[UUID, bytes]:
    """Seven keys, each with something that it sealed."""
    with sessions.begin() as session:
        keys = [ring.create(session, KeyKind.CASE, uuid4()) for _ in range(7)]
        return {key_id: box.seal(PLACE, str(key_id)) for key_id, box in ring.boxes(session, keys).items()}


def left_at(session: Session, version: int) -> int:
    return session.scalar(select(func.count()).where(WrappedKey.kek_version == version)) or 0


def opens_everything(provider: CountingProvider, session: Session, sealed: dict[UUID, bytes]) -> bool:
    boxes = KeyRing(provider).boxes(session, sealed)
    return all(boxes[key_id].open(PLACE, token) == str(key_id) for key_id, token in sealed.items())


def test_keys_are_wrapped_again_in_batches_until_none_is_left(
    ring: KeyRing, provider: CountingProvider, sessions: Sessions, sealed: dict[UUID, bytes]
) -> None:
    provider.add_version()
    done: list[int] = []
    while not done or done[-1]:
        with sessions.begin() as session:
            done.append(ring.rewrap(session, batch=3))
            assert opens_everything(provider, session, sealed)
    assert done == [3, 3, 1, 0]
    provider.close_before(2)
    with sessions() as session:
        assert left_at(session, 1) == 0
        assert opens_everything(provider, session, sealed)


def test_a_version_closed_too_early_opens_nothing(
    provider: CountingProvider, sessions: Sessions, sealed: dict[UUID, bytes]
) -> None:
    provider.close_before(provider.add_version())
    with sessions() as session, pytest.raises(WrapRefused):
        opens_everything(provider, session, sealed)


def test_two_that_rotate_at_once_do_not_wait_for_each_other(
    ring: KeyRing, provider: CountingProvider, sessions: Sessions, sealed: dict[UUID, bytes]
) -> None:
    provider.add_version()
    with sessions.begin() as one, sessions.begin() as other:
        assert ring.rewrap(one, batch=4) == 4
        assert ring.rewrap(other, batch=100) == 3
    with sessions() as session:
        assert left_at(session, 2) == len(sealed)
        assert opens_everything(provider, session, sealed)


def test_an_interrupted_batch_changes_nothing_and_is_taken_up_again(
    ring: KeyRing, provider: CountingProvider, sessions: Sessions, sealed: dict[UUID, bytes]
) -> None:
    provider.add_version()
    with sessions() as session:
        ring.rewrap(session)
        session.rollback()
        assert left_at(session, 1) == len(sealed)
        assert opens_everything(provider, session, sealed)
        assert ring.rewrap(session) == len(sealed)


def test_the_role_that_rotates_need_not_be_the_application(
    ring: KeyRing, provider: CountingProvider, sessions: Sessions, database: Urls, sealed: dict[UUID, bytes]
) -> None:
    provider.add_version()
    with Session(create_engine(database.keys, poolclass=NullPool)) as session, session.begin():
        assert ring.rewrap(session) == len(sealed)
    with sessions() as session:
        assert opens_everything(provider, session, sealed)
