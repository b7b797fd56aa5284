"""In the room of a panel meeting: invitations, declarations, attendance, determinations, minutes."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from app.analysis import service as analysis
from app.analysis.schemas import DeterminationIn, LearningIn, RecommendationIn
from app.cli.invention.desk import Desk
from app.cli.invention.intake import Story
from app.cli.invention.lessons import LESSONS
from app.identity.actors import Role
from app.identity.personas import PERSONAS
from app.meetings import agenda, arranging, declaring, found
from app.meetings.rules.course import Kind
from app.meetings.rules.standing import Interest, Ruling
from app.meetings.schemas import (
    AttendanceIn,
    DeclarationIn,
    InvitationIn,
    MeetingChange,
    MeetingIn,
    RulingIn,
)
from app.problems import Conflict

SITTING = (Role.CHAIR, Role.DESIGNATED_DOCTOR, Role.PANEL_MEMBER)
VOICES = 6


def members(panel: str) -> list[str]:
    """Return who sits at a panel."""
    return [who.name for who in PERSONAS.values() if who.panel == panel and who.role in SITTING]


def has_quorum(panel: str) -> bool:
    """Return whether enough people sit at a panel to determine anything."""
    return len(members(panel)) >= VOICES


@dataclass(slots=True)
class Item:
    """A case on an agenda: its pack, and the name that it has there."""

    story: Story
    pack_id: UUID
    pseudonym: str


@dataclass(slots=True)
class Agenda:
    """One meeting of one panel."""

    desk: Desk
    panel: str
    meeting_id: UUID
    starts_at: datetime
    items: list[Item] = field(default_factory=list)

    @property
    def office(self) -> str:
        """Return who arranges it."""
        return "coordinator" if self.panel == "hw" else "stw-coordinator"

    @property
    def chair(self) -> str:
        """Return who leads it."""
        return "chair" if self.panel == "hw" else "stw-chair"


def arranged(desk: Desk, panel: str, starts_at: datetime) -> Agenda:
    at = starts_at - timedelta(days=42)
    form = MeetingIn(
        kind=Kind.PANEL, starts_at=starts_at, ends_at=starts_at + timedelta(hours=3),
        title="Child Death Overview Panel", place="By video", panel_type="general",
    )  # fmt: skip
    office = "coordinator" if panel == "hw" else "stw-coordinator"
    with desk.sit(office, at) as work:
        meeting = arranging.arrange(work, form)
    with desk.sit(office, at) as work:
        agenda.invite(work, meeting.id, InvitationIn(everyone=True))
    return Agenda(desk, panel, meeting.id, starts_at)


def change(plan: Agenda, at: datetime, form: MeetingChange) -> None:
    """Change the meeting."""
    with plan.desk.sit(plan.office, at) as work:
        arranging.change(work, found.meeting_to_arrange(work, plan.meeting_id), form)


def declare(plan: Agenda, item: Item, place: int, at: datetime) -> None:
    """Let everybody declare; now and then somebody knew the child, and the chair rules on it."""
    for member in members(plan.panel):
        interest, ruling = Interest.NONE, None
        if member.endswith("member-lay") and place == 3:
            interest, ruling = Interest.KNEW_FAMILY, Ruling.RECUSE
        if member.endswith("member-police") and place == 1:
            interest, ruling = Interest.KNEW_CHILD, Ruling.STAY
        note = f"Met the family of {item.story.words['full']} at work." if ruling else ""
        form = DeclarationIn(pseudonym=item.pseudonym, interest=interest, note=note)
        with plan.desk.sit(member, at) as work:
            made = declaring.declare(work, plan.meeting_id, form)
        if ruling and made.id:
            with plan.desk.sit(plan.chair, at) as work:
                said = RulingIn(ruling=ruling, reason="As the terms of reference say.")
                declaring.rule(work, plan.meeting_id, made.id, said)


def determine(plan: Agenda, item: Item, at: datetime) -> bool:
    """Record who is there and what the panel determines; say whether it could."""
    for member in members(plan.panel):
        form = AttendanceIn(pseudonym=item.pseudonym, person_id=PERSONAS[member].id, present=True)
        with plan.desk.sit(plan.office, at) as work:
            agenda.attend(work, plan.meeting_id, form)
    try:
        with plan.desk.sit(plan.office, at) as work:
            analysis.determine(work, plan.meeting_id, item.pseudonym, determination(item.story, at))
    except Conflict:
        return False
    return True


def determination(story: Story, at: datetime) -> DeterminationIn:
    """Return what the panel decides of a death."""
    death, lesson = story.death, LESSONS[story.death.category]
    advice = RecommendationIn(
        text=lesson.recommendation, addressee=lesson.addressee,
        level="regional" if story.number % 4 == 0 else "local",
        area=None if story.number % 4 == 0 else death.child.home.area,
        due_on=(at + timedelta(days=120)).date().isoformat(),
    )  # fmt: skip
    return DeterminationIn(
        categories=(death.category,),
        modifiability=death.modifiability,
        reason="The notes of one hospital could not be found."
        if death.modifiability == "insufficient"
        else "",
        learning=LearningIn(
            issues=(lesson.issue,), points=(lesson.point,), good_practice=(lesson.good_practice,)
        ),
        recommendations=(advice,) if death.modifiability == "modifiable" else (),
        referral="made" if death.category == "inflicted" else None,
    )
