"""Known answers for the chain, frozen: the database, the service and a second reader agree on every byte."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, insert, select
from sqlalchemy.orm import Session, sessionmaker

from app.audit.merkle import root
from app.audit.models import AuditChain, AuditEvent
from app.audit.note import Checkpoint, Key, Trust, open_note, sign
from app.audit.verify import verify
from app.crypto.small import Mac, Signer, signed_by
from tests.audit.chains import chain_of, mac_of, tree_of

VECTOR = json.loads((Path(__file__).parents[1] / "vectors" / "chain.json").read_text(encoding="utf-8"))
KEY = bytes.fromhex(VECTOR["mac_key"])
ENTRIES: list[dict[str, Any]] = VECTOR["entries"]
BODIES = [entry["body"].encode() for entry in ENTRIES]
MACS = [bytes.fromhex(entry["mac"]) for entry in ENTRIES]
HASHES = [bytes.fromhex(entry["hash"]) for entry in ENTRIES]


def test_a_second_reader_finds_the_same_macs_hashes_and_root() -> None:
    assert [mac_of(KEY, body) for body in BODIES] == MACS
    assert chain_of(zip(BODIES, MACS, strict=True)) == HASHES
    assert tree_of(HASHES).hex() == VECTOR["root"]


def test_the_service_finds_the_same() -> None:
    assert [Mac(KEY).sign(body) for body in BODIES] == MACS
    assert root(HASHES).hex() == VECTOR["root"]


def test_the_checkpoint_is_signed_alike() -> None:
    signer, origin = Signer(bytes.fromhex(VECTOR["checkpoint_seed"])), VECTOR["origin"]
    claim = Checkpoint(origin, len(HASHES), bytes.fromhex(VECTOR["root"]))
    assert sign(claim.text(), origin, signer) == VECTOR["note"]
    assert open_note(VECTOR["note"], Trust([Key.read(VECTOR["checkpoint_key"])], signed_by)) == claim.text()


def test_the_database_chains_them_alike(engine: Engine, sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as session:
        for body, mac in zip(BODIES, MACS, strict=True):
            said = json.loads(body)
            columns = {name: said[name] for name in ("at", "action", "about", "actor", "request_id")}
            row = {"id": UUID(said["id"]), **columns, "body": body, "mac": mac}
            session.connection().execute(insert(AuditEvent), row)
    with sessions() as session:
        assert list(session.scalars(select(AuditChain.hash).order_by(AuditChain.seq))) == HASHES
    with engine.connect() as connection:
        assert verify(connection, Mac(KEY), Trust([], signed_by)).ok


@pytest.mark.parametrize("index", range(len(BODIES)))
def test_one_changed_byte_changes_everything_after_it(index: int) -> None:
    bodies = [body + b" " if place == index else body for place, body in enumerate(BODIES)]
    changed = chain_of(zip(bodies, MACS, strict=True))
    assert [a == b for a, b in zip(changed, HASHES, strict=True)] == [at < index for at in range(len(HASHES))]
