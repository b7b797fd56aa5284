"""Our token endpoint: Authlib's server, made stricter where an attacker would look first."""

import hashlib
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from authlib.oauth2 import OAuth2Error
from authlib.oauth2.rfc6749 import AuthorizationServer, OAuth2Request
from authlib.oauth2.rfc6749.errors import InvalidClientError
from authlib.oauth2.rfc6749.grants import ClientCredentialsGrant
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload
from authlib.oauth2.rfc7523 import JWTBearerClientAssertion
from authlib.oauth2.rfc9068 import JWTBearerTokenGenerator
from joserfc import jws, jwt
from joserfc.jwk import KeySet
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.identity import signing
from app.identity.keysets import public_keys
from app.identity.models import Client, UsedAssertion
from app.identity.seals import RowTags, Secrets, bind, load
from app.identity.service import as_id
from app.identity.tokens import LEEWAY_SECONDS, MAX_CHARACTERS, UNREADABLE
from app.problems import Unauthenticated
from app.settings import Settings

ALGORITHMS = ("RS512", "PS256", "PS512", "ES256", "ES384")
ASSERTION_SECONDS = 300
ASSERTION_TYPES = frozenset({None, "JWT", "client-authentication+jwt"})
GRANT = "client_credentials"


def token_address(settings: Settings) -> str:
    """Return the one address that an assertion has to name as its audience."""
    return f"{settings.public_url}/oauth/token"


@dataclass(frozen=True)
class Desk:
    """What the token endpoint needs for one request."""

    session: Session
    secrets: Secrets
    tags: RowTags
    settings: Settings


@dataclass(frozen=True)
class Applicant:
    """A registered client, as Authlib asks about it."""

    row: Client

    def get_client_id(self) -> str:
        return str(self.row.id)

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return (method, endpoint) == (JWTBearerClientAssertion.CLIENT_AUTH_METHOD, "token")

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == GRANT

    def get_allowed_scope(self, scope: str | None) -> str | None:
        """Return what was asked for if all of it is the client's; without a wish, all of the client's."""
        asked = self.row.scopes if scope is None else scope.split()
        return " ".join(asked) if asked and set(self.row.scopes).issuperset(asked) else None


class Assertion(JWTBearerClientAssertion):  # type: ignore[misc]
    """`private_key_jwt`: five algorithms, a named key, five minutes, one audience, and only once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(leeway=LEEWAY_SECONDS)
        self.desk = desk

    def __call__(self, query_client: Any, request: OAuth2Request) -> Applicant | None:
        try:
            client: Applicant | None = super().__call__(query_client, request)
        except UNREADABLE:
            raise InvalidClientError from None
        if client and request.form.get("client_id", client.get_client_id()) != client.get_client_id():
            raise InvalidClientError
        return client

    def get_audiences(self) -> list[str]:
        return [token_address(self.desk.settings)]

    def resolve_client_public_key(self, client: Applicant) -> KeySet:
        return KeySet(list(public_keys({"keys": client.row.jwks}).values()))

    def process_assertion_claims(self, assertion: str, resolve_key: KeySet) -> dict[str, Any]:
        if len(assertion) > MAX_CHARACTERS:
            raise InvalidClientError
        header = jws.extract_compact(assertion.encode()).headers()
        if not isinstance(header.get("kid"), str) or header.get("typ") not in ASSERTION_TYPES:
            raise InvalidClientError
        claims = jwt.decode(assertion, resolve_key, algorithms=ALGORITHMS).claims
        self.verify_claims(claims)
        return claims

    def verify_claims(self, claims: dict[str, Any]) -> None:
        """Check what Authlib leaves open, then let it check the rest; the `jti` is used up last."""
        now, address = time.time(), token_address(self.desk.settings)
        too_long = claims["exp"] > now + ASSERTION_SECONDS + LEEWAY_SECONDS
        too_old = claims.get("iat", now) < now - ASSERTION_SECONDS - LEEWAY_SECONDS
        if too_long or too_old or claims["aud"] not in (address, [address]):
            raise InvalidClientError
        super().verify_claims(claims)

    def validate_jti(self, claims: dict[str, Any], jti: str) -> bool:
        """Return whether this assertion was never seen; of two at the same moment the database keeps one."""
        used = insert(UsedAssertion).on_conflict_do_nothing().returning(UsedAssertion.expires)
        row = {
            "client_id": as_id(claims["sub"]),
            "jti_digest": hashlib.sha256(jti.encode()).digest(),
            "expires": int(claims["exp"]) + LEEWAY_SECONDS,
        }
        return bool(jti) and self.desk.session.execute(used, [row]).first() is not None


class Grant(ClientCredentialsGrant):  # type: ignore[misc]
    """Client credentials, for those who can sign."""

    TOKEN_ENDPOINT_AUTH_METHODS = (JWTBearerClientAssertion.CLIENT_AUTH_METHOD,)


class Tokens(JWTBearerTokenGenerator):  # type: ignore[misc]
    """RFC 9068 access tokens for minutes, not for the ten days that Authlib gives."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(issuer=desk.settings.public_url, alg=signing.ALGORITHM)
        self.GRANT_TYPES_EXPIRES_IN = {GRANT: desk.settings.token_seconds}
        self.desk = desk

    def get_jwks(self) -> KeySet:
        return KeySet([signing.current_key(self.desk.session, self.desk.secrets)])

    def get_audiences(self, *_: object) -> str:
        return self.desk.settings.public_url


class TokenRequest(OAuth2Request):  # type: ignore[misc]
    """A form that was posted to the token address."""

    def __init__(self, address: str, fields: Mapping[str, str]) -> None:
        super().__init__("POST", address)
        self.payload = BasicOAuth2Payload(dict(fields))

    @property
    def form(self) -> dict[str, str]:
        return dict(self.payload.data)


class Server(AuthorizationServer):  # type: ignore[misc]
    """The authorization server, made for one request and its session."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.register_client_auth_method(Assertion.CLIENT_AUTH_METHOD, Assertion(desk))
        self.register_grant(Grant)
        self.register_token_generator("default", Tokens(desk))

    def query_client(self, client_id: str) -> Applicant | None:
        its = (Client.id == as_id(client_id), Client.active)
        rows = load(self.desk.session, select(Client).where(*its), Unauthenticated())
        return Applicant(rows[0]) if rows else None

    def create_oauth2_request(self, request: Mapping[str, str]) -> TokenRequest:
        return TokenRequest(token_address(self.desk.settings), request)

    def handle_response(self, status: int, body: dict[str, Any], _: object) -> tuple[int, dict[str, Any]]:
        """Return the answer. An error is its word alone: Authlib's descriptions repeat what was sent."""
        if "error" not in body:
            return status, body
        return (401 if body["error"] == "invalid_client" else status), {"error": body["error"]}

    def save_token(self, token: object, request: object) -> None:
        """Keep nothing: the token speaks for itself until it expires."""

    def send_signal(self, name: str, *args: object, **kwargs: object) -> None:
        """Tell nobody."""


def issue(desk: Desk, fields: Mapping[str, str]) -> tuple[int, dict[str, Any]]:
    """Answer one token request; what it used up has to be committed even when the answer is an error."""
    bind(desk.session, desk.tags)
    try:
        status, body = Server(desk).create_token_response(fields)
    except OAuth2Error as error:
        return 400, {"error": error.error}
    except Unauthenticated:
        return 401, {"error": "invalid_client"}
    return status, json.loads(json.dumps(body))
