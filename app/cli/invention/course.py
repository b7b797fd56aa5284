"""The course of a review after acceptance: everything that happens, each at its own time, up to the panel."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from app.cases.rules.stages import Stage
from app.cli.invention import beside, gathering, meeting
from app.cli.invention.clockwork import Journey
from app.cli.invention.desk import Desk
from app.cli.invention.gathering import Question
from app.cli.invention.intake import Story
from app.cli.invention.timings import office_hour
from app.cli.invention.waiting import Waiting
from app.reviews.schemas.jar import JarState
from app.worklist import service as worklist

Step = tuple[datetime, Callable[[datetime], None]]
WAIT = 100


@dataclass(slots=True)
class Course:
    """One review under way: the desk, the story, what is still to come."""

    desk: Desk
    story: Story
    begun: datetime
    steps: list[Step] = field(default_factory=list)
    holds: dict[str, UUID] = field(default_factory=dict)

    def then(self, at: datetime, step: Callable[[datetime], None]) -> datetime:
        """Add a step, in office hours."""
        when = office_hour(at)
        self.steps.append((when, step))
        return when


def reviewed(desk: Desk, story: Story, begun: datetime, waiting: Waiting) -> Journey:
    """Review a death from its acceptance to the day when it waits for a panel."""
    course = Course(desk, story, begun)
    asked_at = office_hour(begun + timedelta(days=story.pace.asked))
    yield asked_at
    questions = gathering.ask(desk, story, asked_at)
    course.then(asked_at + timedelta(days=2), lambda at: beside.meet_family(desk, story, at))
    ready = max(asked_at, _gather(course, questions), _beside(course))
    held = max(story.at(story.pace.cdrm), ready + timedelta(days=4))
    _meet(course, ready + timedelta(days=1), office_hour(held))
    for at, step in sorted(course.steps, key=lambda one: one[0]):
        yield at
        step(at)
    waiting.stories.append(story)


def _gather(course: Course, questions: list[Question]) -> datetime:
    """Add the answers, reminders and surrenders; return when nobody is waited for any more."""
    desk, story, last = course.desk, course.story, course.begun

    def of(act: Callable[..., None], question: Question) -> Callable[[datetime], None]:
        return lambda at: act(desk, story, question, at)

    for question in questions:
        if question.answered_at:
            last = max(last, course.then(question.answered_at, of(gathering.answer, question)))
            continue
        for days in (24, 52):
            course.then(course.begun + timedelta(days=days), of(gathering.remind, question))
        surrender = course.begun + timedelta(days=WAIT)
        last = max(last, course.then(surrender, of(gathering.give_up, question)))
    if not story.brief:
        course.then(course.begun + timedelta(days=38), lambda at: beside.hear_family(desk, story, at))
    return last


def _beside(course: Course) -> datetime:
    """Add the joint response, certification and holds; return when nothing blocks the CDRM."""
    desk, story, begun = course.desk, course.story, course.begun
    course.then(begun + timedelta(days=3), lambda at: beside.certify(desk, story, at))
    if not story.death.jar:
        course.then(begun + timedelta(days=8), lambda at: beside.certify(desk, story, at, ended=True))
        return begun
    early = max(begun, story.death.at + timedelta(days=2))
    for hours, state in ((1, JarState.TRIGGERED), (2, JarState.INITIAL_MEETING), (3, JarState.HOME_VISIT)):
        course.then(early + timedelta(hours=hours), _responding(course, state))
    _hold(course, "awaiting_postmortem", begun + timedelta(days=4))
    reported = office_hour(begun + timedelta(days=story.draw.randint(45, 110)))
    course.then(reported, lambda at: beside.certify(desk, story, at, post_mortem=True))
    course.then(reported + timedelta(hours=1), _responding(course, JarState.PM_REVIEW_MEETING))
    _release(course, "awaiting_postmortem", reported + timedelta(hours=2))
    ended = max(reported + timedelta(days=20), story.at(story.pace.panel - 45))
    code = "criminal_investigation" if story.death.category == "inflicted" else "inquest"
    if story.death.inquest:
        _hold(course, code, begun + timedelta(days=9))
        _release(course, code, ended)
    end = course.then(ended, lambda at: beside.certify(desk, story, at, post_mortem=True, ended=True))
    return end if code == "criminal_investigation" else reported + timedelta(hours=3)


def _responding(course: Course, state: JarState) -> Callable[[datetime], None]:
    return lambda at: beside.respond(course.desk, course.story, at, state)


def _hold(course: Course, code: str, at: datetime) -> None:
    def place(when: datetime) -> None:
        course.holds[code] = beside.hold(course.desk, course.story, when, code)

    course.then(at, place)


def _release(course: Course, code: str, at: datetime) -> None:
    course.then(at, lambda when: beside.release(course.desk, course.story, when, course.holds[code]))


def _meet(course: Course, ready: datetime, held: datetime) -> None:
    desk, story = course.desk, course.story
    course.then(ready, lambda at: move(desk, story, at, Stage.CDRM_READY, "Everything is in."))
    course.then(held - timedelta(days=2), lambda at: meeting.draft(desk, story, at))
    course.then(held, lambda at: meeting.hold(desk, story, at))
    last = max(at for at, _ in course.steps)
    course.then(last + timedelta(days=2), lambda at: move(desk, story, at, Stage.PANEL_READY, "Ready."))


def move(desk: Desk, story: Story, at: datetime, to: Stage, reason: str) -> None:
    """Move a case."""
    with desk.sit(story.office, at) as work:
        worklist.move(work, story.case, to, reason)
