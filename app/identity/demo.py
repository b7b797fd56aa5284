"""The demo issuer: tokens for invented people, with keys of the data folder. Production never believes it."""

import json
import os
import secrets as random
import stat
import tempfile
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

from joserfc import jwt
from joserfc.jwk import ECKey

from app.identity.personas import PERSONAS, Persona
from app.settings import Settings, SettingsRefused

__all__ = ["PERSONAS", "Persona", "client_assertion", "enabled", "issuer", "published", "token"]

MINUTES_15 = 900
ASSERTION_SECONDS = 240


def enabled(settings: Settings) -> bool:
    """Return whether invented people may sign in here."""
    return settings.is_demo and settings.demo_issuer is not False


def issuer() -> str:
    """Return the name under which the demo issuer speaks, and to which its tokens are addressed."""
    return "urn:cdop:demo"


def token(settings: Settings, persona: str) -> str:
    """Return a bearer token of one persona for a quarter of an hour, without asking any database."""
    who, key, now = PERSONAS[persona], _key(settings), int(time.time())
    claims: dict[str, Any] = {
        "iss": issuer(),
        "sub": str(who.id),
        "client_id": str(who.id) if who.is_machine else "cdop-demo",
        "aud": issuer(),
        "iat": now,
        "exp": now + MINUTES_15,
        "jti": random.token_urlsafe(16),
        "scope": "notification.write notification.status" if who.is_machine else "",
    }
    if not who.is_machine:
        claims |= {"acr": "aal2", "auth_time": now}
    return jwt.encode({"alg": "ES256", "typ": "at+jwt", "kid": key.kid}, claims, key)


def client_assertion(settings: Settings, persona: str) -> str:
    """Return an assertion with which an invented health system may ask for a token of its own, once."""
    who, now = PERSONAS[persona], int(time.time())
    key = client_key(settings, who)
    claims = {
        "iss": str(who.id),
        "sub": str(who.id),
        "aud": f"{settings.public_url}/oauth/token",
        "iat": now,
        "exp": now + ASSERTION_SECONDS,
        "jti": str(uuid4()),
    }
    return jwt.encode({"alg": "ES384", "typ": "JWT", "kid": key.kid}, claims, key, algorithms=["ES384"])


def published(settings: Settings) -> dict[str, Any]:
    """Return the public key of the demo issuer."""
    return {"keys": [_key(settings).as_dict(private=False)]}


def _key(settings: Settings) -> ECKey:
    return _kept(settings, settings.data_dir / "demo-issuer.json", "P-256")


def client_key(settings: Settings, who: Persona) -> ECKey:
    """Return the private key of an invented health system, made when it is missing."""
    if not who.is_machine:
        raise KeyError(who.name)
    return _kept(settings, settings.data_dir / "demo-clients" / f"{who.name}.json", "P-384")


def _kept(settings: Settings, path: Path, curve: str) -> ECKey:
    """Return the key in a file, which is made when it is missing; of two makers the first one wins."""
    if not enabled(settings):
        raise SettingsRefused("CDOP_DEMO_ISSUER: the demo issuer speaks only in demo mode.")
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = ECKey.generate_key(curve, auto_kid=True)
        handle, unfinished = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(made.as_dict(private=True), file)
        try:
            os.link(unfinished, path)
        except FileExistsError:
            return _kept(settings, path, curve)
        finally:
            Path(unfinished).unlink()
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise SettingsRefused(f"CDOP_DATA_DIR: others can read {path.name}.")
    return ECKey.import_key(json.loads(path.read_text(encoding="utf-8")))
