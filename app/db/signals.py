"""How a process that shares a database server takes being told to stop."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

TOLD_TO_STOP = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def polite() -> Iterator[None]:
    """Let a polite kill unwind the process as Ctrl-C does, unless the program has its own answer to it."""
    if not _may_choose() or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGTERM, _leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let a second Ctrl-C wait until what was begun is done."""
    if not _may_choose():
        yield
        return
    before = {number: signal.signal(number, signal.SIG_IGN) for number in TOLD_TO_STOP}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _may_choose() -> bool:
    return threading.current_thread() is threading.main_thread()


def _leave(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)
