"""Checking the trail: whatever is done to it behind the service's back is named, and where."""

import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, NullPool, create_engine, text
from sqlalchemy.orm import Session, sessionmaker

from app.audit import trail
from app.audit.checkpoints import checkpoint
from app.audit.note import Key, Trust
from app.audit.verify import Bad, Verdict, verify
from app.crypto.small import Mac, Signer, signed_by
from app.db.embedded import Urls
from tests.audit.actors import MAC, ORIGIN, SIGNER, a_work, an_actor
from tests.audit.chains import chain_of, mac_of
from tests.audit.tampering import CASES, NAMED

TRUST = Trust([Key(ORIGIN, SIGNER.public_bytes())], signed_by)
LENGTH = 9
Check = Callable[..., Verdict]


@pytest.fixture
def kept(sessions: sessionmaker[Session]) -> None:
    """A trail of nine entries, with checkpoints at five and at nine."""
    for seq in range(1, LENGTH + 1):
        with sessions.begin() as session:
            trail.record(a_work(session), trail.Event.FIELDS_DISCLOSED, an_actor().id, fields=["child_name"])
        if seq in {5, LENGTH}:
            with sessions.begin() as session:
                assert checkpoint(session, SIGNER, ORIGIN)


@pytest.fixture
def check(engine: Engine, kept: None) -> Check:
    """Verify as the service does."""

    def run(mac: Mac = MAC, trust: Trust = TRUST, **more: Any) -> Verdict:
        with engine.connect() as connection:
            return verify(connection, mac, trust, **more)

    return run


@pytest.fixture
def intruder(database: Urls) -> Iterator[Connection]:
    """Somebody who owns the whole database: no trigger, constraint or right holds."""
    engine = create_engine(database.superuser, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("SET session_replication_role = replica"))
        for table, names in {
            "audit_chain": ("audit_chain_pkey", "audit_chain_event_id_key", "audit_chain_prev_key"),
            "audit_checkpoint": ("audit_checkpoint_size_key",),
        }.items():
            for name in names:
                connection.execute(text(f"ALTER TABLE {table} DROP CONSTRAINT {name} CASCADE"))
        yield connection


def test_a_trail_that_nobody_touched_holds(check: Check) -> None:
    assert check() == Verdict(ok=True, entries=LENGTH)
    assert check(start=7) == Verdict(ok=True, entries=LENGTH)


def test_an_empty_trail_holds(engine: Engine) -> None:
    with engine.connect() as connection:
        assert verify(connection, MAC, TRUST) == Verdict(ok=True, entries=0)


@pytest.mark.parametrize("name", CASES)
def test_tampering_is_named(check: Check, intruder: Connection, name: str) -> None:
    statements, seq, kind = CASES[name]
    for statement in statements:
        assert intruder.execute(text(statement)).rowcount != 0
    verdict = check()
    assert (verdict.ok, verdict.first_bad_seq, verdict.kind) == (False, seq, kind)


def test_any_flipped_bit_is_found_at_its_entry(check: Check, intruder: Connection) -> None:
    chance = random.Random(20261125)
    for _ in range(24):
        column, seq = chance.choice(["body", "mac", "prev", "hash"]), chance.randint(1, LENGTH)
        table = "audit_event" if column in {"body", "mac"} else "audit_chain"
        where = NAMED.format(seq) if table == "audit_event" else f"seq = {seq}"
        size = intruder.execute(text(f"SELECT length({column}) FROM {table} WHERE {where}")).scalar_one()
        bit = chance.randrange(size * 8)
        flipped = f"set_bit({column}, {bit}, 1 - get_bit({column}, {bit}))"
        flip = text(f"UPDATE {table} SET {column} = {flipped} WHERE {where}")
        intruder.execute(flip)
        assert check().first_bad_seq == seq, (column, bit)
        intruder.execute(flip)
    assert check().ok


def test_another_key_does_not_agree(check: Check) -> None:
    assert check(mac=Mac(bytes(32))).kind is Bad.CONTENT
    stranger = Key(ORIGIN, Signer(bytes(32)).public_bytes())
    assert check(trust=Trust([stranger], signed_by)).kind is Bad.CHECKPOINT


def test_a_later_start_leaves_earlier_contents_alone(check: Check, intruder: Connection) -> None:
    intruder.execute(text(CASES["body"][0][0]))
    assert check(start=5).ok
    assert check(start=4).kind is Bad.CONTENT
    intruder.execute(text("UPDATE audit_chain SET hash = sha256(hash) WHERE seq = 2"))
    assert check(start=5).first_bad_seq == 3


def rewrite(intruder: Connection) -> None:
    """Change the third entry and everything after it so that MACs and links agree again."""
    query = (
        "SELECT c.seq, c.event_id, e.body, e.mac FROM audit_chain c JOIN audit_event e ON e.id = c.event_id"
    )
    rows = intruder.execute(text(f"{query} ORDER BY c.seq")).all()
    bodies = [body.replace(b"child_name", b"child_none") if seq == 3 else body for seq, _, body, _ in rows]
    macs = [mac_of(bytes(range(32)), body) for body in bodies]
    before = bytes(32)
    for (seq, event_id, _, _), body, mac, link in zip(
        rows, bodies, macs, chain_of(zip(bodies, macs, strict=True)), strict=True
    ):
        event = {"body": body, "mac": mac, "id": event_id}
        intruder.execute(text("UPDATE audit_event SET body = :body, mac = :mac WHERE id = :id"), event)
        place = {"prev": before, "hash": link, "seq": seq}
        intruder.execute(text("UPDATE audit_chain SET prev = :prev, hash = :hash WHERE seq = :seq"), place)
        before = link


def test_a_stolen_key_does_not_rewrite_what_was_signed(check: Check, intruder: Connection) -> None:
    rewrite(intruder)
    verdict = check()
    assert (verdict.first_bad_seq, verdict.kind) == (1, Bad.CHECKPOINT)


def test_a_note_kept_elsewhere_outlives_the_whole_database(check: Check, intruder: Connection) -> None:
    notes = list(intruder.execute(text("SELECT note FROM audit_checkpoint ORDER BY n")).scalars())
    assert check(witnessed=notes).ok
    rewrite(intruder)
    intruder.execute(text("DELETE FROM audit_checkpoint"))
    assert check().ok
    assert check(witnessed=notes).kind is Bad.CHECKPOINT
    intruder.execute(text("DELETE FROM audit_chain WHERE seq > 4"))
    intruder.execute(text("DELETE FROM audit_event WHERE id NOT IN (SELECT event_id FROM audit_chain)"))
    assert check() == Verdict(ok=True, entries=4)
    assert check(witnessed=notes).kind is Bad.TRUNCATED
