"""How a provider knows that it is us who ask: by a secret or by a signature, from a file of the deployer."""

import json
import time
from pathlib import Path
from urllib.parse import quote_plus

from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from app.identity.provider import About
from app.settings import Settings, SettingsRefused

ASSERTION_SECONDS = 60
ALGORITHMS = {"P-256": "ES256", "P-384": "ES384"}
BASIC, POST = "client_secret_basic", "client_secret_post"
OTHERS = 0o007


class Secret:
    """A shared secret, sent as the provider likes it."""

    def __init__(self, client_id: str, secret: str) -> None:
        self._id, self._secret = client_id, secret

    def auth(self, about: About) -> ClientAuth:
        """Return what signs a request: both halves in URL form (RFC 6749), which the library leaves out."""
        if BASIC not in about.methods and POST in about.methods:
            return ClientAuth(self._id, self._secret, POST)
        return ClientAuth(quote_plus(self._id), quote_plus(self._secret), BASIC)


class Key:
    """A private key (`private_key_jwt`, RFC 7523)."""

    def __init__(self, client_id: str, key: RSAKey | ECKey) -> None:
        self._id, self._key = client_id, key
        named = key.as_dict(private=False)
        self._algorithm = str(named.get("alg") or ALGORITHMS.get(str(named.get("crv")), "PS256"))

    def auth(self, about: About) -> ClientAuth:
        """Return what signs a request: an assertion for a minute, made anew each time."""
        claims = {"exp": int(time.time()) + ASSERTION_SECONDS}
        headers = {"kid": self._key.kid} if self._key.kid else {}
        how = PrivateKeyJWT(about.token, claims=claims, headers=headers, alg=self._algorithm)
        return ClientAuth(self._id, self._key, how)


def credential(settings: Settings) -> Secret | Key:
    """Return what the settings name, read once at start."""
    client_id = settings.oidc_client_id or ""
    if settings.oidc_client_key_file:
        text = _read(settings.oidc_client_key_file, "CDOP_OIDC_CLIENT_KEY_FILE")
        try:
            named = json.loads(text)
            key = (ECKey if named["kty"] == "EC" else RSAKey).import_key(named)
            if not key.is_private:
                raise ValueError("public")
        except (ValueError, KeyError, TypeError, JoseError):
            raise SettingsRefused("CDOP_OIDC_CLIENT_KEY_FILE: no private JWK.") from None
        return Key(client_id, key)
    if settings.oidc_client_secret_file:
        return Secret(client_id, _read(settings.oidc_client_secret_file, "CDOP_OIDC_CLIENT_SECRET_FILE"))
    raise SettingsRefused("CDOP_OIDC_CLIENT_SECRET_FILE: a secret or a key is needed.")


def _read(path: Path, setting: str) -> str:
    try:
        if path.stat().st_mode & OTHERS:
            raise SettingsRefused(f"{setting}: everybody can read this file.")
        text = path.read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        raise SettingsRefused(f"{setting}: the file cannot be read.") from None
    if not text:
        raise SettingsRefused(f"{setting}: the file is empty.")
    return text
