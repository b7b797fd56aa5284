"""What is shared: a themed review with the other panel, reports for the CDR partners, actions on learning."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from app.cli.invention.desk import Desk
from app.cli.invention.intake import Story
from app.learning import service as learning
from app.learning.models import Action, Recommendation
from app.learning.rules import ActionState
from app.learning.schemas import ActionChange, ActionIn, InformedIn
from app.packs import contributions
from app.problems import Conflict
from app.reports import service as reports
from app.reports.schemas import ReportIn
from app.themes import service as themes
from app.themes.schemas import FindingIn, ThemeIn

OFFICES = {"hw": ("coordinator", "manager"), "stw": ("stw-coordinator", "stw-manager")}
REPORTS = (
    ("hw", "herefordshire", "partner"), ("hw", "worcestershire", "partner"), ("hw", "joint", "partner"),
    ("hw", "joint", "public"), ("stw", "joint", "partner"),
)  # fmt: skip
YOUNG = 28
WENT_ON = (ActionState.ACCEPTED, ActionState.IN_PROGRESS, ActionState.DONE, ActionState.EFFECT_REVIEWED)


def share(desk: Desk, told: Sequence[Story], first: date, now: datetime) -> None:
    """Share a themed review, report on each year that is over, and follow what was recommended."""
    _theme(desk, told, first, now)
    for year in range(first.year, now.year):
        if date(year + 1, 4, 1) <= now.date():
            _report(desk, year, now)
    _follow(desk, now)


def _theme(desk: Desk, told: Sequence[Story], first: date, now: datetime) -> None:
    agreed = now - timedelta(days=3)
    form = ThemeIn.model_validate({
        "title": "Babies who lived less than four weeks",
        "question": "What would have helped these families sooner?",
        "criteria": "Deaths before 28 days of age with an approved pack.",
        "window": {"from": first.isoformat(), "to": now.date().isoformat()},
    })  # fmt: skip
    with desk.sit("coordinator", agreed) as work:
        theme = themes.propose(work, form)
    with desk.sit("stw-coordinator", agreed) as work:
        themes.agree(work, theme.id)
    for story in told:
        if story.packed and story.death.age_days < YOUNG:
            _contribute(desk, story, theme.id, agreed)
    with desk.sit("coordinator", now - timedelta(days=2)) as work:
        themes.freeze(work, theme.id)
    finding = FindingIn(text="Families who rang twice were not always seen; a record of calls would show it.")
    with desk.sit("stw-coordinator", now - timedelta(days=1)) as work:
        themes.add_finding(work, theme.id, finding)


def _contribute(desk: Desk, story: Story, theme_id: UUID, at: datetime) -> None:
    try:
        with desk.sit(OFFICES[story.panel][0], at) as work:
            contributions.contribute(work, theme_id, story.case)
    except Conflict:
        story.packed = False


def _report(desk: Desk, year: int, now: datetime) -> None:
    """Build the reports of a year, and have two people sign them; what is too early stays a draft."""
    period = {"from": f"{year}-04-01", "to": f"{year + 1}-03-31"}
    for panel, area, level in REPORTS:
        form = ReportIn.model_validate({"kind": "annual", "area": area, "level": level, "period": period})
        first, second = OFFICES[panel]
        with desk.sit(first, now - timedelta(hours=5)) as work:
            built = reports.build(work, form)
        for person in (first, second):
            try:
                with desk.sit(person, now - timedelta(hours=4)) as work:
                    reports.sign(work, built.id, built.sha256)
            except Conflict:
                break


def _follow(desk: Desk, now: datetime) -> None:
    """Tell addressees, and take actions on: some done, some late, some just proposed."""
    with desk.sit("coordinator", now) as work:
        known = learning.recommendations(work)
    for number, advice in enumerate(sorted(known, key=lambda one: (one.due_on or "", one.text))):
        at = now - timedelta(days=2)
        with desk.sit("coordinator", at) as work:
            row = learning.find(work, Recommendation, advice.id)
            told = InformedIn(informed_who=advice.addressee, informed_on=at.date().isoformat())
            learning.inform(work, row, told)
        if number % 4:
            _act(desk, advice.id, advice.addressee, advice.due_on, WENT_ON[: number % 5], at)


def _act(
    desk: Desk, advice_id: UUID, owner: str, due_on: str | None, steps: Sequence[ActionState], at: datetime
) -> None:
    form = ActionIn(recommendation_id=advice_id, text="Agreed with them.", owner=owner, due_on=due_on)
    with desk.sit("coordinator", at) as work:
        action = learning.add_action(work, form)
    for state in steps:
        said = ActionChange(state=state, evidence="Their minutes.", effect="Seen in the next audit.")
        with desk.sit("coordinator", at) as work:
            learning.change_action(work, learning.find(work, Action, action.id), said)
