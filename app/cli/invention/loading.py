"""Loads invented years: draws deaths, and lets each go through the service as far as time allows."""

import sys
from datetime import UTC, date, datetime, timedelta
from random import Random

import typer
from sqlalchemy import Engine

from app import kit as doors
from app.cli.invention import deaths, intake, rates
from app.cli.invention.clockwork import Clockwork, Journey
from app.cli.invention.desk import Desk
from app.cli.invention.intake import Story
from app.cli.invention.people import Register
from app.cli.invention.timings import a_pace
from app.settings import Settings

PANELS = {"hw": ("herefordshire", "worcestershire"), "stw": ("shropshire", "telford-and-wrekin")}
LAST_DEATH = timedelta(days=4)
SCENARIOS = {2: "half", 5: "relayed", 9: "half", 14: "relayed"}
STRANGERS = ("stillbirth", "elsewhere", "powys", "overseas", "elsewhere")
HOMES = {"elsewhere": "birmingham", "powys": "powys"}


def first_day(today: date, years: int) -> date:
    """Return the 1 April from which whole years are told, and the running one beside them."""
    this_year = today.year - (today < date(today.year, 4, 1))
    return date(this_year - years, 4, 1)


def load(settings: Settings, engine: Engine, *, years: int, seed: int, now: datetime | None = None) -> None:
    """Tell so many whole years, and the running one to date, through the service's own use cases."""
    now = now or datetime.now(UTC)
    parts = doors.build(settings, engine)
    desk, clockwork = Desk(parts), Clockwork(now)
    first = first_day(now.date(), years)
    for story in stories(Random(seed), first, (now - LAST_DEATH).date(), years):  # noqa: S311
        clockwork.begin(journey(desk, story))
    days = (now.date() - first).days
    with typer.progressbar(length=days, label="Inventing years", file=sys.stderr) as bar:
        clockwork.run(lambda at: bar.update((at.date() - first).days - bar.pos))
        bar.update(days - bar.pos)


def stories(draw: Random, first: date, last: date, years: int) -> list[Story]:
    """Return every death of the time, with those that turn out not to be ours."""
    register = Register()
    told: list[Story] = []
    for panel, areas in PANELS.items():
        for area in areas:
            for at in deaths.instants(draw, first, last, rates.DEATHS_A_YEAR[area]):
                death = deaths.a_death(draw, register, area, at)
                told.append(_story(draw, len(told), death, panel, ""))
    for scenario in STRANGERS * years:
        at = deaths.on_a_day(draw, first, last)
        death = deaths.a_death(draw, register, HOMES.get(scenario, "worcestershire"), at)
        told.append(_story(draw, len(told), death, "hw", scenario))
    return told


def _story(draw: Random, number: int, death: deaths.Death, panel: str, scenario: str) -> Story:
    own = Random(draw.getrandbits(64))  # noqa: S311
    return intake.begin(number, death, a_pace(own, death), own, panel, scenario or SCENARIOS.get(number, ""))


def journey(desk: Desk, story: Story) -> Journey:
    """Tell one death from its notification on."""
    yield from intake.notified(desk, story)
