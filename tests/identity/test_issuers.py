"""Outside issuers: each is believed by its profile, and none of them for a machine client."""

import time
from typing import Any
from uuid import UUID

import pytest
from joserfc import jwt
from sqlalchemy.orm import Session, sessionmaker

from app.identity import service
from app.identity.tokens import make_verifier
from app.problems import Unauthenticated
from app.settings import Settings, SettingsRefused
from tests.identity.provider import provider

KEYCLOAK = {"typ": "Bearer", "azp": "portal", "scope": "openid profile", "acr": "aal2", "jti": "j"}
ENTRA = {"ver": "2.0", "azp": "portal", "scp": "access", "uti": "u", "tid": "t"}
OUTSIDE: list[tuple[str, str, dict[str, Any], bool]] = [
    ("keycloak", "JWT", KEYCLOAK, True),
    ("keycloak", "at+jwt", KEYCLOAK, True),
    ("keycloak", "JWT", KEYCLOAK | {"typ": "ID"}, False),
    ("keycloak", "JWT", KEYCLOAK | {"typ": None}, False),
    ("keycloak", "JWT", KEYCLOAK | {"azp": None}, False),
    ("keycloak", "JWT", KEYCLOAK | {"aud": "account"}, False),
    ("keycloak", "JWT", KEYCLOAK | {"aud": ["account", "cdop"]}, True),
    ("entra", "JWT", ENTRA, True),
    ("entra", "at+jwt", ENTRA, False),
    ("entra", "JWT", ENTRA | {"scp": None, "nonce": "n"}, False),
    ("entra", "JWT", ENTRA | {"uti": None}, False),
    ("rfc9068", "at+jwt", {"client_id": "portal", "jti": "j"}, True),
    ("rfc9068", "JWT", {"client_id": "portal", "jti": "j"}, False),
    ("rfc9068", "at+jwt", {"jti": "j"}, False),
]


@pytest.mark.parametrize(("profile", "typ", "says", "right"), OUTSIDE)
def test_an_outside_issuer_is_believed_by_its_profile(
    settings: Settings,
    sessions: sessionmaker[Session],
    kit: Any,
    profile: str,
    typ: str,
    says: dict[str, Any],
    right: bool,
) -> None:
    with provider() as theirs:
        there = {"oidc_issuer": theirs.issuer, "oidc_profile": profile}
        verifier = make_verifier(settings.model_copy(update=there), sessions, kit.tags)
        now = int(time.time())
        base = {"iss": theirs.issuer, "sub": "opaque", "aud": "cdop", "iat": now, "exp": now + 300}
        claims = {name: value for name, value in (base | says).items() if value is not None}
        token = jwt.encode({"alg": "RS256", "typ": typ, "kid": "theirs"}, claims, theirs.key)
        if not right:
            with pytest.raises(Unauthenticated):
                verifier.verify(token)
            return
        read = verifier.verify(token)
    assert (read.issuer, read.subject, read.client, read.machine) == (
        theirs.issuer,
        "opaque",
        "portal",
        False,
    )


def test_an_outside_issuer_speaks_for_no_client_of_ours(
    settings: Settings, sessions: sessionmaker[Session], kit: Any, registered: UUID
) -> None:
    with provider() as theirs:
        there = {"oidc_issuer": theirs.issuer, "oidc_profile": "rfc9068"}
        verifier = make_verifier(settings.model_copy(update=there), sessions, kit.tags)
        now, client = int(time.time()), str(registered)
        claims = {"iss": theirs.issuer, "aud": "cdop", "iat": now, "exp": now + 300, "jti": "j"}
        claims |= {"sub": client, "client_id": client, "scope": "notification.write"}
        read = verifier.verify(
            jwt.encode({"alg": "RS256", "typ": "at+jwt", "kid": "theirs"}, claims, theirs.key)
        )
    with sessions() as session, pytest.raises(Unauthenticated):
        service.actor_for(session, read, kit.tags)


def test_an_unknown_profile_is_refused_at_the_start(
    settings: Settings, sessions: sessionmaker[Session], kit: Any
) -> None:
    there = {"oidc_issuer": "https://issuer.invalid", "oidc_profile": "unknown"}
    with pytest.raises(SettingsRefused, match="CDOP_OIDC_PROFILE"):
        make_verifier(settings.model_copy(update=there), sessions, kit.tags)


def test_a_provider_for_sign_in_alone_opens_no_interface(
    settings: Settings, sessions: sessionmaker[Session], kit: Any
) -> None:
    with provider() as theirs:
        there = {"oidc_issuer": theirs.issuer, "oidc_profile": "cis2"}
        verifier = make_verifier(settings.model_copy(update=there), sessions, kit.tags)
        now = int(time.time())
        claims = {
            "iss": theirs.issuer,
            "aud": "cdop",
            "iat": now,
            "exp": now + 300,
            "jti": "j",
            "sub": "somebody",
        }
        for kind in ("at+jwt", "JWT"):
            header = {"alg": "RS256", "typ": kind, "kid": "theirs"}
            with pytest.raises(Unauthenticated):
                verifier.verify(jwt.encode(header, claims | {"client_id": "portal"}, theirs.key))
