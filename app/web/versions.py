"""Versions of a thing: an `ETag` when it is read, `If-Match` when it is changed."""

from typing import Annotated

from fastapi import Header

from app.problems import PreconditionRequired, Stale

IfMatch = Annotated[
    str | None, Header(alias="If-Match", max_length=100, description="The ETag that was read.")
]


def etag(version: int) -> str:
    """Return a version as an entity tag."""
    return f'"{version}"'


def expect(if_match: str | None, version: int) -> None:
    """Return if the caller changes the version that is in force (RFC 9110, section 13.1.1)."""
    if if_match is None:
        raise PreconditionRequired("Send If-Match with the ETag that you read.")
    if if_match.strip().removeprefix("W/") not in {etag(version), str(version), "*"}:
        raise Stale("Read it again: somebody has changed it since.")
