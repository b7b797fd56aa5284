"""Bearer tokens: everything that is not exactly right is one and the same 401."""

import base64
import json
import time
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import ECKey

from app.identity import demo
from app.identity.issuers import DEMO, Issuer
from app.identity.keysets import KeyCache
from app.identity.personas import PERSONAS
from app.identity.tokens import Verifier
from app.problems import Unauthenticated
from app.settings import Settings
from tests.identity.assertions import ALL, CLIENT_KEYS, an_assertion, confused

STRANGER = ECKey.generate_key("P-256", {"kid": "stranger"})
LATER, BEFORE = time.time() + 3600, time.time() - 3600


def demo_key(settings: Settings) -> ECKey:
    """Return the private key of the demo issuer."""
    demo.published(settings)
    return ECKey.import_key(json.loads((settings.data_dir / "demo-issuer.json").read_text()))


def a_token(settings: Settings, key: Any = None, header: dict[str, Any] | None = None, **changes: Any) -> str:
    """Return a chair's token, `begun` and ending `in_seconds` from now; what is `None` is left out."""
    right = jwt.decode(demo.token(settings, "chair"), demo_key(settings))
    for name, claim in {"in_seconds": "exp", "begun": "iat"}.items():
        if name in changes:
            changes[claim] = time.time() + changes.pop(name)
    headers = right.header | (header or {})
    claims = {name: value for name, value in (right.claims | changes).items() if value is not None}
    headers = {name: value for name, value in headers.items() if value is not None}
    return jwt.encode(headers, claims, key or demo_key(settings), algorithms=ALL, default_type=None)


WRONG: dict[str, dict[str, Any]] = {
    "A1 no typ": {"header": {"typ": None}},
    "A1 an ID token": {"header": {"typ": "JWT"}, "nonce": "n"},
    "A2 another key under its name": {"key": STRANGER},
    "A8 no kid": {"header": {"kid": None}},
    "A8 unknown kid": {"header": {"kid": "stranger"}, "key": STRANGER},
    "A8 jwk in the header": {"key": STRANGER, "header": {"jwk": STRANGER.as_dict(private=False)}},
    "A8 jku in the header": {"key": STRANGER, "header": {"jku": "https://elsewhere.invalid/keys"}},
    "A8 x5u in the header": {"key": STRANGER, "header": {"x5u": "https://elsewhere.invalid/x"}},
    "another issuer": {"iss": "https://elsewhere.invalid"},
    "our own issuer's name": {"iss": "http://127.0.0.1:8000"},
    "two issuers": {"iss": ["http://127.0.0.1:8000/demo"]},
    "no issuer": {"iss": None},
    "another audience": {"aud": "https://elsewhere.invalid"},
    "no audience": {"aud": None},
    "an audience of numbers": {"aud": [7]},
    "expired": {"in_seconds": -31, "iat": BEFORE},
    "never expires": {"exp": None},
    "exp is text": {"exp": "9999999999"},
    "exp before iat": {"in_seconds": 1, "begun": 20},
    "no iat": {"iat": None},
    "iat of later": {"iat": LATER, "exp": LATER + 60},
    "not yet": {"nbf": LATER},
    "no subject": {"sub": None},
    "an empty subject": {"sub": ""},
    "a number as subject": {"sub": 7},
    "an unknown person": {"sub": "Testchild"},
    "a person as a client": {"client_id": str(PERSONAS["chair"].id)},
    "no client": {"client_id": None},
    "no jti": {"jti": None},
    "scopes as a list": {"scope": ["notification.write"]},
    "signed in at no time": {"auth_time": "today"},
    "signed in beyond all time": {"auth_time": 10**30},
}


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize("changes", WRONG.values(), ids=WRONG.keys())
def test_a_token_with_one_thing_wrong_is_not_accepted(
    http: TestClient, settings: Settings, changes: dict[str, Any]
) -> None:
    answer = http.get("/whoami", headers={"authorization": f"Bearer {a_token(settings, **changes)}"})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert answer.json()["type"] == "urn:cdop:problem:unauthenticated"
    assert "Testchild" not in answer.text


@pytest.fixture
def verifier(settings: Settings) -> Verifier:
    """What believes the demo issuer alone."""
    keys = KeyCache(lambda: demo.published(settings), pause_seconds=1)
    return Verifier({demo.issuer(): Issuer(DEMO, demo.issuer(), keys)})


def refused(verifier: Verifier, token: str) -> bool:
    """Return whether the token is refused, in the one way there is."""
    with pytest.raises(Unauthenticated) as refusal:
        verifier.verify(token)
    return refusal.value.detail == "The token is not accepted."


def test_other_algorithms_and_other_kinds_of_jwt_are_refused(settings: Settings, verifier: Verifier) -> None:
    right = a_token(settings)
    header, payload, _ = right.split(".")
    none = base64.urlsafe_b64encode(b'{"alg":"none","typ":"at+jwt"}').decode().rstrip("=")
    assert verifier.verify(right).subject == str(PERSONAS["chair"].id)
    assert refused(verifier, f"{none}.{payload}.")
    assert refused(verifier, f"{header}.{payload}.")
    assert refused(verifier, confused(right, demo_key(settings)))
    assert refused(verifier, an_assertion(uuid4()))
    assert refused(verifier, demo.client_assertion(settings, "notifier-wvt"))
    assert refused(verifier, right + "x" * 9000)


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> tuple[Verifier, str]:
    """A verifier and one token that it accepts."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("demo"))
    keys = KeyCache(lambda: demo.published(settings))
    issuer = Issuer(DEMO, demo.issuer(), keys)
    return Verifier({demo.issuer(): issuer}), demo.token(settings, "chair")


@given(data=st.data())
def test_a_token_with_one_character_changed_is_refused(
    one: tuple[Verifier, str], data: st.DataObject
) -> None:
    verifier, token = one
    place = data.draw(st.integers(0, len(token) - 2))  # the last one has bits that say nothing
    other = data.draw(st.characters(exclude_characters=token[place]))
    assert refused(verifier, token[:place] + other + token[place + 1 :])


@given(
    parts=st.lists(st.one_of(st.binary(max_size=40), st.recursive(st.none(), st.lists).map(repr)), max_size=5)
)
def test_no_text_breaks_the_verifier(one: tuple[Verifier, str], parts: list[bytes | str]) -> None:
    raw = [part.encode() if isinstance(part, str) else part for part in parts]
    assert refused(one[0], ".".join(base64.urlsafe_b64encode(part).decode() for part in raw))
    assert refused(one[0], ".".join(part.decode("latin-1") for part in raw))


def test_a_key_of_another_issuer_signs_nothing(settings: Settings, verifier: Verifier) -> None:
    assert refused(verifier, a_token(settings, key=CLIENT_KEYS["p256"]))


def test_a_token_that_was_believed_ends_with_its_key(settings: Settings) -> None:
    document = demo.published(settings)
    published = [document]
    keys = KeyCache(lambda: published[0], fresh_seconds=-1, pause_seconds=0)
    verifier = Verifier({demo.issuer(): Issuer(DEMO, demo.issuer(), keys)})
    token = demo.token(settings, "chair")
    assert verifier.verify(token) == verifier.verify(token)
    same_name = {**STRANGER.as_dict(private=False), "kid": demo_key(settings).kid}
    for left in ([same_name], []):
        published[0] = {"keys": left}
        assert refused(verifier, token)
    published[0] = document
    assert verifier.verify(token).subject == str(PERSONAS["chair"].id)


def test_a_token_that_was_believed_ends_in_time(
    settings: Settings, verifier: Verifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    token, now = a_token(settings), time.time()
    assert verifier.verify(token) == verifier.verify(token)
    monkeypatch.setattr(time, "time", lambda: now + 86_400)
    assert refused(verifier, token)
