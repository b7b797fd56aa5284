"""Bodies that can be read: JSON in UTF-8, said once, bounded in depth, and of the media type it claims."""

import json
import re
from typing import Any

from starlette.datastructures import Headers

from app.problems import Malformed, Problem

DEPTH, MOST_FIELDS, MOST_PARTS = 40, 1000, 50_000
FORM = "application/x-www-form-urlencoded"
# A string is taken out whole, also one without an end: to look for it anew at each quote would take hours.
STRINGS = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)
ALIKE = bytes.maketrans(b"{}", b"[]")
OTHERS = bytes(set(range(256)) - set(b"[]{}"))
# What JSON can spell and neither UTF-8 nor PostgreSQL can hold: half a character, and NUL.
UNSTORABLE = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])")
NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")


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
    _check_shape(body)
    try:
        value = json.loads(body.decode("utf-8"), parse_constant=_nan, object_pairs_hook=_once)
        if UNSTORABLE.search(body):
            _storable(value)
    except (ValueError, RecursionError):
        raise Malformed("The body is not JSON in UTF-8.") from None


def _check_shape(body: bytes) -> None:
    """Return if a body has few enough parts, and none lies too deep: nobody is known yet, so it is quick.

    The innermost brackets are taken away as often as they may be nested; then none may be left.
    """
    bare = STRINGS.sub(b"", body)
    if sum(map(bare.count, (b"[", b"{", b","))) > MOST_PARTS:
        raise Malformed("The body has more parts than any of ours.")
    brackets = bare.translate(ALIKE, OTHERS)
    for _ in range(DEPTH):
        brackets = brackets.replace(b"[]", b"")
    if brackets:
        raise Malformed("The body is nested too deeply, or something in it has no end.")


def _nan(_: str) -> None:
    raise ValueError


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; of two values under one name a reader would see one and an auditor the other."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Malformed("A name stands twice in one object.")
    return found


def _storable(value: Any) -> None:
    """Return if UTF-8 and PostgreSQL can hold every text of a value: half a character is a `ValueError`."""
    said = json.dumps(value, ensure_ascii=False)
    said.encode()
    if NUL.search(said):
        raise Malformed("The body holds a NUL character.")
