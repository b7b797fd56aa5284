"""A provider that fails, lies or hangs: told calmly and soon, and with nothing of what it said."""

import socket
import time
from typing import Any

import pytest

from app.identity.provider import NoUse, endpoint
from app.identity.signing_in import Attempt, SignIn, SignInRefused
from app.problems import Unavailable
from tests.portal.signin.crooked import Crooked, refused
from tests.portal.signin.walking import MakeHouse

DISCOVERY = "/.well-known/openid-configuration"


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
