"""Our signing keys: nobody notices a rotation, and nobody slips us a key of theirs."""

import json
import time
from types import SimpleNamespace
from uuid import UUID

from fastapi.testclient import TestClient
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker
from structlog.testing import capture_logs

from app.identity import signing
from app.identity.models import SigningKey
from app.identity.seals import bind
from tests.identity.assertions import a_form, an_assertion
from tests.identity.conftest import Tamper


def rotate(kit: SimpleNamespace, sessions: sessionmaker[Session]) -> str:
    """Rotate as an administrator would."""
    with sessions.begin() as session:
        return signing.rotate_signing_key(bind(session, kit.tags), kit.secrets)


def buy(http: TestClient, client_id: UUID) -> str:
    """Buy a token."""
    return str(http.post("/oauth/token", data=a_form(an_assertion(client_id))).json()["access_token"])


def test_no_token_fails_while_keys_rotate(
    http: TestClient, kit: SimpleNamespace, sessions: sessionmaker[Session], registered: UUID
) -> None:
    """Each verifier may hold the keys that were published before the rotation."""
    rotate(kit, sessions)
    tokens = [buy(http, registered)]
    for _ in range(3):
        held = KeySet.import_key_set(http.get("/oauth/jwks").json())
        signs = rotate(kit, sessions)
        tokens.append(buy(http, registered))
        assert jwt.decode(tokens[-1], held, algorithms=["ES256"]).header["kid"] == signs
        for token in tokens:
            kept = KeySet.import_key_set(http.get("/oauth/jwks").json())
            jwt.decode(token, kept, algorithms=["ES256"])
            answer = http.get("/whoami", headers={"authorization": f"Bearer {token}"})
            assert answer.json()["id"] == str(registered)
    assert len({jwt.decode(token, kept).header["kid"] for token in tokens}) == 4


def test_a_key_goes_when_its_last_token_has_gone(
    kit: SimpleNamespace, sessions: sessionmaker[Session]
) -> None:
    first = rotate(kit, sessions)
    rotate(kit, sessions)
    with sessions.begin() as session:
        row = bind(session, kit.tags).scalars(select(SigningKey).filter_by(kid=first)).one()
        assert row.state == "retiring"
        row.gone_after = int(time.time()) - 1
    with sessions() as session:
        kids = [jwk["kid"] for jwk in signing.published(bind(session, kit.tags))["keys"]]
    assert first not in kids
    rotate(kit, sessions)
    with sessions() as session:
        assert first not in set(session.scalars(select(SigningKey.kid)))


def test_the_private_half_is_sealed_and_never_published(
    http: TestClient, kit: SimpleNamespace, sessions: sessionmaker[Session]
) -> None:
    rotate(kit, sessions)
    with sessions() as session:
        key = signing.current_key(bind(session, kit.tags), kit.secrets)
        sealed = b"".join(row.private_jwk.token for row in session.scalars(select(SigningKey)))
    secret = str(key.as_dict(private=True)["d"])
    assert secret.encode() not in sealed
    assert secret not in http.get("/oauth/jwks").text
    assert all("d" not in jwk for jwk in http.get("/oauth/jwks").json()["keys"])


def test_a_key_that_somebody_put_in_is_refused_with_an_alarm(
    http: TestClient, kit: SimpleNamespace, sessions: sessionmaker[Session], registered: UUID, tamper: Tamper
) -> None:
    kid = rotate(kit, sessions)
    theirs = ECKey.generate_key("P-256", {"kid": kid})
    public = json.dumps(theirs.as_dict(private=False))
    tamper(f"UPDATE signing_key SET public_jwk = '{public}' WHERE kid = '{kid}'")
    now = int(time.time())
    claims = {"iss": kit.settings.public_url, "aud": kit.settings.public_url, "iat": now, "exp": now + 60}
    claims |= {"sub": str(registered), "client_id": str(registered), "jti": "j", "scope": ""}
    forged = jwt.encode({"alg": "ES256", "typ": "at+jwt", "kid": kid}, claims, theirs)
    with capture_logs() as logs:
        assert http.get("/whoami", headers={"authorization": f"Bearer {forged}"}).status_code == 503
        assert http.post("/oauth/token", data=a_form(an_assertion(registered))).status_code == 503
    assert {entry["event"] for entry in logs if entry["log_level"] == "critical"} == {"row.refused"}
