"""Trying what a form asks for: all of it is done, or nothing is and the page says why."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from app.problems import Conflict, FourEyes, Invalid, Malformed, PreconditionRequired, Problem, Stale
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


def told(problem: Problem, stale: str = "") -> Sequence[str]:
    """Return a problem in sentences: each fault, or what it is; a stale page in words of its own."""
    if stale and isinstance(problem, Stale):
        return [stale]
    return [fault.message for fault in problem.errors] or [problem.detail]
