"""Every story of a stretch of time: the deaths of both panels, those that are not ours, and rare ones."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from app.cli.invention import deaths, intake, rates
from app.cli.invention.deaths import Death
from app.cli.invention.intake import Story
from app.cli.invention.people import Register
from app.cli.invention.timings import a_pace
from app.cli.invention.words import GIVEN_MALE

PANELS = {"hw": ("herefordshire", "worcestershire"), "stw": ("shropshire", "telford-and-wrekin")}
FIRST_OF_YEAR = {2: "half", 5: "relayed", 8: "moved", 11: "half", 14: "mistaken", 17: "relayed", 20: "twin"}
STRANGERS = ("stillbirth", "elsewhere", "powys", "overseas", "elsewhere")
HOMES = {"elsewhere": "birmingham", "powys": "powys"}
A_YEAR = 45


def stories(draw: Random, first: date, last: date, years: int) -> list[Story]:
    """Return every death of the time, with those that turn out not to be ours."""
    register = Register()
    told: list[Story] = []
    for panel, areas in PANELS.items():
        for area in areas:
            for at in deaths.instants(draw, first, last, rates.DEATHS_A_YEAR[area]):
                death = deaths.a_death(draw, register, area, at)
                scenario = FIRST_OF_YEAR.get(len(told) % A_YEAR, "") if panel == "hw" else ""
                told.append(_story(draw, len(told), death, panel, scenario))
    for story in [one for one in told if one.scenario == "twin"]:
        told.append(_story(draw, len(told), a_twin(story.death, register), "hw", ""))
    for scenario in STRANGERS * years:
        at = deaths.on_a_day(draw, first, last)
        death = deaths.a_death(draw, register, HOMES.get(scenario, "worcestershire"), at)
        told.append(_story(draw, len(told), death, "hw", scenario))
    return told


def a_twin(death: Death, register: Register) -> Death:
    """Return the death of a twin some hours before: the same family, another child."""
    child = replace(
        death.child, given=next(name for name in GIVEN_MALE if name != death.child.given), sex="male",
        nhs_number=register.number(),
    )  # fmt: skip
    earliest = deaths.midnight(death.child.born) + timedelta(days=1)
    at = max(death.at - timedelta(hours=31), min(earliest, death.at))
    return replace(death, child=child, at=at, birth_order=2, age_days=(at.date() - child.born).days)


def _story(draw: Random, number: int, death: Death, panel: str, scenario: str) -> Story:
    own = Random(draw.getrandbits(64))  # noqa: S311
    return intake.begin(number, death, a_pace(own, death), own, panel, scenario)
