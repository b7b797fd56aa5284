"""A provider of a few lines that says whatever a test wants it to say."""

import json
import re
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey

from app.identity import keysets
from app.identity.claims import Claims
from app.identity.issuers import PROFILES, Issuer
from app.identity.keysets import KeyCache
from app.identity.signing_in import Attempt, SignIn, SignInRefused
from app.problems import Problem
from app.settings import Settings
from tests.portal.signin.walking import ADDRESS, CLIENT, secret_file
from tests.serving import served

ACCESS = "an-access-token"
ALGORITHMS = ["ES256", "RS256", "HS256", "none"]


class Crooked:
    """What it answers. `claims` and `header` change the ID token; what is `None` there is left out."""

    def __init__(self, client: str, subject: str) -> None:
        self.key = ECKey.generate_key("P-256", {"kid": "theirs"})
        self.client, self.subject = client, subject
        self.issuer = self.nonce = ""
        self.claims: dict[str, Any] = {}
        self.header: dict[str, Any] = {}
        self.signed_by: ECKey | RSAKey | OctKey = self.key
        self.about: dict[str, Any] = {}
        self.token: dict[str, Any] = {}
        self.raw: dict[str, tuple[int, bytes]] = {}
        self.hangs: dict[str, float] = {}

    def answer(self, path: str) -> tuple[int, bytes]:
        """Return the status and the body for a path."""
        time.sleep(self.hangs.get(path, 0))
        if path in self.raw:
            return self.raw[path]
        if path == "/.well-known/openid-configuration":
            named = {"issuer": self.issuer, "jwks_uri": f"{self.issuer}/keys"}
            named |= {
                "authorization_endpoint": f"{self.issuer}/auth",
                "token_endpoint": f"{self.issuer}/token",
            }
            return 200, json.dumps(named | self.about).encode()
        if path == "/keys":
            return 200, json.dumps({"keys": [self.key.as_dict(private=False)]}).encode()
        return 200, json.dumps(self._tokens()).encode()

    def _tokens(self) -> dict[str, Any]:
        right = {"access_token": ACCESS, "token_type": "Bearer", "id_token": self.id_token()}
        return {name: value for name, value in (right | self.token).items() if value is not None}

    def id_token(self) -> str:
        """Return the ID token, right but for what is changed."""
        now = int(time.time())
        half = urlsafe_b64encode(sha256(ACCESS.encode()).digest()[:16]).decode().rstrip("=")
        claims = {
            "iss": self.issuer, "sub": self.subject, "aud": self.client, "exp": now + 300, "iat": now,
            "auth_time": now - 60, "nonce": self.nonce, "acr": "aal2", "at_hash": half,
        } | self.claims  # fmt: skip
        header = {"alg": "ES256", "kid": "theirs", "typ": "JWT"} | self.header
        return jwt.encode(
            {name: value for name, value in header.items() if value is not None},
            {name: value for name, value in claims.items() if value is not None},
            self.signed_by,
            algorithms=ALGORITHMS,
            default_type=None,
        )


@contextmanager
def crooked(client: str, subject: str) -> Iterator[Crooked]:
    """Serve such a provider for as long as a test needs it."""
    theirs = Crooked(client, subject)
    with served(theirs.answer, location="/elsewhere") as theirs.issuer:
        yield theirs


def as_client(theirs: Crooked, folder: Path) -> SignIn:
    """Return a client that has asked the provider nothing yet."""
    settings = Settings(
        data_dir=folder,
        public_url=ADDRESS,
        oidc_issuer=theirs.issuer,
        oidc_client_id=CLIENT,
        oidc_client_secret_file=secret_file(folder),
    )
    keys = KeyCache(partial(keysets.fetch, theirs.issuer))
    return SignIn(settings, Issuer(PROFILES["keycloak"], "cdop", keys))


def comes_back(sign_in: SignIn, theirs: Crooked, **said: str) -> Claims:
    """Come back from the provider with a code."""
    attempt = Attempt.begin("/")
    theirs.nonce = attempt.derived("nonce")
    return sign_in.finish(attempt, {"code": "a-code"} | said)


def refused(sign_in: SignIn, theirs: Crooked, kind: type[Problem] = SignInRefused, **said: str) -> bool:
    """Return whether nobody is signed in, with words that tell nothing of why."""
    with pytest.raises(kind) as refusal:
        comes_back(sign_in, theirs, **said)
    return not re.search("Testchild|nonce|token|signature|127", refusal.value.detail)
