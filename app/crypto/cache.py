"""Opened boxes that a process keeps for a few minutes, and may lose at any time."""

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from uuid import UUID

from app.crypto.cell import Box


class BoxCache:
    """The boxes used last, each for a limited time on a clock that nobody can set back."""

    def __init__(self, size: int, ttl: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._size = size
        self._ttl = ttl
        self._clock = clock
        self._lock = Lock()
        self._kept: OrderedDict[UUID, tuple[float, Box]] = OrderedDict()

    def get(self, key_id: UUID) -> Box | None:
        """The box of this key, unless its time is over."""
        with self._lock:
            until, box = self._kept.get(key_id, (0.0, None))
            if box is None:
                return None
            if self._clock() >= until:
                del self._kept[key_id]
                return None
            self._kept.move_to_end(key_id)
            return box

    def put(self, box: Box) -> None:
        """Keep a box from now on, and let the one that was idle longest go."""
        with self._lock:
            self._kept[box.key_id] = (self._clock() + self._ttl, box)
            self._kept.move_to_end(box.key_id)
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)

    def drop(self, key_id: UUID) -> None:
        """Keep this box no longer."""
        with self._lock:
            self._kept.pop(key_id, None)
