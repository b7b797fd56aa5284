"""Bodies that can be read: JSON in UTF-8, said once, bounded in depth, and of the media type it claims."""

import json
import re
from typing import Any

from starlette.datastructures import Headers

from app.problems import Malformed, Problem

DEPTH, MOST_FIELDS = 40, 1000
FORM = "application/x-www-form-urlencoded"
TOKENS = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', re.DOTALL)
# What JSON can spell and neither UTF-8 nor PostgreSQL can hold: half a character, and NUL.
UNSTORABLE = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])")


class UnsupportedMedia(Problem):
    """The body has a media type or a coding that is not read here."""

    status, type, title = 415, "unsupported-media-type", "This kind of body is not read here"


def check_body(path: str, headers: Headers, body: bytes) -> None:
    """Return if a body is one that a router may read, so that none of them meets what JSON does not say."""
    if headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise UnsupportedMedia(
            "Send the body as it is, not compressed.", headers={"Accept-Encoding": "identity"}
        )
    media = headers.get("content-type", "").partition(";")[0].strip().lower()
    is_json = media.endswith(("/json", "+json"))
    if path.startswith("/v1") and not is_json:
        raise UnsupportedMedia("Send application/json.")
    if media.startswith("multipart/"):
        raise UnsupportedMedia("Send the form without files.")
    if body.count(b"&") >= MOST_FIELDS and media == FORM:
        raise Malformed("The form has more fields than any of ours.")
    if is_json:
        check_json(body)


def check_json(body: bytes) -> None:
    """Return if a body is JSON in UTF-8 that is not nested without end, and says nothing twice."""
    depth = 0
    for token in TOKENS.finditer(body):
        first = body[token.start()]
        depth += (first in b"[{") - (first in b"]}")
        if depth > DEPTH:
            raise Malformed("The body is nested too deeply.")
    try:
        value = json.loads(body.decode("utf-8"), parse_constant=_nan, object_pairs_hook=_once)
        if UNSTORABLE.search(body):
            _storable(value)
    except (ValueError, RecursionError):
        raise Malformed("The body is not JSON in UTF-8.") from None


def _nan(_: str) -> None:
    raise ValueError


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; of two values under one name a reader would see one and an auditor the other."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Malformed("A name stands twice in one object.")
    return found


def _storable(value: Any) -> None:
    if isinstance(value, str):
        if "\0" in value:
            raise Malformed("The body holds a NUL character.")
        value.encode()
    elif isinstance(value, dict):
        for name, item in value.items():
            _storable(name)
            _storable(item)
    elif isinstance(value, list):
        for item in value:
            _storable(item)
