"""Our own signing keys: the next one is published before it signs, the last one until its tokens are gone."""

import json
import time
from typing import Any
from uuid import uuid4

from joserfc.jwk import ECKey
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.db.sealed import Sealed
from app.identity.models import SigningKey
from app.identity.seals import Secrets, load
from app.problems import Unavailable

ALGORITHM = "ES256"
TOKENS_LIVE_SECONDS = 900 + 60  # the longest that settings allow, and some for clocks
ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(20261125)")


def published(session: Session) -> dict[str, Any]:
    """Return the JWK set by which others verify our tokens."""
    return {"keys": [row.public_jwk for row in _all(session) if not _gone(row)]}


def current_key(session: Session, secrets: Secrets) -> ECKey:
    """Return the key that signs now. The first to ask for it makes it."""
    row = _in_state(session, "current")
    if row is None:
        rotate_signing_key(session, secrets, only_if_none=True)
        row = _in_state(session, "current")
    if row is None:
        raise Unavailable("There is no key to sign with.")
    opened = secrets.open(session, "signing_key", "private_jwk", row.id, row.private_jwk.token)
    return ECKey.import_key(json.loads(opened))


def rotate_signing_key(session: Session, secrets: Secrets, *, only_if_none: bool = False) -> str:
    """Let the key that waits sign from now on, publish a new one to wait, and return the signing key's name.

    Nobody is asked to verify with a key that was not published since the rotation before.
    """
    session.execute(ONE_AT_A_TIME)
    rows = {row.state: row for row in _all(session) if row.state != "retiring"}
    if only_if_none and "current" in rows:
        return rows["current"].kid
    _forget_gone(session)
    if current := rows.get("current"):
        current.state, current.gone_after = "retiring", int(time.time()) + TOKENS_LIVE_SECONDS
        session.flush()
    signs = rows.get("next") or _make(session, secrets)
    signs.state = "current"
    session.flush()
    _make(session, secrets)
    return signs.kid


def _make(session: Session, secrets: Secrets) -> SigningKey:
    key, key_id = ECKey.generate_key("P-256", {"alg": ALGORITHM, "use": "sig"}, auto_kid=True), uuid4()
    private = json.dumps(key.as_dict(private=True))
    row = SigningKey(
        id=key_id,
        kid=key.kid,
        public_jwk=key.as_dict(private=False),
        private_jwk=Sealed(secrets.seal(session, "signing_key", "private_jwk", key_id, private)),
        state="next",
    )
    session.add(row)
    session.flush()
    return row


def _all(session: Session) -> list[SigningKey]:
    refusal = Unavailable("The signing keys are not as we left them.")
    return list(load(session, select(SigningKey).order_by(SigningKey.state), refusal))


def _in_state(session: Session, state: str) -> SigningKey | None:
    return next((row for row in _all(session) if row.state == state), None)


def _gone(row: SigningKey) -> bool:
    return row.gone_after is not None and row.gone_after < time.time()


def _forget_gone(session: Session) -> None:
    for row in _all(session):
        if _gone(row):
            session.delete(row)
    session.flush()
