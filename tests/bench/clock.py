"""How long something takes, by the processor's clock: a busy machine does not count."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def timed(act: Callable[[], T]) -> tuple[T, float]:
    """Return what an act returns, and the seconds of processor time that it took."""
    begun = time.process_time()
    done = act()
    return done, time.process_time() - begun
