"""Trying what a form asks for at the version of a pack that its page was made from."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from app.packs import checking
from app.portal.attempts import attempt
from app.problems import Problem
from app.web.versions import expect
from app.work import Work

Made = TypeVar("Made")


def attempt_at(work: Work, pack_id: UUID, version: str, act: Callable[[], Made]) -> Made | Problem:
    """Return what was made at the version of the page, or the problem, when nothing was."""

    def acted() -> Made:
        at_version(work, pack_id, version)
        return act()

    return attempt(work, acted)


def at_version(work: Work, pack_id: UUID, version: str) -> checking.Editable:
    """Return the pack, locked, if the page was made from the version that is in force."""
    pack, case = checking.editable(work, pack_id)
    expect(version or None, pack.row_version)
    return pack, case
