"""Trying what a form asks for: all of it is done, or nothing is and the page says why."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from app.packs import checking
from app.problems import Conflict, FourEyes, Invalid, Malformed, PreconditionRequired, Problem, Stale
from app.web.versions import expect
from app.work import Work

Made = TypeVar("Made")
TOLD = (Conflict, Invalid, Malformed, PreconditionRequired, Stale)


def attempt(work: Work, act: Callable[[], Made]) -> Made | Problem:
    """Return what was made, or the problem, when nothing was.

    Who is not allowed is refused as everywhere: that goes into the trail.
    """
    try:
        with work.session.begin_nested():
            return act()
    except FourEyes:
        raise
    except TOLD as problem:
        return problem


def at_version(work: Work, pack_id: UUID, version: str) -> None:
    """Return if the page was made from the version that is in force, and keep it from changing meanwhile."""
    pack, _ = checking.editable(work, pack_id)
    expect(version or None, pack.row_version)
