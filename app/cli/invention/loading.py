"""Loads invented years: every death goes through the service as far as time allows."""

import gc
import sys
from datetime import UTC, date, datetime, time, timedelta
from random import Random

import typer
from sqlalchemy import Engine, text

from app.cli.invention import course, intake, panels, rare, sharing, year
from app.cli.invention.clockwork import Clockwork, Journey
from app.cli.invention.deaths import LONDON
from app.cli.invention.desk import Desk, opened
from app.cli.invention.intake import Story
from app.cli.invention.waiting import Waiting
from app.settings import Settings

RARELY = (50_000, 20, 50)
LAST_DEATH = timedelta(days=4)
TODAYS_PANELS = date(2019, 9, 29)


def first_day(today: date, years: int) -> date:
    """Return the 1 April from which whole years are told, and the running one beside them."""
    this_year = today.year - (today < date(today.year, 4, 1))
    return date(this_year - years, 4, 1)


def most_years() -> int:
    """Return how many whole years can be told: nobody knows whom a panel before today's would have asked."""
    now = datetime.now(UTC).astimezone(LONDON).date()
    return next(years for years in range(1, 100) if first_day(now, years + 1) < TODAYS_PANELS)


def is_empty(engine: Engine) -> bool:
    """Return whether nobody has notified anything yet."""
    with engine.connect() as connection:
        return not connection.scalar(text("SELECT EXISTS (SELECT FROM notification)"))


def load(
    settings: Settings, engine: Engine, *, years: int, seed: int, most: int | None = None
) -> list[Story]:
    """Tell so many whole years, and the running one to date, through the service's own use cases.

    `most` tells no more than so many deaths. The stories come back for whoever has to look for them.
    """
    now = datetime.now(UTC).astimezone(LONDON)
    first = first_day(now.date(), years)
    told = year.stories(Random(seed), first, (now - LAST_DEATH).date(), years)[:most]  # noqa: S311
    gc.freeze()
    gc.set_threshold(*RARELY)  # what a step leaves behind is small, and there are many steps
    with opened(settings, engine) as desk:
        _run(desk, told, first, now)
    return told


def _run(desk: Desk, told: list[Story], first: date, now: datetime) -> None:
    clockwork = Clockwork(now)
    waiting = {panel: Waiting(most) for panel, most in year.AGENDAS.items()}
    for story in told:
        clockwork.begin(journey(desk, story, waiting[story.panel]))
    for panel, queue in waiting.items():
        for day in panels.meeting_days(panel, datetime.combine(first, time(), LONDON), now):
            clockwork.begin(panels.held(desk, clockwork, queue, panel, day))
    days = (now.date() - first).days
    with typer.progressbar(length=days, label="Inventing years", file=sys.stderr) as bar:
        clockwork.run(lambda at: bar.update((at.date() - first).days - bar.pos))
        rare.reopen(desk, told, now)
        sharing.share(desk, told, first, now)
        bar.update(days - bar.pos)


def journey(desk: Desk, story: Story, waiting: Waiting) -> Journey:
    """Tell one death from its notification on."""
    yield from intake.notified(desk, story)
    if story.case_id is None or story.accepted_at is None:
        return
    if story.scenario in rare.ENDS:
        yield from rare.ENDS[story.scenario](desk, story, story.accepted_at)
    else:
        yield from course.reviewed(desk, story, story.accepted_at, waiting)
