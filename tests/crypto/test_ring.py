"""Data keys in the database: made once, opened in batches, tied to their rows, gone when deleted."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import NullPool, create_engine, event, func, select, text, update
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session, sessionmaker

from app.crypto.cell import Box, CellRefused, Place
from app.crypto.models import KeyKind, WrappedKey
from app.crypto.provider import WrapRefused
from app.crypto.ring import KeyRing
from app.db.embedded import Urls
from app.problems import KeyServiceUnavailable, NotFound
from tests.crypto.conftest import Clock, CountingProvider

Sessions = sessionmaker[Session]
PLACE = Place("notification", "child_name", UUID(int=1), UUID(int=2))
TEXT = "Testchild Example"


@pytest.fixture
def keys(provider: CountingProvider, sessions: Sessions) -> list[UUID]:
    """Three keys of cases, committed by another process: this one's ring has not seen them."""
    with sessions.begin() as session:
        return [KeyRing(provider).create(session, KeyKind.CASE, uuid4()) for _ in range(3)]


def test_a_key_seals_for_every_process(ring: KeyRing, provider: CountingProvider, sessions: Sessions) -> None:
    with sessions.begin() as session:
        key_id = ring.create(session, KeyKind.CASE, uuid4())
        token = ring.box(session, key_id).seal(PLACE, TEXT)
    with sessions() as session:
        assert KeyRing(provider).box(session, key_id).open(PLACE, token) == TEXT


def test_boxes_come_in_one_query_and_one_call(
    ring: KeyRing, provider: CountingProvider, sessions: Sessions, keys: list[UUID]
) -> None:
    with sessions() as session:
        ring.box(session, keys[0])
        queries: list[str] = []
        event.listen(session.connection(), "before_cursor_execute", lambda *args: queries.append(args[2]))
        boxes = ring.boxes(session, [*keys, keys[1]])
        assert {key_id: box.key_id for key_id, box in boxes.items()} == {key_id: key_id for key_id in keys}
        assert len(queries) == 1
        assert provider.batches == [1, 2]
        assert ring.boxes(session, keys) == boxes
        assert ring.boxes(session, []) == {}
        assert len(queries) == 1


def test_the_cache_lets_the_idle_ones_go(
    provider: CountingProvider, sessions: Sessions, keys: list[UUID]
) -> None:
    small = KeyRing(provider, cache_size=2)
    with sessions() as session:
        for key_id in (keys[0], keys[1], keys[0], keys[2], keys[0], keys[1]):
            small.box(session, key_id)
    assert provider.batches == [1, 1, 1, 1]


def test_without_the_key_service_kept_keys_serve_until_their_time_is_over(
    ring: KeyRing, clock: Clock, kek: Path, sessions: Sessions, keys: list[UUID]
) -> None:
    with sessions() as session:
        box = ring.box(session, keys[0])
        kek.unlink()
        clock.now += 299
        assert ring.box(session, keys[0]) is box
        with pytest.raises(KeyServiceUnavailable):
            ring.box(session, keys[1])
        clock.now += 1
        with pytest.raises(KeyServiceUnavailable) as refusal:
            ring.box(session, keys[0])
        assert refusal.value.status == 503
        with pytest.raises(KeyServiceUnavailable):
            ring.create(session, KeyKind.CASE, uuid4())
        assert session.scalar(select(func.count()).select_from(WrappedKey)) == len(keys)


def test_a_shredded_key_opens_nothing_and_has_no_name(
    ring: KeyRing, sessions: Sessions, database: Urls, keys: list[UUID]
) -> None:
    with sessions() as session:
        ring.box(session, keys[0])
        assert len(ring.audit_name(session, keys[0])) == 22
    with Session(create_engine(database.keys, poolclass=NullPool)) as session, session.begin():
        ring.shred(session, keys[0])
    with sessions() as session:
        for gone in (ring.box, ring.audit_name):
            with pytest.raises(NotFound):
                gone(session, keys[0])
        with pytest.raises(NotFound):
            ring.boxes(session, keys)
        ring.boxes(session, keys[1:])


def test_the_application_cannot_delete_a_key(ring: KeyRing, sessions: Sessions, keys: list[UUID]) -> None:
    with sessions() as session, pytest.raises(ProgrammingError):
        ring.shred(session, keys[0])
    with sessions() as session, pytest.raises(ProgrammingError):
        session.execute(text("TRUNCATE wrapped_key"))


def swap_wrapped(session: Session, keys: list[UUID]) -> None:
    other = select(WrappedKey.wrapped).where(WrappedKey.key_id == keys[1]).scalar_subquery()
    session.execute(update(WrappedKey).where(WrappedKey.key_id == keys[0]).values(wrapped=other))


def edit(**values: object) -> Callable[[Session, list[UUID]], None]:
    def change(session: Session, keys: list[UUID]) -> None:
        session.execute(update(WrappedKey).where(WrappedKey.key_id == keys[0]).values(**values))

    return change


@pytest.mark.parametrize(
    "change",
    [swap_wrapped, edit(owner_id=UUID(int=9)), edit(kind="cohort"), edit(kek_version=3), edit(wrapped=b"")],
)
def test_a_key_that_was_moved_or_edited_is_not_unwrapped(
    ring: KeyRing,
    provider: CountingProvider,
    sessions: Sessions,
    keys: list[UUID],
    change: Callable[[Session, list[UUID]], None],
) -> None:
    provider.add_version()
    with sessions.begin() as session:
        change(session, keys)
    with sessions() as session:
        with pytest.raises(WrapRefused):
            ring.box(session, keys[0])
        with pytest.raises(WrapRefused):
            ring.rewrap(session)
        assert ring.box(session, keys[1]).key_id == keys[1]


def test_owners_at_once_get_one_key(provider: CountingProvider, sessions: Sessions) -> None:
    panel_id = uuid4()

    def use(_: int) -> Box:
        with sessions.begin() as session:
            return KeyRing(provider).owned_box(session, KeyKind.FACTS, panel_id)

    with ThreadPoolExecutor(8) as threads:
        boxes = list(threads.map(use, range(16)))
    assert len({box.key_id for box in boxes}) == 1
    assert boxes[0].open(PLACE, boxes[-1].seal(PLACE, TEXT)) == TEXT


def test_each_owner_and_kind_has_a_key_of_its_own(ring: KeyRing, sessions: Sessions) -> None:
    owner, other = uuid4(), uuid4()
    with sessions.begin() as session:
        owned = [(KeyKind.FACTS, owner), (KeyKind.FACTS, other), (KeyKind.COHORT, owner)]
        boxes = [ring.owned_box(session, kind, owner_id) for kind, owner_id in owned]
        assert len({box.key_id for box in boxes}) == 3
        with pytest.raises(CellRefused):
            boxes[1].open(PLACE, boxes[0].seal(PLACE, TEXT))


def test_after_a_key_is_retired_its_owner_gets_a_new_one(ring: KeyRing, sessions: Sessions) -> None:
    panel_id = uuid4()
    with sessions.begin() as session:
        old = ring.owned_box(session, KeyKind.FACTS, panel_id)
        token = old.seal(PLACE, TEXT)
        ring.retire(session, old.key_id)
        assert ring.owned_box(session, KeyKind.FACTS, panel_id).key_id != old.key_id
        assert ring.box(session, old.key_id).open(PLACE, token) == TEXT


def test_a_key_rolled_back_was_never_there(ring: KeyRing, sessions: Sessions) -> None:
    with sessions() as session:
        lost = ring.application_box(session).key_id
        session.rollback()
        assert ring.application_box(session).key_id != lost
