"""What the doors hand to other rooms over the application key: own secrets, and tags of rows."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session, sessionmaker

from app.crypto.cell import CellRefused, Place
from app.crypto.models import KeyKind
from app.crypto.ring import NOBODY, KeyRing
from app.crypto.small import SecretBox
from tests.crypto.conftest import CountingProvider

Sessions = sessionmaker[Session]


def test_own_secrets_open_in_their_place_only(
    ring: KeyRing, provider: CountingProvider, sessions: Sessions
) -> None:
    mine, other = uuid4(), uuid4()
    with sessions.begin() as session:
        token = SecretBox(ring).seal(session, "person", "name", mine, "Staff Example")
        assert ring.application_box(session).open(Place("person", "name", mine, NOBODY), token)
    secrets = SecretBox(KeyRing(provider))
    with sessions() as session:
        assert secrets.open(session, "person", "name", mine, token) == "Staff Example"
        for table, field, record in (
            ("person", "name", other),
            ("person", "mail", mine),
            ("seat", "name", mine),
        ):
            with pytest.raises(CellRefused):
                secrets.open(session, table, field, record, token)


def test_every_process_tags_rows_alike(ring: KeyRing, provider: CountingProvider, sessions: Sessions) -> None:
    with sessions.begin() as session:
        tag = ring.row_tagger(session).tag("seat", UUID(int=1), 1, {"role": "chair"})
    with sessions() as session:
        KeyRing(provider).row_tagger(session).check(tag, "seat", UUID(int=1), 1, {"role": "chair"})


@pytest.mark.parametrize("junk", [b"", b"x", bytes(16)])
def test_what_names_no_key_is_refused(ring: KeyRing, sessions: Sessions, junk: bytes) -> None:
    with sessions() as session, pytest.raises(CellRefused):
        SecretBox(ring).open(session, "person", "name", uuid4(), junk)


def test_a_cell_of_a_case_is_no_secret_of_ours(ring: KeyRing, sessions: Sessions) -> None:
    record_id, owner_id = uuid4(), uuid4()
    with sessions.begin() as session:
        box = ring.box(session, ring.create(session, KeyKind.CASE, owner_id))
        token = box.seal(Place("person", "name", record_id, owner_id), "Testchild Example")
        with pytest.raises(CellRefused):
            SecretBox(ring).open(session, "person", "name", record_id, token)
