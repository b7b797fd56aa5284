"""ID tokens: what is not exactly right signs nobody in, and a provider that fails is told calmly."""

import re
import socket
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import ECKey, OctKey, RSAKey

from app.identity import keysets
from app.identity.claims import Claims
from app.identity.issuers import PROFILES, Issuer
from app.identity.keysets import KeyCache
from app.identity.provider import NoUse, endpoint
from app.identity.signing_in import Attempt, SignIn, SignInRefused
from app.problems import Problem, Unavailable
from app.settings import Settings
from tests.identity.assertions import confused
from tests.portal.signin.conftest import ADDRESS, CLIENT, SUBJECT, MakeHouse, secret_file
from tests.portal.signin.crooked import Crooked, crooked

STRANGER = ECKey.generate_key("P-256", {"kid": "theirs"})
NOW = int(time.time())
DISCOVERY = "/.well-known/openid-configuration"


@pytest.fixture
def theirs() -> Iterator[Crooked]:
    """A provider that is honest until a test says otherwise."""
    with crooked(CLIENT, SUBJECT) as running:
        yield running


@pytest.fixture
def sign_in(theirs: Crooked, tmp_path: Path) -> SignIn:
    """We, as its client."""
    return as_client(theirs, tmp_path)


def as_client(theirs: Crooked, folder: Path) -> SignIn:
    """Return a client that has asked the provider nothing yet."""
    settings = Settings(
        data_dir=folder,
        public_url=ADDRESS,
        oidc_issuer=theirs.issuer,
        oidc_client_id=CLIENT,
        oidc_client_secret_file=secret_file(folder),
    )
    keys = KeyCache(partial(keysets.fetch, theirs.issuer))
    return SignIn(settings, Issuer(PROFILES["keycloak"], "cdop", keys))


def comes_back(sign_in: SignIn, theirs: Crooked, **said: str) -> Claims:
    """Come back from the provider with a code."""
    attempt = Attempt.begin("/")
    theirs.nonce = attempt.derived("nonce")
    return sign_in.finish(attempt, {"code": "a-code"} | said)


def refused(sign_in: SignIn, theirs: Crooked, kind: type[Problem] = SignInRefused, **said: str) -> bool:
    """Return whether nobody is signed in, with words that tell nothing of why."""
    with pytest.raises(kind) as refusal:
        comes_back(sign_in, theirs, **said)
    return not re.search("Testchild|nonce|token|signature|127", refusal.value.detail)


WRONG: dict[str, dict[str, Any]] = {
    "another nonce": {"claims": {"nonce": "n" * 43}},
    "no nonce": {"claims": {"nonce": None}},
    "another issuer": {"claims": {"iss": "https://elsewhere.invalid"}},
    "no issuer": {"claims": {"iss": None}},
    "another audience": {"claims": {"aud": "another"}},
    "another audience, for us": {"claims": {"aud": "another", "azp": CLIENT}},
    "audiences without us": {"claims": {"aud": ["another", "third"]}},
    "us among others, for nobody": {"claims": {"aud": [CLIENT, "another"]}},
    "us among others, for another": {"claims": {"aud": [CLIENT, "another"], "azp": "another"}},
    "for another": {"claims": {"azp": "another"}},
    "no audience": {"claims": {"aud": None}},
    "expired": {"claims": {"exp": NOW - 600, "iat": NOW - 900}},
    "never expires": {"claims": {"exp": None}},
    "expires in words": {"claims": {"exp": "9999999999"}},
    "made at no time": {"claims": {"iat": None}},
    "made later": {"claims": {"iat": NOW + 3600, "exp": NOW + 7200}},
    "made long ago": {"claims": {"iat": NOW - 3600}},
    "made truly": {"claims": {"iat": True}},
    "not yet": {"claims": {"nbf": NOW + 3600}},
    "another access token": {"claims": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}},
    "no assurance": {"claims": {"acr": None}},
    "another assurance": {"claims": {"acr": "aal1"}},
    "signed in at no time": {"claims": {"auth_time": None}},
    "signed in yesterday": {"claims": {"auth_time": NOW - 86_400}},
    "signed in tomorrow": {"claims": {"auth_time": NOW + 86_400}},
    "signed in in words": {"claims": {"auth_time": "now"}},
    "no subject": {"claims": {"sub": None}},
    "an empty subject": {"claims": {"sub": ""}},
    "a number as subject": {"claims": {"sub": 7}},
    "a list as subject": {"claims": {"sub": [SUBJECT]}},
    "an access token as ID token": {"header": {"typ": "at+jwt"}},
    "no kid": {"header": {"kid": None}},
    "another kid": {"header": {"kid": "stranger"}},
    "another key under its name": {"signed_by": STRANGER},
    "a key of its own": {"signed_by": STRANGER, "header": {"jwk": STRANGER.as_dict(private=False)}},
    "a key from elsewhere": {"signed_by": STRANGER, "header": {"jku": "https://elsewhere.invalid/keys"}},
    "another kind of key": {"signed_by": RSAKey.generate_key(2048), "header": {"alg": "RS256"}},
    "our secret as key": {"signed_by": OctKey.import_key("s" * 40), "header": {"alg": "HS256"}},
    "no ID token": {"token": {"id_token": None}},
    "a list as ID token": {"token": {"id_token": ["a.b.c"]}},
    "no JWT": {"token": {"id_token": "Testchild"}},
    "an endless one": {"claims": {"more": "x" * 9000}},
    "a number as access token": {"token": {"access_token": 7}, "claims": {"at_hash": None}},
    "no access token": {"token": {"access_token": None}},
}


def test_an_honest_one_signs_somebody_in(sign_in: SignIn, theirs: Crooked) -> None:
    claims = comes_back(sign_in, theirs)
    assert (claims.issuer, claims.subject, claims.acr) == (theirs.issuer, SUBJECT, "aal2")
    assert not claims.machine
    assert claims.auth_time
    assert abs(claims.auth_time.timestamp() - time.time() + 60) < 10
    theirs.claims = {"aud": [CLIENT, "another"], "azp": CLIENT}
    assert comes_back(sign_in, theirs).subject == SUBJECT
    theirs.claims, theirs.header = {"at_hash": None}, {"typ": None}
    assert comes_back(sign_in, theirs).subject == SUBJECT


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_an_id_token_with_one_thing_wrong_signs_nobody_in(
    sign_in: SignIn, theirs: Crooked, wrong: dict[str, Any]
) -> None:
    for name, value in wrong.items():
        setattr(theirs, name, value)
    assert refused(sign_in, theirs)


def test_other_algorithms_are_refused_whatever_they_sign(sign_in: SignIn, theirs: Crooked) -> None:
    attempt = Attempt.begin("/")
    theirs.nonce = attempt.derived("nonce")
    right = theirs.id_token()
    none = urlsafe_b64encode(b'{"alg":"none","kid":"theirs","typ":"JWT"}').decode().rstrip("=")
    unsigned = right.rsplit(".", 1)[0]
    for forged in (f"{none}.{right.split('.')[1]}.", f"{unsigned}.", confused(right, theirs.key)):
        theirs.token = {"id_token": forged}
        with pytest.raises(SignInRefused):
            sign_in.finish(attempt, {"code": "a-code"})
    theirs.token = {"id_token": right}
    assert sign_in.finish(attempt, {"code": "a-code"}).subject == SUBJECT


def test_who_the_redirect_is_from_counts_when_it_is_said(sign_in: SignIn, theirs: Crooked) -> None:
    assert comes_back(sign_in, theirs, iss=theirs.issuer).subject == SUBJECT
    assert refused(sign_in, theirs, iss="https://elsewhere.invalid")


def test_who_announces_to_say_it_must_say_it(theirs: Crooked, tmp_path: Path) -> None:
    theirs.about = {"authorization_response_iss_parameter_supported": True}
    sign_in = as_client(theirs, tmp_path)
    assert refused(sign_in, theirs)
    assert comes_back(sign_in, theirs, iss=theirs.issuer).subject == SUBJECT


RUBBISH = {
    "no JSON": (200, b"<html>Testchild</html>"),
    "nothing": (200, b""),
    "bytes": (200, b"\xff\xfe"),
    "nested without end": (200, b"[" * 60_000),
    "too much": (200, b'{"x": "' + b"x" * 70_000 + b'"}'),
    "failing": (500, b"{}"),
}
OF_NO_USE = [*RUBBISH.values(), (302, b""), (404, b"{}"), (200, b"[]"), (200, b'{"issuer": "x"}')]


@pytest.mark.parametrize("raw", OF_NO_USE)
def test_a_provider_whose_document_is_of_no_use_is_away(
    sign_in: SignIn, theirs: Crooked, raw: tuple[int, bytes]
) -> None:
    theirs.raw[DISCOVERY] = raw
    assert refused(sign_in, theirs, Unavailable)
    with pytest.raises(Unavailable):
        sign_in.start(Attempt.begin("/"))


@pytest.mark.parametrize("raw", RUBBISH.values(), ids=RUBBISH.keys())
def test_a_token_endpoint_that_fails_is_away_too(
    sign_in: SignIn, theirs: Crooked, raw: tuple[int, bytes]
) -> None:
    theirs.raw["/token"] = raw
    assert refused(sign_in, theirs, Unavailable)


@pytest.mark.parametrize(
    "raw", [(400, b'{"error": "invalid_grant"}'), (200, b"[]"), (302, b"{}"), (200, b"7")]
)
def test_a_token_endpoint_that_says_no_is_believed(
    sign_in: SignIn, theirs: Crooked, raw: tuple[int, bytes]
) -> None:
    theirs.raw["/token"] = raw
    assert refused(sign_in, theirs)


def test_a_token_that_comes_with_a_refusal_is_not_looked_at(sign_in: SignIn, theirs: Crooked) -> None:
    attempt = Attempt.begin("/")
    theirs.nonce = attempt.derived("nonce")
    theirs.raw["/token"] = (400, theirs.answer("/token")[1])
    with pytest.raises(SignInRefused):
        sign_in.finish(attempt, {"code": "a-code"})


def test_nobody_waits_long_for_a_provider_that_hangs(sign_in: SignIn, theirs: Crooked) -> None:
    theirs.hangs["/token"] = 4
    began = time.monotonic()
    assert refused(sign_in, theirs, Unavailable)
    assert time.monotonic() - began < 4


def test_a_silent_socket_is_given_up_and_then_left_alone(make_house: MakeHouse) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        browser = make_house(f"http://127.0.0.1:{silent.getsockname()[1]}").browser()
        began = time.monotonic()
        pages = [browser.opens("/sign-in/start", 503) for _ in range(5)]
        assert time.monotonic() - began < 4
        browser.opens("/sign-in")
    for page in pages:
        assert "does not answer" in page.text
        assert page.headers["retry-after"]
        assert "127.0.0.1" not in page.text


def test_keys_that_cannot_be_had_sign_nobody_in(sign_in: SignIn, theirs: Crooked) -> None:
    theirs.raw["/keys"] = (500, b"")
    assert refused(sign_in, theirs)


@pytest.mark.parametrize(
    "address", ["http://a.invalid/token", "", None, 7, ["https://a.invalid"], "ftp://a.invalid"]
)
def test_a_provider_under_tls_names_no_address_without_it(address: Any) -> None:
    with pytest.raises(NoUse):
        endpoint({"issuer": "https://a.invalid", "token_endpoint": address}, "token_endpoint")
