"""A body that does not come: a real server gives it so long as a whole, answers, and does nothing."""

import json
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from threading import Thread
from uuid import uuid4

import pytest
import uvicorn
from sqlalchemy import Engine

from app.kit import Parts
from app.main import create_app
from app.problems import Malformed
from app.settings import Settings
from app.web import bodies
from tests.makers import a_form

Headers = Callable[..., dict[str, str]]
Held = Callable[[], dict[str, int]]
SECONDS = 1
DOORS = ("/v1/notifications", "/fhir/Bundle", "/oauth/token", "/sign-in")


@pytest.fixture
def port(settings: Settings, engine: Engine, parts: Parts) -> Iterator[int]:
    """The port of a service that waits for a body no longer than a second."""
    listener = socket.create_server(("127.0.0.1", 0))
    app = create_app(settings.model_copy(update={"body_seconds": SECONDS}), engine, parts)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False, lifespan="off"))
    thread = Thread(target=server.run, args=([listener],))
    thread.start()
    yield int(listener.getsockname()[1])
    server.should_exit = True
    thread.join()
    listener.close()


def begun(port: int, path: str, **headers: str) -> socket.socket:
    """A connection on which a request has begun."""
    wire = socket.create_connection(("127.0.0.1", port), timeout=SECONDS * 8)
    lines = "".join(f"{name}: {value}\r\n" for name, value in {"Host": "127.0.0.1", **headers}.items())
    wire.sendall(f"POST {path} HTTP/1.1\r\n{lines}\r\n".encode())
    return wire


def dribbled(wire: socket.socket, pieces: Iterator[bytes], pause: float) -> bytes:
    """Send pieces slowly until the server answers, and return what it says before it hangs up.

    A piece that was on its way when it hung up is answered by a reset, after all that it has said.
    """
    wire.settimeout(pause)
    for piece in pieces:
        try:
            wire.sendall(piece)
            if said := wire.recv(65_536):
                break
        except TimeoutError:
            continue
    else:
        raise AssertionError("It has waited for all of it.")
    wire.settimeout(SECONDS * 8)
    with suppress(ConnectionResetError):
        while more := wire.recv(65_536):
            said += more
    return said


def byte_by_byte(seconds: float, pause: float, *, chunked: bool) -> Iterator[bytes]:
    """A body that comes a byte at a time, for so long."""
    for _ in range(int(seconds / pause)):
        yield b"1\r\n{\r\n" if chunked else b"{"


@pytest.mark.parametrize("chunked", [False, True])
@pytest.mark.parametrize("path", DOORS)
def test_a_body_that_dribbles_is_given_up_and_changes_nothing(
    port: int, as_: Headers, held: Held, path: str, chunked: bool
) -> None:
    before = held()
    length = {"Transfer-Encoding": "chunked"} if chunked else {"Content-Length": "5000"}
    media = "application/x-www-form-urlencoded" if path in DOORS[2:] else "application/json"
    headers = as_("notifier-wvt") | {"X-Request-ID": str(uuid4()), "Content-Type": media}
    start = time.monotonic()
    with begun(port, path, **headers | length) as wire:
        said = dribbled(wire, byte_by_byte(SECONDS * 6, 0.1, chunked=chunked), 0.1)
    assert SECONDS <= time.monotonic() - start < SECONDS * 4
    head, _, body = said.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 408 ")
    assert {b"connection: close", b"cache-control: no-store"} <= set(head.lower().split(b"\r\n"))
    assert b"Nothing was changed" in body
    if path == DOORS[0]:
        assert json.loads(body)["type"] == "urn:cdop:problem:too-slow"
    assert held() == before


def test_who_says_nothing_at_all_is_given_up_as_well(port: int) -> None:
    with begun(port, DOORS[0], **{"Content-Length": "5000", "Content-Type": "application/json"}) as wire:
        assert wire.recv(65_536).startswith(b"HTTP/1.1 408 ")


def test_a_body_in_pieces_that_comes_in_time_is_read(port: int, as_: Headers) -> None:
    form = json.dumps(a_form()).encode()
    headers = as_("notifier-wvt", X_Request_ID=str(uuid4())) | {
        "Content-Type": "application/json",
        "Content-Length": str(len(form)),
    }
    with begun(port, DOORS[0], **headers) as wire:
        for piece in (form[:100], form[100:300], form[300:]):
            wire.sendall(piece)
            time.sleep(0.1)
        assert wire.recv(65_536).startswith(b"HTTP/1.1 202 ")


HARD = {
    "a string that never ends": b'"' + b'\\"' * 500_000,
    "empty lists": b"[" + b"[]," * 340_000 + b"[]]",
    "as deep as may be, again and again": b"[" + (b"[" * 38 + b"]" * 38 + b",") * 13_000 + b"1]",
    "empty objects": b"[" + b"{}," * 340_000 + b"{}]",
    "empty strings": b"[" + b'"",' * 340_000 + b'""]',
    "half of a pair and numbers": b'["\\ud83d\\ude00",' + b"1," * 500_000 + b"1]",
}


@pytest.mark.parametrize("body", HARD.values(), ids=HARD.keys())
def test_a_body_that_is_hard_to_check_takes_no_time(body: bytes) -> None:
    """Nobody is known yet when it is checked: a mebibyte of any shape is refused in a moment."""
    start = time.process_time()
    with pytest.raises(Malformed):
        bodies.check_json(body)
    assert time.process_time() - start < 0.4


def test_a_large_body_of_ours_is_read_still() -> None:
    rows = [
        {"narrative": f"n{number}", "start": number, "reason": 'Yes, [so] {far}, \\ ".'}
        for number in range(9000)
    ]
    bodies.check_json(json.dumps({"verdicts": rows, "note": "a, " * 150_000}).encode())
