"""Bodies that nobody should send: each door refuses each of them in words, and nothing is changed."""

import gzip
import json
from collections.abc import Callable, Iterator

import pytest
from fastapi.testclient import TestClient

from tests.web.doors import CANARY, DOORS, Door, assert_refused, request

Headers = Callable[..., dict[str, str]]
Held = Callable[[], dict[str, int]]
PLAIN = json.dumps({"family": CANARY}).encode()

UNREADABLE = {
    "no JSON": b"{Testcanary",
    "cut off": b'{"family": "Testcanary',
    "two values": PLAIN + PLAIN,
    "not a number": b'{"family": NaN}',
    "infinite": b'{"family": -Infinity}',
    "more digits than anyone reads": b'{"late": ' + b"9" * 5000 + b"}",
    "not UTF-8": b'{"family": "Testcanary\xff"}',
    "UTF-16": PLAIN.decode().encode("utf-16"),
    "UTF-16 without a mark": PLAIN.decode().encode("utf-16-le"),
    "a byte order mark": b"\xef\xbb\xbf" + PLAIN,
    "deep lists": b"[" * 5000 + b"]" * 5000,
    "deep objects": b'{"a":' * 5000 + b"1" + b"}" * 5000,
    "deep and never closed": b"[" * 100_000,
    "a name twice": b'{"family": "Testcanary", "family": "Example"}',
    "a name twice, further in": b'{"child": {"sex": "male", "sex": "female"}}',
    "half a character": b'{"family": "Testcanary\\ud800"}',
    "half a character in a name": b'{"Testcanary\\udc00": 1}',
    "NUL": b'{"family": "Testcanary\\u0000"}',
    "NUL in a list": b'{"a": ["Testcanary\\u0000"]}',
}
UNFIT = {
    "nothing": b"",
    "a list": b'["Testcanary"]',
    "null": b"null",
    "text": b'"Testcanary"',
    "a number": b"1",
    "a huge number": b'{"version": %d, "late": %d, "family": %d}' % ((2**70,) * 3),
    "a number beyond all": b'{"late": 1e999}',
    "an unknown field": b'{"Testcanary": "Testcanary"}',
    "an object for text": b'{"family": {"Testcanary": 1}, "outcome": {"Testcanary": 1}, "child": 1}',
}


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS.keys())
def test_a_body_that_cannot_be_read_changes_nothing(
    client: TestClient, as_: Headers, held: Held, door: Door
) -> None:
    before = held()
    for content in UNREADABLE.values():
        assert_refused(request(client, as_, door, content), 400)
    assert held() == before


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS.keys())
def test_a_body_that_says_nothing_sensible_changes_nothing(
    client: TestClient, as_: Headers, held: Held, door: Door
) -> None:
    before = held()
    for content in UNFIT.values():
        assert_refused(request(client, as_, door, content), 400, 422)
    assert held() == before


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS.keys())
def test_a_body_of_another_kind_is_refused_by_name(
    client: TestClient, as_: Headers, held: Held, door: Door
) -> None:
    before = held()
    media = [
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "",
        "x",
    ]
    for kind in media:
        assert_refused(request(client, as_, door, PLAIN, **{"Content-Type": kind}), 415)
    for coding in ("gzip", "deflate", "br", "gzip, identity"):
        packed = request(client, as_, door, gzip.compress(PLAIN), **{"Content-Encoding": coding})
        assert_refused(packed, 415)
        assert packed.headers["accept-encoding"] == "identity"
    assert held() == before


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS.keys())
def test_a_body_that_is_too_large_is_not_read(
    client: TestClient, as_: Headers, held: Held, door: Door
) -> None:
    """By its declared length, by its chunks, and packed small."""
    before = held()
    large = b'{"family": "' + CANARY.encode() * 120_000 + b'"}'

    def chunks() -> Iterator[bytes]:
        for start in range(0, len(large), 65_536):
            yield large[start : start + 65_536]

    assert_refused(request(client, as_, door, large), 413)
    assert_refused(request(client, as_, door, chunks()), 413)
    assert_refused(request(client, as_, door, PLAIN, **{"Content-Length": "9" * 30}), 413)
    assert_refused(request(client, as_, door, gzip.compress(large), **{"Content-Encoding": "gzip"}), 415)
    assert held() == before


def test_names_of_two_objects_may_be_alike(client: TestClient, as_: Headers) -> None:
    """What is refused is one name twice in one object: searches, forms and lists repeat names rightly."""
    found = request(client, as_, DOORS["search"], b'{"family": "\\u0045xample \\ud83d\\ude00"}')
    assert (found.status_code, found.json()) == (200, {"items": [], "next": None})
