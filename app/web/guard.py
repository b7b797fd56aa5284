"""The outermost ring: request ids, body limits, readable JSON, security headers, and no fault untold."""

import asyncio
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

import structlog
from fastapi import Request
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.problems import Malformed, Problem
from app.web.bodies import check_body
from app.web.problems import answer

log = structlog.get_logger()
HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self' data:;"
    " form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "no-referrer",
    "strict-transport-security": "max-age=63072000; includeSubDomains",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
RAW_HEADERS = [(name.encode(), value.encode()) for name, value in HEADERS.items()]


class TooLarge(Problem):
    """The body is larger than any form."""

    status, type, title = 413, "too-large", "The body is too large"


class TooSlow(Problem):
    """The body did not come in time."""

    status, type, title = 408, "too-slow", "The body did not come in time"

    def __init__(self) -> None:
        super().__init__("Nothing was changed. Send it again.", headers={"Connection": "close"})


def _uuid(value: str | None) -> str | None:
    try:
        return str(UUID(value)) if value and len(value) <= 45 else None
    except ValueError:
        return None


class Guard:
    """Stands around the application: what comes in is bounded, what goes out carries the usual headers.

    A whole body has so many bytes and so many seconds, however it is cut.
    """

    def __init__(self, app: ASGIApp, limit: int, seconds: float) -> None:
        self.app = app
        self.limit, self.seconds = limit, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        sent = _uuid(headers.get("x-request-id"))
        state = scope.setdefault("state", {})
        state["request_id"], state["sent_request_id"] = sent or str(uuid4()), sent
        is_head = scope["method"] == "HEAD"
        if is_head:
            scope["method"] = "GET"
        mirrored = {"x-request-id": state["request_id"]}
        if correlation := _uuid(headers.get("x-correlation-id")):
            mirrored["x-correlation-id"] = correlation
        await self._serve(scope, receive, _Dressed(send, mirrored, is_bare=is_head))

    async def _serve(self, scope: Scope, receive: Receive, send: "_Dressed") -> None:
        try:
            body = await self._in_time(scope, receive)
            await self.app(scope, _replay(body, receive), send)
        except Problem as problem:
            await answer(Request(scope), problem)(scope, receive, send)
        except Exception as fault:
            log.error("fault", kind=type(fault).__name__, request_id=scope["state"]["request_id"])
            if not send.started:
                await answer(Request(scope), Problem("Nothing was changed."))(scope, receive, send)

    async def _in_time(self, scope: Scope, receive: Receive) -> bytes:
        try:
            async with asyncio.timeout(self.seconds):
                body = await self._body(scope, receive)
        except TimeoutError:
            raise TooSlow from None
        if body:
            check_body(scope["path"], Headers(scope=scope), body)
        return body

    async def _body(self, scope: Scope, receive: Receive) -> bytes:
        declared = Headers(scope=scope).get("content-length", "0")
        if not declared.isdecimal() or int(declared[:18]) > self.limit:
            raise TooLarge("Send at most 1 MiB.")
        chunks, size, more = [], 0, scope["method"] not in {"GET", "HEAD", "DELETE", "OPTIONS"}
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise Malformed("The body ended early.")
            chunk = message.get("body", b"")
            size += len(chunk)
            if size > self.limit:
                raise TooLarge("Send at most 1 MiB.")
            chunks.append(chunk)
            more = message.get("more_body", False)
        return b"".join(chunks)


def _replay(body: bytes, receive: Receive) -> Receive:
    sent = False

    async def again() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


class _Dressed:
    def __init__(self, send: Send, mirrored: Mapping[str, str], *, is_bare: bool) -> None:
        self.send = send
        self.mirrored = mirrored
        self.is_bare = is_bare
        self.started = False

    async def __call__(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            there = {name for name, _ in message["headers"]}
            mirrored = [(name.encode(), value.encode()) for name, value in self.mirrored.items()]
            added = [header for header in (*RAW_HEADERS, *mirrored) if header[0] not in there]
            message = message | {"headers": [*message["headers"], *added]}
        elif self.is_bare:
            message = message | {"body": b""}
        await self.send(message)
