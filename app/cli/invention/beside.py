"""What goes on beside a review: the joint response, certification, the coroner, holds, the family."""

from datetime import datetime, timedelta
from uuid import UUID

from app.cli.invention import accounts
from app.cli.invention.desk import Desk
from app.cli.invention.intake import Story
from app.family import service as family
from app.family.schemas import ContactIn, ContributionIn, FamilyIn, KeyWorker, QuestionIn, Quiet, ReplyIn
from app.reviews.schemas.certification import (
    Cause,
    CertificationIn,
    Coroner,
    Inquest,
    Mccd,
    MedicalExaminer,
    PostMortem,
)
from app.reviews.schemas.holds import HoldIn, ReleaseIn
from app.reviews.schemas.jar import JarIn, JarState
from app.reviews.service import certification, holds, jar

HOLD_WEEKS = 12


def certify(
    desk: Desk, story: Story, at: datetime, *, post_mortem: bool = False, ended: bool = False
) -> None:
    """Record what is known of certification now: the post-mortem report, and the end of it all."""
    death, on = story.death, at.date()
    told = death.at.date() + timedelta(days=1)
    examined = death.jar
    form = CertificationIn(
        mccd=Mccd(issued=not death.coroner, practitioner=f"Dr {story.words['consultant']}"),
        medical_examiner=None if death.coroner else MedicalExaminer(status="complete", completed_on=told),
        coroner=Coroner(referred=death.coroner, referred_on=told if death.coroner else None),
        post_mortem=PostMortem(
            kind="coroner" if examined else "none",
            status=("final" if post_mortem else "pending") if examined else None,
            reported_on=on if examined and post_mortem else None,
        ),
        inquest=_inquest(story, at, ended=ended),
        registered_cause=_cause(story) if ended else None,
    )
    with desk.sit(story.office, at) as work:
        case, kept = certification.editable(work, story.case)
        certification.replace(work, case, kept, form)


def _inquest(story: Story, at: datetime, *, ended: bool) -> Inquest:
    if not story.death.inquest:
        return Inquest(status="none")
    opened = story.death.at.date() + timedelta(days=2)
    if not ended:
        return Inquest(status="opened", opened_on=opened)
    return Inquest(
        status="concluded", opened_on=opened, concluded_on=at.date(), conclusion="Narrative conclusion."
    )


def _cause(story: Story) -> Cause:
    if story.death.neonatal:
        return Cause(layout="neonatal", lines={"line_a": story.death.cause})
    return Cause(layout="standard", lines={"line_1a": story.death.cause})


def respond(desk: Desk, story: Story, at: datetime, state: JarState) -> None:
    """Bring the Joint Agency Response to where it stands now."""
    died, words = story.death.at, story.words
    steps = {
        "triggered_at": died + timedelta(hours=3), "initial_meeting_at": died + timedelta(hours=30),
        "home_visit_at": died + timedelta(hours=34), "pm_review_at": at,
    }  # fmt: skip
    reached = {JarState.TRIGGERED: 1, JarState.HOME_VISIT: 3, JarState.INITIAL_MEETING: 2}.get(state, 4)
    form = JarIn(
        state=state,
        triggers=(story.death.trigger or "sudden_no_apparent_cause",),
        lead=f"Dr {words['consultant']}",
        police_investigator=words["officer"],
        social_worker=words["worker"],
        decisions=f"{words['officer']} and Dr {words['consultant']} visit {words['street']} together.",
        **dict(list(steps.items())[:reached]),
    )
    with desk.sit(story.office, at) as work:
        case, kept = jar.editable(work, story.case)
        jar.replace(work, case, kept, form)


def hold(desk: Desk, story: Story, at: datetime, code: str) -> UUID:
    """Hold a case."""
    form = HoldIn(
        code=code, reason=f"Waiting for what {story.words['officer']} and the coroner find.",
        authority="Coroner's office", review_by=(at + timedelta(weeks=HOLD_WEEKS)).date(),
    )  # fmt: skip
    with desk.sit(story.office, at) as work:
        return holds.place(work, story.case, form).id


def release(desk: Desk, story: Story, at: datetime, hold_id: UUID) -> None:
    """Release a hold."""
    with desk.sit(story.office, at) as work:
        holds.release(work, story.case, hold_id, ReleaseIn(reason="What was waited for is here."))


def meet_family(desk: Desk, story: Story, at: datetime) -> None:
    """Name a key worker, and note a first visit and what the family asked."""
    child, words = story.death.child, story.words
    anniversary = story.death.at.date() + timedelta(days=365)
    page = FamilyIn(
        key_worker=KeyWorker(name=words["worker"], role="bereavement nurse", contact=words["phone"]),
        leaflet="yes",
        do_not_contact=(Quiet(start=anniversary, why="A hard day for the family."),),
    )
    visit = (
        f"Sat with {words['mum']} and {words['dad']}. They would like to hear before the meeting, not after."
    )
    with desk.sit(story.office, at) as work:
        case, kept = family.editable(work, story.case)
        family.replace(work, case, kept, page)
    with desk.sit(story.office, at) as work:
        family.add_contact(
            work, story.case,
            ContactIn(who=child.mother.name, at=at, by=words["worker"], method="visit", purpose="support",
                      note=visit),
        )  # fmt: skip


def hear_family(desk: Desk, story: Story, at: datetime) -> None:
    """Keep what the family wants heard, and a question with its answer."""
    told = accounts.account(story.draw, "parent", story.death.category, story.words)
    with desk.sit(story.office, at) as work:
        family.contribute(
            work, story.case, ContributionIn(who=story.death.child.mother.name, text=told, for_pack=True)
        )
    asked = QuestionIn(who=story.death.child.mother.name, question="Could anything have been done earlier?")
    with desk.sit(story.office, at) as work:
        question = family.add_question(work, story.case, asked)
    reply = ReplyIn(
        answer="The panel will look at this; we come back to you.", answered_by=story.words["worker"]
    )
    with desk.sit(story.office, at) as work:
        family.answer(work, story.case, question.id, reply)


def tell_family(desk: Desk, story: Story, at: datetime) -> None:
    """Record that the family was told what the panel has learned."""
    words = story.words
    with desk.sit(story.office, at) as work:
        case, kept = family.editable(work, story.case)
        page = FamilyIn(
            key_worker=KeyWorker(name=words["worker"], role="bereavement nurse", contact=words["phone"]),
            informed="yes", informed_on=at.date(), informed_by=words["worker"], leaflet="yes",
        )  # fmt: skip
        family.replace(work, case, kept, page)
