"""The form of a token request: read strictly, and nothing of it comes back."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient

from tests.identity.assertions import ADDRESS, TYPE, a_form, an_assertion
from tests.identity.test_oauth import ask

FORMS: dict[str, tuple[dict[str, Any], str]] = {
    "another grant": (
        {"data": {"grant_type": "password", "username": "Testchild"}},
        "unsupported_grant_type",
    ),
    "no grant": ({"data": {"client_id": "Testchild"}}, "invalid_request"),
    "JSON": ({"json": {"grant_type": "client_credentials"}}, "invalid_request"),
    "no body": ({}, "invalid_request"),
    "a field twice": (
        {"content": "grant_type=client_credentials&grant_type=x", "headers": {"content-type": "x"}},
        "invalid_request",
    ),
    "bytes": ({"content": b"grant_type=\xff"}, "invalid_request"),
    "percent bytes": ({"content": "grant_type=%ff"}, "invalid_request"),
    "too long": ({"content": "grant_type=" + "x" * 40_000}, "invalid_request"),
    "no assertion": ({"data": {"grant_type": "client_credentials"}}, "invalid_client"),
    "a secret": (
        {"data": {"grant_type": "client_credentials", "client_id": "x", "client_secret": "Testchild"}},
        "invalid_client",
    ),
    "another kind of assertion": (
        {"data": a_form("x", client_assertion_type="urn:Testchild")},
        "invalid_client",
    ),
}


@pytest.mark.parametrize(("request_", "error"), FORMS.values(), ids=FORMS.keys())
def test_a_form_that_we_do_not_read_gets_an_error_that_repeats_nothing(
    http: TestClient, registered: UUID, request_: dict[str, Any], error: str
) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded"} if "content" in request_ else {}
    answer = http.post("/oauth/token", **({"headers": headers} | request_))
    assert answer.json() == {"error": error}
    assert answer.status_code == (401 if error == "invalid_client" else 400)


def test_a_field_that_comes_twice_is_refused(http: TestClient, registered: UUID) -> None:
    twice = f"grant_type=client_credentials&grant_type=client_credentials&client_assertion_type={TYPE}"
    body = f"{twice}&client_assertion={an_assertion(registered)}"
    answer = http.post(
        "/oauth/token", content=body, headers={"content-type": "application/x-www-form-urlencoded"}
    )
    assert answer.json() == {"error": "invalid_request"}


def test_a_client_id_beside_the_assertion_has_to_agree(http: TestClient, registered: UUID) -> None:
    assert ask(http, an_assertion(registered), client_id=str(registered)).status_code == 200
    assert ask(http, an_assertion(registered), client_id=str(uuid4())).json() == {"error": "invalid_client"}


@pytest.mark.parametrize("scope", ["notification.status", "notification.write cases", ""])
def test_a_scope_has_to_be_one_of_the_clients(http: TestClient, registered: UUID, scope: str) -> None:
    assert ask(http, an_assertion(registered), scope=scope).json() == {"error": "invalid_scope"}


def test_the_server_says_where_it_is(http: TestClient) -> None:
    about = http.get("/.well-known/oauth-authorization-server").json()
    assert about["issuer"] == "http://127.0.0.1:8000"
    assert about["token_endpoint"] == ADDRESS
    assert about["token_endpoint_auth_methods_supported"] == ["private_key_jwt"]
    assert "RS256" not in about["token_endpoint_auth_signing_alg_values_supported"]
