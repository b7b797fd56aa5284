"""Assertions as a health system signs them, right unless told otherwise."""

import base64
import hmac
import json
import time
from typing import Any
from uuid import UUID, uuid4

from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

ADDRESS = "http://127.0.0.1:8000/oauth/token"
TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
CLIENT_KEYS: dict[str, RSAKey | ECKey] = {
    "rsa": RSAKey.generate_key(2048, {"kid": "rsa"}),
    "p256": ECKey.generate_key("P-256", {"kid": "p256"}),
    "p384": ECKey.generate_key("P-384", {"kid": "p384"}),
}
KEY_OF = {"RS": "rsa", "PS": "rsa", "ES256": "p256", "ES384": "p384"}
ALL = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384"]


def an_assertion(client_id: UUID | str, alg: str = "ES384", key: Any = None, **changes: Any) -> str:
    """Return a signed assertion that ends `in_seconds`; a claim set to `None` is left out."""
    kid = KEY_OF.get(alg, KEY_OF.get(alg[:2], "p384"))
    header = {"alg": alg, "typ": "JWT", "kid": kid} | changes.pop("header", {})
    now = int(time.time())
    claims = {
        "iss": str(client_id),
        "sub": str(client_id),
        "aud": ADDRESS,
        "iat": now,
        "exp": now + changes.pop("in_seconds", 240),
        "jti": str(uuid4()),
    } | changes
    return jwt.encode(
        {name: value for name, value in header.items() if value is not None},
        {name: value for name, value in claims.items() if value is not None},
        key or CLIENT_KEYS[kid],
        algorithms=ALL,
        default_type=None,
    )


def a_form(assertion: str, **changes: str) -> dict[str, str]:
    """Return the form of a token request."""
    return {
        "grant_type": "client_credentials",
        "client_assertion_type": TYPE,
        "client_assertion": assertion,
    } | changes


def confused(token: str, key: RSAKey | ECKey) -> str:
    """Return the token signed anew with HS256, the public key serving as the secret."""
    _, payload, _ = token.split(".")
    header = _encoded(json.dumps({"alg": "HS256", "kid": key.kid, "typ": "JWT"}).encode())
    mac = hmac.digest(key.as_pem(private=False), f"{header}.{payload}".encode(), "sha256")
    return f"{header}.{payload}.{_encoded(mac)}"


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
