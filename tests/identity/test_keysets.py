"""The keys of an outside issuer: fetched rarely, kept while it is away, and never taken from rubbish."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from uuid import uuid4

import pytest
from joserfc.jwk import ECKey

from app.identity.keysets import KeyCache, fetch, public_keys
from app.identity.provider import NoUse
from tests.identity.provider import Provider, provider

HOUR, DAY = 3600, 86_400


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """The clock of the cache."""
    return Clock()


@pytest.fixture
def theirs() -> Iterator[Provider]:
    """An outside issuer."""
    with provider() as theirs:
        yield theirs


@pytest.fixture
def cache(theirs: Provider, clock: Clock) -> KeyCache:
    """The cache in front of it."""
    return KeyCache(partial(fetch, theirs.issuer), clock=clock)


def test_ten_thousand_unknown_keys_cost_one_fetch_in_thirty_seconds(
    theirs: Provider, cache: KeyCache, clock: Clock
) -> None:
    assert cache.find("theirs")
    for _ in range(10_000):
        assert cache.find(str(uuid4())) is None
    assert theirs.asked == 1
    clock.now += 31
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(cache.find, [str(uuid4()) for _ in range(200)]))
    assert theirs.asked == 2


def test_a_new_key_is_found_when_the_pause_is_over(theirs: Provider, cache: KeyCache, clock: Clock) -> None:
    cache.find("theirs")
    theirs.add("new")
    assert cache.find("new") is None
    clock.now += 31
    assert cache.find("new")


def test_known_keys_are_asked_for_again_after_ten_minutes(
    theirs: Provider, cache: KeyCache, clock: Clock
) -> None:
    cache.find("theirs")
    clock.now += 599
    cache.find("theirs")
    assert theirs.asked == 1
    theirs.keys = {"keys": []}
    clock.now += 2
    assert cache.find("theirs") is None
    assert theirs.asked == 2


RUBBISH = {
    "not JSON": b"<html>",
    "not a set": b"[]",
    "nested without end": b"[" * 60_000,
    "too large": b'{"keys": [], "x": "' + b"x" * 65_536 + b'"}',
    "private": None,
    "symmetric": b'{"keys": [{"kty": "oct", "kid": "theirs", "k": "AAAA"}]}',
    "one spoiled among others": b'{"keys": [{"kty": "EC", "kid": "x"}]}',
}


@pytest.mark.parametrize("raw", RUBBISH.values(), ids=RUBBISH.keys())
def test_rubbish_leaves_the_old_keys_in_place_for_a_day(
    theirs: Provider, cache: KeyCache, clock: Clock, raw: bytes | None
) -> None:
    assert cache.find("theirs")
    theirs.keys, theirs.raw = {"keys": [theirs.key.as_dict(private=True)]}, raw
    clock.now += HOUR
    assert cache.find("theirs")
    clock.now += DAY
    assert cache.find("theirs") is None


def test_a_hanging_issuer_holds_up_nobody_whose_key_is_known(
    theirs: Provider, cache: KeyCache, clock: Clock
) -> None:
    assert cache.find("theirs")
    theirs.hangs = 10
    clock.now += HOUR
    began = time.monotonic()
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: cache.find("theirs"), range(4)))
    assert all(found)
    assert time.monotonic() - began < 5
    assert theirs.asked == 2


def test_who_comes_while_the_keys_are_being_fetched_waits_for_them(theirs: Provider, cache: KeyCache) -> None:
    theirs.hangs = 0.5
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: cache.find("theirs"), range(4)))
    assert all(found)
    assert theirs.asked == 1


def test_a_discovery_document_of_somebody_else_is_refused(theirs: Provider) -> None:
    address, theirs.issuer = theirs.issuer, "https://somebody.invalid"
    with pytest.raises(NoUse):
        fetch(address)


def test_what_points_elsewhere_is_left_out() -> None:
    jwk = ECKey.generate_key("P-256", {"kid": "a"}).as_dict(private=False)
    key = public_keys({"keys": [{**jwk, "x5u": "https://elsewhere.invalid/x", "use": "sig"}]})["a"]
    assert key.as_dict(private=False) == jwk
    assert public_keys({"keys": [{**jwk, "use": "enc"}, {"kty": "OKP", "kid": "b"}]}) == {}
