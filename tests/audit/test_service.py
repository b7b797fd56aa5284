"""What auditors and officers get: the trail page by page, checkpoints, proofs, and cosignatures that hold."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app.audit import service, trail
from app.audit.checkpoints import TrailBroken, checkpoint
from app.audit.models import AuditChain, AuditCheckpoint
from app.audit.note import COSIGNATURE, Checkpoint, Key, Trust, cosigned, line, open_note
from app.crypto.small import Signer, signed_by
from app.identity.actors import Role
from app.problems import Forbidden, Invalid, NotFound
from app.work import Work
from tests.audit.actors import NAMES, ORIGIN, SIGNER, a_work, an_actor
from tests.audit.chains import continues, tree_of

AREA = "E08000025"
PARTNER = Signer(bytes(range(96, 128)))
PARTNER_KEY = Key("partner.example.invalid", PARTNER.public_bytes(), COSIGNATURE)
TRUST = Trust([Key(ORIGIN, SIGNER.public_bytes())], signed_by)


@pytest.fixture
def session(sessions: sessionmaker[Session]) -> Iterator[Session]:
    with sessions() as session:
        yield session


@pytest.fixture
def auditor(session: Session) -> Work:
    return a_work(session, an_actor(Role.AUDITOR))


@pytest.fixture
def officer(session: Session) -> Work:
    return a_work(session, an_actor(Role.PARTNER_OFFICER, area=AREA))


def happen(session: Session, times: int = 1) -> None:
    for _ in range(times):
        trail.record(a_work(session), trail.Event.CASE_READ, uuid4())
        session.commit()


def sign(session: Session) -> str:
    note = checkpoint(session, SIGNER, ORIGIN)
    session.commit()
    assert note
    return note


def a_cosignature(session: Session, signer: Signer = PARTNER, time: int = 1_800_000_000) -> str:
    kept = session.scalars(select(AuditCheckpoint)).one()
    signed = signer.sign(cosigned(Checkpoint.read(kept.note).text(), time))
    return line(PARTNER_KEY.name, PARTNER_KEY.id, time.to_bytes(8, "big") + signed)


def test_pages_run_from_the_newest_to_the_first(session: Session, auditor: Work) -> None:
    happen(session, 5)
    first = service.events(auditor, limit=2)
    second = service.events(auditor, first.next_cursor, limit=2)
    last = service.events(auditor, second.next_cursor, limit=2)
    seqs = [entry.seq for page in (first, second, last) for entry in page.entries]
    assert (seqs, last.next_cursor) == ([5, 4, 3, 2, 1], None)


def test_reading_the_trail_is_an_entry(session: Session, auditor: Work) -> None:
    service.events(auditor)
    session.commit()
    assert [entry.action for entry in service.events(auditor).entries] == ["trail.read"]


def test_filters_narrow(session: Session, auditor: Work) -> None:
    happen(session, 2)
    key_id, actor = uuid4(), an_actor()
    work = a_work(session, actor)
    trail.record(work, trail.Event.PACK_READ, key_id, fields=["narrative"])
    session.commit()
    (entry,) = service.events(auditor, filters=service.Filters(action="pack.read")).entries
    assert entry.fields == ("narrative",)
    for filters in (
        service.Filters(about=NAMES.known[key_id]),
        service.Filters(actor_id=actor.id),
        service.Filters(request_id=work.request_id),
        service.Filters(since=entry.at),
        service.Filters(action="pack.read", until=entry.at.replace(year=entry.at.year + 1)),
    ):
        assert service.events(auditor, filters=filters).entries == (entry,)
    assert service.events(auditor, filters=service.Filters(action="pack.read", until=entry.at)).entries == ()


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.AUDITOR, Role.SYSTEM}])
def test_others_do_not_read_the_trail(session: Session, role: Role) -> None:
    with pytest.raises(Forbidden):
        service.events(a_work(session, an_actor(role)))


def test_a_checkpoint_is_signed_once(session: Session, auditor: Work) -> None:
    assert checkpoint(session, SIGNER, ORIGIN) is None
    happen(session, 3)
    note = sign(session)
    hashes = list(session.scalars(select(AuditChain.hash).order_by(AuditChain.seq)))
    assert Checkpoint.read(open_note(note, TRUST)) == Checkpoint(ORIGIN, 3, tree_of(hashes))
    assert checkpoint(session, SIGNER, ORIGIN) is None
    assert [kept.note for kept in service.checkpoints(auditor)] == [note]


def test_a_trail_unlike_the_last_checkpoint_is_not_signed_again(session: Session) -> None:
    happen(session, 2)
    session.add(AuditCheckpoint(n=1, size=2, root=bytes(32), note="n"))
    session.commit()
    happen(session)
    with pytest.raises(TrailBroken):
        checkpoint(session, SIGNER, ORIGIN)


def test_a_cut_trail_is_not_signed_again(session: Session) -> None:
    happen(session, 2)
    session.add(AuditCheckpoint(n=1, size=3, root=bytes(32), note="n"))
    session.commit()
    with pytest.raises(TrailBroken):
        checkpoint(session, SIGNER, ORIGIN)


def test_any_two_checkpoints_are_consistent(session: Session, officer: Work) -> None:
    for more in (1, 2, 4, 6):
        happen(session, more)
        sign(session)
    kept = service.checkpoints(officer)
    assert [one.size for one in kept] == [13, 7, 3, 1]
    for new in kept:
        for old in kept:
            if old.size <= new.size:
                proof = service.consistency(officer, old.size, new.size)
                assert continues(old.size, new.size, old.root, new.root, proof)
    for sizes in ((0, 3), (4, 3), (3, 14), (-1, 3)):
        with pytest.raises(NotFound):
            service.consistency(officer, *sizes)


def test_a_partner_witnesses_a_checkpoint_once(session: Session, officer: Work) -> None:
    happen(session)
    note = sign(session)
    cosignature = a_cosignature(session)
    witnessed = service.witness(officer, 1, cosignature, AREA, PARTNER_KEY)
    assert (witnessed.areas, witnessed.note) == ((AREA,), note + cosignature)
    again = service.witness(officer, 1, a_cosignature(session, time=1_800_000_001), AREA, PARTNER_KEY)
    assert again == witnessed
    session.commit()
    chain = session.scalars(select(AuditChain.seq)).all()
    assert len(chain) == 2


def test_only_the_registered_key_of_ones_own_area_witnesses(session: Session, officer: Work) -> None:
    happen(session)
    sign(session)
    with pytest.raises(Invalid):
        service.witness(officer, 1, a_cosignature(session, SIGNER), AREA, PARTNER_KEY)
    with pytest.raises(Invalid):
        service.witness(officer, 1, "Testchild Example", AREA, PARTNER_KEY)
    with pytest.raises(Forbidden):
        service.witness(officer, 1, a_cosignature(session), "E08000029", PARTNER_KEY)
    with pytest.raises(NotFound):
        service.witness(officer, 2, a_cosignature(session), AREA, PARTNER_KEY)
    stranger = a_work(session, an_actor(Role.COORDINATOR, area=AREA))
    with pytest.raises(Forbidden):
        service.witness(stranger, 1, a_cosignature(session), AREA, PARTNER_KEY)
    assert service.checkpoints(officer)[0].areas == ()
