"""Runs many invented reviews side by side, always the one whose next step comes first."""

import heapq
from collections.abc import Callable, Generator
from datetime import datetime
from itertools import count
from typing import TypeAlias

Journey: TypeAlias = Generator[datetime, None, None]


class Clockwork:
    """A calendar of journeys. A journey says when it goes on, and is left where it is when time is up."""

    def __init__(self, until: datetime) -> None:
        """Begin with an empty calendar that ends at an instant."""
        self.until = self.now = until
        self._calendar: list[tuple[datetime, int, Journey]] = []
        self._order = count()

    def begin(self, journey: Journey, not_before: datetime | None = None) -> None:
        """Let a journey go until it first says when it goes on."""
        at = next(journey, None)
        if at is not None:
            when = max(at, not_before) if not_before else at
            heapq.heappush(self._calendar, (when, next(self._order), journey))

    def run(self, passed: Callable[[datetime], None]) -> None:
        """Run to the end of time, and say after each step how late it is."""
        while self._calendar and self._calendar[0][0] <= self.until:
            self.now, _, journey = heapq.heappop(self._calendar)
            self.begin(journey, self.now)
            passed(self.now)
