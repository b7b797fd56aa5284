"""Signing people in at an OpenID provider: where they are sent, and what is believed when they come back."""

import hashlib
import secrets as random
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import structlog
from authlib.common.urls import add_params_to_uri
from authlib.oauth2.client import OAuth2Client
from authlib.oauth2.rfc6749.parameters import prepare_token_request
from authlib.oidc.core import CodeIDToken
from joserfc import jws, jwt

from app.identity.claims import Claims
from app.identity.credentials import Key, Secret, credential
from app.identity.issuers import Issuer
from app.identity.provider import FAULTS, About, Provider, away, post
from app.identity.tokens import LEEWAY_SECONDS, MAX_CHARACTERS, UNREADABLE, TokenRefused, Verifier
from app.problems import Problem
from app.settings import Settings

log = structlog.get_logger("cdop.identity")
ATTEMPT_SECONDS = 600
SIGNED_IN_SECONDS = 8 * 60 * 60
MADE_SECONDS = 300
FORM = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}


class SignInRefused(Problem):
    """Something about a sign-in is wrong, or it was given up; what it was stays in the log's one word."""

    status, type, title = 400, "sign-in-refused", "The sign-in did not work"

    def __init__(self, reason: str) -> None:
        log.info("sign_in.refused", reason=reason)
        super().__init__("Nobody was signed in. Go back to the start and sign in again.")


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt to sign in. The browser keeps it, and all that is sent along follows from it."""

    secret: str
    began: int
    back: str

    @classmethod
    def begin(cls, back: str) -> "Attempt":
        """Begin an attempt that leads back to a page."""
        return cls(random.token_urlsafe(32), int(time.time()), back)

    @classmethod
    def read(cls, kept: str) -> "Attempt":
        """Return the attempt that a browser has kept, unless it began too long ago."""
        try:
            secret, began, back = kept.split(".")
            attempt = cls(secret, int(began), urlsafe_b64decode(back).decode())
        except ValueError:
            raise SignInRefused("attempt") from None
        if not 0 <= int(time.time()) - attempt.began < ATTEMPT_SECONDS:
            raise SignInRefused("late")
        return attempt

    def kept(self) -> str:
        """Return it as a browser keeps it."""
        return f"{self.secret}.{self.began}.{urlsafe_b64encode(self.back.encode()).decode()}"

    def derived(self, what: str) -> str:
        """Return the `state`, the `nonce` or the `verifier`: none of them tells of another."""
        digest = hashlib.sha256(f"cdop/sign-in/v1|{what}|{self.kept()}".encode()).digest()
        return urlsafe_b64encode(digest).decode().rstrip("=")


class SignIn:
    """The client of one provider, for as long as the process lives."""

    def __init__(self, settings: Settings, issuer: Issuer) -> None:
        self._client_id = settings.oidc_client_id or ""
        self._acr = tuple(settings.oidc_acr_values.split())
        self._return = settings.public_url.rstrip("/") + "/sign-in/return"
        self._credential: Secret | Key = credential(settings)
        self._issuer = issuer
        self._provider = Provider(settings.oidc_issuer or "")

    def start(self, attempt: Attempt) -> str:
        """Return where a browser is sent to sign in. How strongly is always asked, and how long ago."""
        client = OAuth2Client(
            None,
            client_id=self._client_id,
            scope="openid",
            redirect_uri=self._return,
            code_challenge_method="S256",
        )
        address, _ = client.create_authorization_url(
            self._provider.about().authorization,
            state=attempt.derived("state"),
            code_verifier=attempt.derived("verifier"),
            nonce=attempt.derived("nonce"),
            acr_values=" ".join(self._acr),
            max_age=SIGNED_IN_SECONDS,
        )
        return str(address)

    def finish(self, attempt: Attempt, said: Mapping[str, str]) -> Claims:
        """Return who has signed in: by what a browser brings back, and what the provider then says itself."""
        about = self._provider.about()
        if said.get("iss", None if about.names_itself else about.issuer) != about.issuer:
            raise SignInRefused("iss")
        if not said.get("code"):
            raise SignInRefused("no code")
        tokens = self._redeem(about, attempt, said["code"])
        try:
            return self._believe(tokens, attempt, about)
        except UNREADABLE as fault:
            raise SignInRefused(
                str(fault) if isinstance(fault, TokenRefused) else type(fault).__name__
            ) from None

    def away(self) -> str | None:
        """Return where people sign out of the provider itself, if it has such a place."""
        address = self._provider.about().end_session
        return str(add_params_to_uri(address, [("client_id", self._client_id)])) if address else None

    def _redeem(self, about: About, attempt: Attempt, code: str) -> Mapping[str, Any]:
        body = prepare_token_request(
            "authorization_code",
            redirect_uri=self._return,
            code=code,
            code_verifier=attempt.derived("verifier"),
        )
        address, headers, body = self._credential.auth(about).prepare("POST", about.token, dict(FORM), body)
        try:
            status, tokens = post(address, body, headers)
        except FAULTS as fault:
            raise away(fault) from None
        if status != 200 or not isinstance(tokens, dict):
            raise SignInRefused("code")
        return tokens

    def _believe(self, tokens: Mapping[str, Any], attempt: Attempt, about: About) -> Claims:
        token, access = tokens["id_token"], tokens["access_token"]
        if len(token) > MAX_CHARACTERS or not isinstance(access, str):
            raise TokenRefused("size")
        # The key comes from the issuer alone: jku, jwk, x5u and x5c of the header are never looked at.
        keys = self._issuer.keys.find(jws.extract_compact(token.encode()).headers()["kid"])
        if keys is None:
            raise TokenRefused("kid")
        decoded = jwt.decode(token, keys, algorithms=self._issuer.profile.algorithms)
        if str(decoded.header.get("typ", "jwt")).lower() != "jwt":
            raise TokenRefused("typ")
        fixed = {"iss": about.issuer, "aud": self._client_id, "nonce": attempt.derived("nonce")}
        options: dict[str, Any] = {name: {"essential": True, "value": value} for name, value in fixed.items()}
        options |= {"sub": {"essential": True}, "acr": {"essential": True, "values": list(self._acr)}}
        params = {"client_id": self._client_id, "access_token": access}
        CodeIDToken(decoded.claims, decoded.header, options, params).validate(leeway=LEEWAY_SECONDS)
        return self._read(decoded.claims)

    def _read(self, claims: Mapping[str, Any]) -> Claims:
        now = time.time()
        for name, most in (("iat", MADE_SECONDS), ("auth_time", SIGNED_IN_SECONDS)):
            if (
                isinstance(claims[name], bool)
                or not -LEEWAY_SECONDS <= now - claims[name] <= most + LEEWAY_SECONDS
            ):
                raise TokenRefused(name)
        return Claims(
            issuer=claims["iss"],
            subject=claims["sub"],
            client=self._client_id,
            machine=False,
            scopes=frozenset(),
            acr=claims["acr"],
            auth_time=datetime.fromtimestamp(claims["auth_time"], UTC),
        )


def make_sign_in(settings: Settings, tokens: Verifier) -> SignIn | None:
    """Return the client of the provider that the settings name, if they name one and us as its client."""
    if not (settings.oidc_issuer and settings.oidc_client_id):
        return None
    return SignIn(settings, tokens.issuer(settings.oidc_issuer))
