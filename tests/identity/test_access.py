"""What an administrator may register, and what not."""

from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session, sessionmaker

from app.identity import clients, service
from app.identity.actors import Role, Seat
from app.identity.seals import bind
from app.problems import Conflict, Invalid, NotFound
from tests.identity.assertions import CLIENT_KEYS
from tests.identity.conftest import NOW

PUBLIC = CLIENT_KEYS["p384"].as_dict(private=False)
BAD_KEYS = {
    "private": {"keys": [CLIENT_KEYS["p384"].as_dict(private=True)]},
    "symmetric": {"keys": [{"kty": "oct", "kid": "s", "k": "AAAA"}]},
    "short": {"keys": [{"kty": "RSA", "kid": "r", "n": "AQAB" * 40, "e": "AQAB"}]},
    "no name": {
        "keys": [{k: v for k, v in CLIENT_KEYS["p384"].as_dict(private=False).items() if k != "kid"}]
    },
    "the same name twice": {"keys": [CLIENT_KEYS["p384"].as_dict(private=False)] * 2},
    "off the curve": {"keys": [{"kty": "EC", "kid": "e", "crv": "P-256", "x": "AAAA", "y": "AAAA"}]},
    "none": {"keys": []},
    "no set": {"Testchild": 1},
}


@pytest.mark.parametrize("jwks", BAD_KEYS.values(), ids=BAD_KEYS.keys())
def test_a_client_is_registered_with_public_keys_only(
    kit: SimpleNamespace, sessions: sessionmaker[Session], registered: UUID, jwks: dict[str, object]
) -> None:
    with sessions() as session, pytest.raises(Invalid) as refused:
        clients.rotate_client_keys(bind(session, kit.tags), registered, jwks)
    assert "Testchild" not in str(refused.value.errors)


def test_there_is_one_person_for_a_subject_and_no_seat_for_one_who_left(
    kit: SimpleNamespace, sessions: sessionmaker[Session]
) -> None:
    new = service.NewPerson("https://issuer.invalid", "opaque", "Person Example")
    with sessions() as session:
        person = service.register_person(bind(session, kit.tags), kit.secrets, new)
        with pytest.raises(Conflict):
            service.register_person(session, kit.secrets, new)
        service.end_person(session, person.id, NOW)
        with pytest.raises(Conflict):
            service.issue_seat(session, person, Seat(Role.AUDITOR))
        with pytest.raises(NotFound):
            service.end_seat(session, uuid4(), NOW)
