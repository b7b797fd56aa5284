"""Registering a health system that then notifies a death with its own keys."""

import time
from typing import Any
from uuid import uuid4

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey

from tests.makers import a_form
from tests.stewards.conftest import KEY, Desk

TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ADDRESS = "http://127.0.0.1:8000/oauth/token"


def sign_in(desk: Desk, client_id: str, key: ECKey = KEY) -> Any:
    """Ask for a token as a health system does."""
    now = int(time.time())
    claims = {"iss": client_id, "sub": client_id, "aud": ADDRESS, "iat": now, "exp": now + 240}
    assertion = jwt.encode(
        {"alg": "ES384", "typ": "JWT", "kid": key.kid},
        claims | {"jti": str(uuid4())},
        key,
        algorithms=["ES384"],
    )
    form = {
        "grant_type": "client_credentials",
        "client_assertion_type": TYPE,
        "client_assertion": assertion,
    }
    return desk.client.post("/oauth/token", data=form)


def notify(desk: Desk, token: str) -> Any:
    """Notify a death with a token."""
    headers = {"Authorization": f"Bearer {token}", "X-Request-ID": str(uuid4())}
    return desk.client.post("/v1/notifications", headers=headers, json=a_form())


def test_a_registered_system_signs_in_and_notifies(desk: Desk) -> None:
    made = desk.health_system(profile={"pds_shaped": True})
    assert made.status_code == 201, made.text
    assert made.json()["profile"] == {"pds_shaped": True}
    signed = sign_in(desk, made.json()["id"])
    assert signed.status_code == 200, signed.text
    assert notify(desk, signed.json()["access_token"]).status_code == 202


def test_a_system_that_has_ended_is_out_at_once(desk: Desk) -> None:
    client_id = desk.health_system().json()["id"]
    token = sign_in(desk, client_id).json()["access_token"]
    assert desk.send("DELETE", "administrator", f"/clients/{client_id}").status_code == 204
    assert notify(desk, token).status_code == 401
    assert sign_in(desk, client_id).status_code == 401


def test_new_keys_replace_the_old_ones(desk: Desk) -> None:
    client_id = desk.health_system().json()["id"]
    new = ECKey.generate_key("P-384", {"kid": "new"})
    body = {"jwks": {"keys": [new.as_dict(private=False)]}}
    assert desk.send("PUT", "administrator", f"/clients/{client_id}/keys", body).status_code == 200
    assert sign_in(desk, client_id).status_code == 401
    assert sign_in(desk, client_id, new).status_code == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"kinds": ["astrologer"]},
        {"scopes": ["everything"]},
        {"jwks": {"keys": []}},
        {"jwks": {"keys": [KEY.as_dict(private=True)]}},
        {"home_panel_id": str(uuid4())},
        {"profile": {"pds_shaped": "perhaps"}},
        {"profile": {"unknown": True}},
        {"ods_codes": []},
    ],
)
def test_what_cannot_be_registered(desk: Desk, changes: dict[str, Any]) -> None:
    before = desk.get("administrator", "/clients").json()
    assert desk.health_system(**changes).status_code == 422
    assert desk.get("administrator", "/clients").json() == before
