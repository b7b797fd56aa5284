"""An OpenID provider of a few lines, on a socket of its own, that can misbehave."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from joserfc.jwk import ECKey, RSAKey

from tests.serving import served


class Provider:
    """What it answers and how often it was asked for its keys."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "theirs"})
        self.keys: Any = {"keys": [self.key.as_dict(private=False)]}
        self.raw: bytes | None = None
        self.hangs = 0.0
        self.asked = 0
        self.issuer = ""

    def answer(self, path: str) -> bytes:
        """Return the body for a path."""
        if path == "/.well-known/openid-configuration":
            return json.dumps({"issuer": self.issuer, "jwks_uri": f"{self.issuer}/keys"}).encode()
        self.asked += 1
        time.sleep(self.hangs)
        return json.dumps(self.keys).encode() if self.raw is None else self.raw

    def add(self, kid: str) -> ECKey:
        """Publish one more key."""
        key = ECKey.generate_key("P-256", {"kid": kid})
        self.keys = {"keys": [*self.keys["keys"], key.as_dict(private=False)]}
        return key


@contextmanager
def provider() -> Iterator[Provider]:
    """Serve a provider for as long as the test needs it."""
    theirs = Provider()
    with served(lambda path: (200, theirs.answer(path))) as theirs.issuer:
        yield theirs
