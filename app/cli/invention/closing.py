"""After the panel: two signatures, the national database's answer, the family told, the case closed."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from app.analysis import service as analysis
from app.cases import service as cases
from app.cases.rules.stages import Stage
from app.cli.invention import beside, course, intake
from app.cli.invention.clockwork import Journey
from app.cli.invention.desk import Desk
from app.cli.invention.intake import Story
from app.cli.invention.timings import office_hour
from app.ncmd.rules import Event, State
from app.policy import Permission


class Delays(NamedTuple):
    """After how many days each thing is done: chair, doctor, national database, family, closure."""

    chair: int
    doctor: int
    sent: int
    told: int
    closed: int


# The first cases of an agenda take long, so that of the last meeting each is at another stage.
SLOW: Mapping[int, Delays] = {
    0: Delays(3, 44, 50, 52, 55),
    1: Delays(4, 9, 46, 50, 52),
    2: Delays(3, 8, 15, 46, 50),
}
USUAL = Delays(2, 6, 13, 20, 23)


def closed(desk: Desk, story: Story, place: int, held_at: datetime) -> Journey:
    """Take a determined case to its close."""
    delays = SLOW.get(place, USUAL)
    days = [office_hour(held_at + timedelta(days=delay)) for delay in delays]
    prefix = "" if story.panel == "hw" else f"{story.panel}-"
    for at, person in zip(days[:2], ("chair", "doctor"), strict=True):
        yield at
        _sign(desk, story, prefix + person, at)
    desk.settle(days[1])
    yield days[2]
    intake.tell(desk, story, days[2], Event.ANALYSIS, State.ACKNOWLEDGED)
    yield days[3]
    beside.tell_family(desk, story, days[3])
    yield days[4]
    course.move(desk, story, days[4], Stage.CLOSED, "All is done.")
    story.closed_at = days[4]


def _sign(desk: Desk, story: Story, person: str, at: datetime) -> None:
    with desk.sit(person, at) as work:
        analysis.finalise(work, cases.get_case(work, story.case, Permission.ANALYSIS_FINALISE))
