"""The OpenID provider as others see it: what it publishes, read within bounds of time and size."""

import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import httpx
import structlog

from app.problems import Unavailable

log = structlog.get_logger("cdop.identity")
MAX_BYTES = 64 * 1024
TIMEOUT = httpx.Timeout(2.0, connect=0.5)
WHOLE_SECONDS = 4.0
FRESH_SECONDS = 60.0
PAUSE_SECONDS = 2.0


class NoUse(ValueError):
    """What came back is nothing that we would use."""


FAULTS = (httpx.HTTPError, httpx.InvalidURL, ValueError, OSError, RecursionError)


def get(address: str) -> object:
    """Return the JSON at an address."""
    status, body = _exchange("GET", address, None, {})
    if status != httpx.codes.OK:
        raise NoUse("no answer of use")
    return json.loads(body)


def post(address: str, form: str, headers: Mapping[str, str]) -> tuple[int, object]:
    """Send a form, and return the status and the JSON that came back; a failing server is a fault."""
    status, body = _exchange("POST", address, form, headers)
    if status >= httpx.codes.INTERNAL_SERVER_ERROR:
        raise NoUse("a server that fails")
    return status, json.loads(body)


def _exchange(method: str, address: str, form: str | None, headers: Mapping[str, str]) -> tuple[int, bytes]:
    until, body = time.monotonic() + WHOLE_SECONDS, b""
    with httpx.stream(
        method, address, content=form, headers=headers, timeout=TIMEOUT, follow_redirects=False
    ) as answer:
        for chunk in answer.iter_bytes():
            body += chunk
            if len(body) > MAX_BYTES or time.monotonic() > until:
                raise NoUse("too much, or too slow")
    return answer.status_code, body


def discover(issuer: str) -> Mapping[str, Any]:
    """Return what a provider says of itself, if it is that provider who says it."""
    found = get(issuer.rstrip("/") + "/.well-known/openid-configuration")
    if not isinstance(found, dict) or found.get("issuer") != issuer:
        raise NoUse("a discovery document of somebody else")
    return found


def endpoint(found: Mapping[str, Any], name: str) -> str:
    """Return an address of a provider; one that is reached over TLS names no other kind."""
    address = found.get(name)
    if not isinstance(address, str) or not address.startswith(("https://", "http://")):
        raise NoUse("an address that is missing")
    if found["issuer"].startswith("https://") and not address.startswith("https://"):
        raise NoUse("an address without TLS")
    return address


@dataclass(frozen=True, slots=True)
class About:
    """Where a provider does what, and what it says that it will do."""

    issuer: str
    authorization: str
    token: str
    end_session: str | None
    names_itself: bool
    methods: tuple[str, ...]

    @classmethod
    def read(cls, issuer: str) -> "About":
        """Return it from the provider's own document."""
        found = discover(issuer)
        methods = found.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        return cls(
            issuer=issuer,
            authorization=endpoint(found, "authorization_endpoint"),
            token=endpoint(found, "token_endpoint"),
            end_session=endpoint(found, "end_session_endpoint")
            if found.get("end_session_endpoint")
            else None,
            names_itself=found.get("authorization_response_iss_parameter_supported") is True,
            methods=tuple(methods) if isinstance(methods, list) else (),
        )


class Provider:
    """What a provider says of itself, asked again each minute by one thread at a time."""

    def __init__(self, issuer: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._issuer, self._clock = issuer, clock
        self._turn = threading.Lock()
        self._known: About | None = None
        self._read_at = self._failed_at = float("-inf")

    def about(self) -> About:
        """Return it, or say that nobody can sign in at the moment; who waited does not ask once more."""
        with self._turn:
            if self._known and self._clock() - self._read_at < FRESH_SECONDS:
                return self._known
            if self._clock() - self._failed_at < PAUSE_SECONDS:
                raise away()
            try:
                self._known = About.read(self._issuer)
            except FAULTS as fault:
                self._failed_at = self._clock()
                raise away(fault) from None
            self._read_at = self._clock()
            return self._known


def away(fault: Exception | None = None) -> Unavailable:
    """Return the refusal for when a provider is away; what is wrong with it stays in the log's one word."""
    if fault:
        log.warning("provider.away", fault=type(fault).__name__)
    return Unavailable("The place where you sign in does not answer. Try again in a few minutes.")
