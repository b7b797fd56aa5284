"""The token endpoint: what buys a token, what does not, and that nothing sent comes back."""

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from tests.identity.assertions import ADDRESS, CLIENT_KEYS, a_form, an_assertion, confused

STRANGER = ECKey.generate_key("P-384", {"kid": "p384"})
LATER, LONG_AGO = time.time() + 86_400, time.time() - 86_400


def ask(http: TestClient, assertion: str, **changes: str) -> Any:
    """Ask for a token."""
    return http.post("/oauth/token", data=a_form(assertion, **changes))


@pytest.mark.parametrize("alg", ["RS512", "PS256", "PS512", "ES256", "ES384"])
def test_each_algorithm_that_we_allow_buys_a_token(http: TestClient, registered: UUID, alg: str) -> None:
    answer = ask(http, an_assertion(registered, alg))
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    body = answer.json()
    assert (body["token_type"], body["expires_in"], body["scope"]) == ("Bearer", 300, "notification.write")
    who = http.get("/whoami", headers={"authorization": f"Bearer {body['access_token']}"})
    assert who.json() == {
        "id": str(registered),
        "kind": "client",
        "roles": ["notifier"],
        "panels": [str(UUID(int=1))],
        "areas": [],
        "organisations": ["RLQ"],
        "scopes": ["notification.write"],
        "acr": None,
    }


def test_a_token_is_an_at_jwt_that_our_published_keys_verify(http: TestClient, registered: UUID) -> None:
    token = ask(http, an_assertion(registered)).json()["access_token"]
    keys = KeySet.import_key_set(http.get("/oauth/jwks").json())
    decoded = jwt.decode(token, keys, algorithms=["ES256"])
    assert decoded.header["typ"] == "at+jwt"
    claims = decoded.claims
    assert claims.keys() == {"iss", "sub", "client_id", "aud", "exp", "iat", "jti", "scope"}
    assert claims["exp"] - claims["iat"] == 300
    assert claims["sub"] == claims["client_id"] == str(registered)
    assert len(keys.keys) == 2
    assert not any(key.is_private for key in keys.keys)


REFUSED: dict[str, dict[str, Any]] = {
    "A3 RS256": {"alg": "RS256"},
    "A3 RS384": {"alg": "RS384"},
    "A4 for ten years": {"exp": LATER},
    "A4 just too far ahead": {"in_seconds": 3600},
    "A4 expired beyond the leeway": {"in_seconds": -45},
    "A4 never expires": {"exp": None},
    "A4 exp is text": {"exp": "9999999999"},
    "A4 exp is true": {"exp": True},
    "A4 another audience": {"aud": "https://elsewhere.invalid/oauth/token"},
    "A4 our name is not our address": {"aud": "http://127.0.0.1:8000"},
    "A4 two audiences": {"aud": [ADDRESS, "https://elsewhere.invalid"]},
    "A4 no audience": {"aud": None},
    "A4 no jti": {"jti": None},
    "A4 an empty jti": {"jti": ""},
    "A4 a number as jti": {"jti": 7},
    "A5 no kid": {"header": {"kid": None}},
    "A5 unknown kid": {"header": {"kid": "other"}, "key": STRANGER},
    "A5 an old iat": {"iat": LONG_AGO},
    "A5 iat of tomorrow": {"iat": LATER},
    "A5 not yet": {"nbf": LATER},
    "an access token's typ": {"header": {"typ": "at+jwt"}},
    "somebody else's key under the same name": {"key": STRANGER},
    "a key that the header brings": {"key": STRANGER, "header": {"jwk": STRANGER.as_dict(private=False)}},
    "another issuer": {"iss": str(uuid4())},
    "another subject": {"sub": str(uuid4())},
    "a subject that is no id": {"sub": "system\x00example"},
    "a subject that is no text": {"sub": ["x"]},
    "no subject": {"sub": None},
}


@pytest.mark.parametrize("changes", REFUSED.values(), ids=REFUSED.keys())
def test_anything_else_is_refused_with_one_word(
    http: TestClient, registered: UUID, changes: dict[str, Any]
) -> None:
    answer = ask(http, an_assertion(registered, **changes))
    assert (answer.status_code, answer.json()) == (401, {"error": "invalid_client"})
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("moved", [{"aud": [ADDRESS]}, {"iat": None}, {"in_seconds": 120}])
def test_what_the_standard_leaves_open_is_accepted(
    http: TestClient, registered: UUID, moved: dict[str, Any]
) -> None:
    assert ask(http, an_assertion(registered, **moved)).status_code == 200


@pytest.mark.parametrize("nonsense", ["", "x", "a.b.c", "." * 3, "é", "9" * 9000, "e30.e30.e30", "[" * 5000])
def test_what_is_no_assertion_is_refused(http: TestClient, registered: UUID, nonsense: str) -> None:
    answer = ask(http, nonsense)
    assert (answer.status_code, answer.json()) == (401, {"error": "invalid_client"})


@pytest.mark.parametrize("key", CLIENT_KEYS.values(), ids=CLIENT_KEYS.keys())
def test_a_public_key_is_no_secret(http: TestClient, registered: UUID, key: Any) -> None:
    answer = ask(http, confused(an_assertion(registered), key))
    assert (answer.status_code, answer.json()) == (401, {"error": "invalid_client"})


def test_an_assertion_buys_one_token(http: TestClient, registered: UUID) -> None:
    assertion = an_assertion(registered)
    assert [ask(http, assertion).status_code for _ in range(3)] == [200, 401, 401]


def test_an_assertion_is_used_up_by_an_error_too(http: TestClient, registered: UUID) -> None:
    assertion = an_assertion(registered)
    assert ask(http, assertion, scope="everything").json() == {"error": "invalid_scope"}
    assert ask(http, assertion).status_code == 401


def test_of_many_at_the_same_moment_one_gets_a_token(http: TestClient, registered: UUID) -> None:
    ask(http, an_assertion(registered))
    assertion = an_assertion(registered)
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda _: ask(http, assertion).status_code, range(16)))
    assert sorted(statuses) == [200] + [401] * 15


def test_many_first_tokens_at_once_share_one_signing_key(http: TestClient, registered: UUID) -> None:
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda _: ask(http, an_assertion(registered)).status_code, range(8)))
    assert statuses == [200] * 8
    assert len(http.get("/oauth/jwks").json()["keys"]) == 2
