"""Every story of a stretch of time: the deaths of both panels, those that are not ours, and rare ones."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random

from app.cli.invention import deaths, intake, rates
from app.cli.invention.deaths import Death
from app.cli.invention.intake import Story
from app.cli.invention.people import Register, free_day
from app.cli.invention.timings import a_pace
from app.cli.invention.words import GIVEN_MALE

PANELS = {"hw": ("herefordshire", "worcestershire"), "stw": ("shropshire", "telford-and-wrekin")}
AGENDAS = {"hw": 7, "stw": 2}
FIRST_OF_YEAR = {2: "half", 5: "relayed", 8: "moved", 11: "half", 14: "mistaken", 17: "relayed", 20: "twin"}
STRANGERS = ("stillbirth", "elsewhere", "powys", "overseas", "elsewhere")
HOMES = {"elsewhere": "birmingham", "powys": "powys"}
A_YEAR, LONG_AGO, DOOR = 45, timedelta(days=45), timedelta(days=2, hours=10)


def stories(draw: Random, first: date, last: date, years: int) -> list[Story]:
    """Return every death of the time, with those that turn out not to be ours."""
    register, year = Register(), Year(draw, last)
    for panel, areas in PANELS.items():
        for area in areas:
            for at in deaths.instants(draw, first, last, rates.DEATHS_A_YEAR[area]):
                death = deaths.a_death(draw, register, area, at)
                scenario = FIRST_OF_YEAR.get(len(year.told) % A_YEAR, "") if panel == "hw" else ""
                year.tell(death, panel, scenario)
    for story in [one for one in year.told if one.scenario == "twin"]:
        year.tell(a_twin(story.death, register), "hw")
    for scenario in STRANGERS * years:
        at = deaths.on_a_day(draw, first, last)
        death = deaths.a_death(draw, register, HOMES.get(scenario, "worcestershire"), at)
        year.tell(death, "hw", scenario)
    _leave_at_the_door(year)
    return year.told


def a_twin(death: Death, register: Register) -> Death:
    """Return the death of a twin some hours before: the same family, another child."""
    child = replace(
        death.child, given=next(name for name in GIVEN_MALE if name != death.child.given), sex="male",
        nhs_number=register.number(),
    )  # fmt: skip
    earliest = deaths.midnight(death.child.born) + timedelta(days=1)
    at = max(death.at - timedelta(hours=31), min(earliest, death.at))
    at = datetime.combine(free_day(at.date()), at.timetz())
    return replace(death, child=child, at=at, birth_order=2, age_days=(at.date() - child.born).days)


@dataclass(slots=True)
class Year:
    """Numbers the stories of a stretch of time; of those that are over, mostly the outline is told."""

    draw: Random
    last: date
    told: list[Story] = field(default_factory=list)

    def tell(self, death: Death, panel: str, scenario: str = "") -> None:
        """Add the story of a death."""
        own = Random(self.draw.getrandbits(64))  # noqa: S311
        story = intake.begin(len(self.told), death, a_pace(own, death), own, panel, scenario)
        over = self.last - story.at(story.pace.panel).date() > LONG_AGO
        story.brief = panel != "hw" or (over and story.number % 5 > 0)
        self.told.append(story)


def _leave_at_the_door(year: Year) -> None:
    """Let the last two be notified late: of one nobody is asked yet, the other waits in the inbox."""
    ours = [story for story in year.told if story.panel == "hw" and not story.scenario]
    for story, triaged in zip(sorted(ours, key=lambda one: one.death.at)[-2:], (0.02, 9), strict=False):
        since = (deaths.midnight(year.last) + DOOR - story.death.at) / timedelta(days=1)
        story.pace = replace(story.pace, notified=since, triaged=triaged, asked=9, second_notice=None)
