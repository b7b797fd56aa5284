"""Access tokens: believed when all of it is right, refused with one message when anything is not."""

import hashlib
import json
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

import structlog
from joserfc import jws, jwt
from joserfc.errors import JoseError
from sqlalchemy.orm import Session, sessionmaker

from app.identity.claims import Claims
from app.identity.issuers import Issuer, known_issuers
from app.identity.seals import RowTags
from app.problems import Unauthenticated
from app.settings import Settings

log = structlog.get_logger("cdop.identity")
LEEWAY_SECONDS = 30
MAX_CHARACTERS = 8192
TOKENS_KEPT = 4096
UNREADABLE = (JoseError, ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError)
CHALLENGE = 'Bearer realm="cdop", error="invalid_token"'


class TokenRefused(ValueError):
    """Something about the token is wrong; what it was stays in the log's one word."""


class _Believed(NamedTuple):
    """A token that was verified: by whose key, and until when that counts."""

    name: str
    kid: str
    key: object
    until: float
    claims: Claims


class Verifier:
    """Verifies bearer tokens against the issuers that we believe."""

    def __init__(self, issuers: Mapping[str, Issuer]) -> None:
        self._issuers = dict(issuers)
        self._believed: dict[bytes, _Believed] = {}

    def verify(self, token: str) -> Claims:
        """Return what the token says, or raise `Unauthenticated`, which never says why."""
        try:
            return self._verify(token)
        except UNREADABLE as fault:
            reason = str(fault) if isinstance(fault, TokenRefused) else type(fault).__name__
            log.info("token.refused", reason=reason)
            raise Unauthenticated("The token is not accepted.", challenge=CHALLENGE) from None

    def issuer(self, name: str) -> Issuer:
        """Return one of the issuers that we believe, with the keys that were fetched already."""
        return self._issuers[name]

    def _verify(self, token: str) -> Claims:
        if len(token) > MAX_CHARACTERS or not token.isascii():
            raise TokenRefused("size")
        digest = hashlib.sha256(token.encode()).digest()
        known = self._believed.get(digest)
        name, kid = (known.name, known.kid) if known else self._whose(token)
        issuer = self._issuers[name]
        # The key comes from the issuer alone: jku, jwk, x5u and x5c of the header are never looked at.
        keys = issuer.keys.find(kid)
        if keys is None:
            raise TokenRefused("kid")
        (key,) = keys.keys
        if known and known.key is key and time.time() < known.until:
            return known.claims
        decoded = jwt.decode(token, keys, algorithms=issuer.profile.algorithms)
        if str(decoded.header.get("typ")).lower() not in issuer.profile.types:
            raise TokenRefused("typ")
        _check(decoded.claims, name, issuer)
        claims = _read(decoded.claims, issuer)
        self._believe(digest, _Believed(name, kid, key, decoded.claims["exp"], claims))
        return claims

    def _believe(self, digest: bytes, believed: "_Believed") -> None:
        """Remember what was verified: the same bytes, under the same key, say the same until they expire."""
        if len(self._believed) >= TOKENS_KEPT:
            self._believed.clear()
        self._believed[digest] = believed

    def _whose(self, token: str) -> tuple[str, str]:
        """Return the issuer and the key that the token names; neither is believed yet."""
        unverified = jws.extract_compact(token.encode())
        kid = unverified.headers()["kid"]
        name = json.loads(unverified.payload)["iss"]
        if not isinstance(kid, str) or not isinstance(name, str) or name not in self._issuers:
            raise TokenRefused("iss")
        return name, kid


def _check(claims: dict[str, Any], name: str, issuer: Issuer) -> None:
    profile = issuer.profile
    options: dict[str, jwt.ClaimsOption] = {
        claim: {"essential": True} for claim in ("sub", "exp", "iat", *profile.required)
    }
    fixed = {**profile.fixed, "iss": name, "aud": issuer.audience}
    options |= {claim: {"essential": True, "value": value} for claim, value in fixed.items()}
    jwt.JWTClaimsRegistry(None, LEEWAY_SECONDS, **options).validate(claims)
    if claims["exp"] <= claims["iat"]:
        raise TokenRefused("exp")


def _read(claims: dict[str, Any], issuer: Issuer) -> Claims:
    profile = issuer.profile
    client = next((claims[name] for name in profile.client if isinstance(claims.get(name), str)), None)
    machine = profile.machines and client == claims["sub"]
    if not machine and not profile.people:
        raise TokenRefused("sub")
    scope, acr, signed_in = claims.get(profile.scope, ""), claims.get("acr"), claims.get("auth_time")
    if not isinstance(scope, str) or isinstance(signed_in, bool):
        raise TokenRefused("scope")
    return Claims(
        issuer=claims["iss"],
        subject=claims["sub"],
        client=client,
        machine=machine,
        scopes=frozenset(scope.split()),
        acr=acr if isinstance(acr, str) else None,
        auth_time=None if signed_in is None else datetime.fromtimestamp(signed_in, UTC),
    )


def make_verifier(settings: Settings, sessions: sessionmaker[Session], tags: RowTags) -> Verifier:
    """Return what verifies bearer tokens for as long as the process lives: it keeps the issuers' keys."""
    return Verifier(known_issuers(settings, sessions, tags))
