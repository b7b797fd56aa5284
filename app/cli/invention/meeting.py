"""The Child Death Review Meeting: its draft of the analysis form, and its minutes."""

from datetime import datetime, timedelta

from app.analysis import service as analysis
from app.analysis.schemas import AnalysisIn, CauseIn, FactorIn, LearningIn
from app.cases import service as cases
from app.catalogue import rules as catalogue
from app.cli.invention.desk import Desk
from app.cli.invention.intake import Story
from app.cli.invention.lessons import LESSONS
from app.meetings import agenda, arranging, found
from app.meetings.rules.course import Kind, State
from app.meetings.schemas import MeetingChange, MeetingIn
from app.policy import Permission

CONTRIBUTED, NOTED = "2", "1"


def factors(story: Story) -> tuple[FactorIn, ...]:
    """Return the factors that the review finds; those that could be changed are marked."""
    labels = catalogue.labels("contributory_factor")
    child = story.death.child.given
    return tuple(
        FactorIn(
            domain=domain, code=code, level=CONTRIBUTED if modifiable else NOTED, modifiable=modifiable,
            narrative=f"{labels[code]} was discussed for {child} with {story.words['consultant']}.",
        )
        for domain, code, modifiable in story.death.factors
    )  # fmt: skip


def draft(desk: Desk, story: Story, at: datetime) -> None:
    """Save the draft analysis form."""
    death, words, lesson = story.death, story.words, LESSONS[story.death.category]
    summary = (
        f"{words['full']} was a {words['age']} child of {words['mum']} and {words['dad']} who died at "
        f"{words['hospital']} or nearby on {words['died']}. {lesson.issue} The meeting heard from every "
        f"agency that knew {words['him']}, and from the family."
    )
    form = AnalysisIn(
        cause=CauseIn(as_understood=death.cause, agreed="yes"),
        summary=summary,
        factors=factors(story),
        proposed_categories=(death.category,),
        learning=LearningIn(
            issues=(lesson.issue,), points=(lesson.point,), good_practice=(lesson.good_practice,)
        ),
        family_follow_up=f"{words['worker']} rings {words['mum']} on {words['mobile']} after the meeting.",
    )
    with desk.sit(story.office, at) as work:
        analysis.save_draft(work, cases.get_case(work, story.case, Permission.ANALYSIS_DRAFT), form)


def hold(desk: Desk, story: Story, at: datetime) -> None:
    """Hold the meeting about one child, with its minutes."""
    words = story.words
    form = MeetingIn(kind=Kind.CDRM, starts_at=at, ends_at=at + timedelta(hours=1), title="Review meeting",
                     place=words["hospital"])  # fmt: skip
    with desk.sit(story.office, at) as work:
        arranged = arranging.arrange(work, form)
    with desk.sit(story.office, at) as work:
        agenda.add_item(work, arranged.id, story.case)
    minutes = (
        f"Present: Dr {words['consultant']}, {words['nurse']}, Dr {words['gp']}, {words['worker']}.\n"
        f"The care of {words['full']} was gone through from {words['earlier']} to {words['died']}."
    )
    with desk.sit(story.office, at + timedelta(hours=1)) as work:
        row = found.meeting_to_arrange(work, arranged.id)
        arranging.change(work, row, MeetingChange(state=State.HELD, minutes=minutes))
