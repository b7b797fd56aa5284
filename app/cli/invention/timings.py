"""How long each step of an invented review takes, as the years before have shown."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from app.cli.invention.deaths import Death


@dataclass(frozen=True, slots=True)
class Pace:
    """After how long each thing happens: days from the death, or from the step before."""

    notified: float
    second_notice: float | None
    triaged: float
    ncmd: float
    asked: float
    answers: tuple[float, ...]
    cdrm: float
    panel: float


def spread(draw: Random, median: float, sigma: float) -> float:
    """Return a number of days around a median, with the long tail that reviews have."""
    return median * math.exp(draw.gauss(0, sigma))


def a_pace(draw: Random, death: Death) -> Pace:
    """Return the pace of one review."""
    notified = draw.choices(
        (draw.uniform(0.05, 1.9), draw.uniform(2, 7), draw.uniform(8, 29), draw.uniform(31, 60)),
        (70, 20, 8, 2),
    )[0]
    to_panel = spread(draw, 470, 0.5) if death.jar else spread(draw, 297, 0.45)
    to_cdrm = spread(draw, 150, 0.3) if death.jar else spread(draw, 90, 0.3)
    to_panel = max(to_panel, 75)
    return Pace(
        notified=notified,
        second_notice=notified + draw.uniform(0.2, 4) if draw.random() < 0.15 else None,
        triaged=draw.uniform(0.1, 1.6),
        ncmd=draw.uniform(0.05, 1.2),
        asked=draw.uniform(0.1, 2.5),
        answers=tuple(min(spread(draw, 25, 0.6), to_panel * 0.7) for _ in range(8)),
        cdrm=min(to_cdrm, to_panel * 0.7),
        panel=to_panel,
    )


def office_hour(at: datetime) -> datetime:
    """Return the same instant, or when the office opens next: weekdays from nine to five."""
    if at.hour < 9:
        at = at.replace(hour=9, minute=at.minute)
    elif at.hour >= 17:
        at = (at + timedelta(days=1)).replace(hour=9)
    while at.weekday() > 4:
        at += timedelta(days=1)
    return at
