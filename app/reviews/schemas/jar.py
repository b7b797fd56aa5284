"""The Joint Agency Response on the wire."""

from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field

from app.cases.schemas import In, Reason, Short

Text = Annotated[str, Field(max_length=4000)]
Trigger = Literal[
    "external_cause", "sudden_no_apparent_cause", "custody_or_mha", "suspicious", "unattended_stillbirth"
]


class JarState(StrEnum):
    """How far a Joint Agency Response has come."""

    TRIGGERED = "triggered"
    DECLINED = "declined"
    INITIAL_MEETING = "initial_meeting"
    HOME_VISIT = "home_visit"
    PM_REVIEW_MEETING = "pm_review_meeting"
    ENDED = "ended"
    MERGED_TO_CDRM = "merged_to_cdrm"
    STOOD_DOWN = "stood_down"


class JarIn(In):
    """Where the Joint Agency Response stands, who takes part, and what was decided."""

    state: JarState
    triggers: tuple[Trigger, ...] = ()
    lead: Short | None = None
    reason: Reason | None = None
    health_professional: Short | None = None
    police_investigator: Short | None = None
    social_worker: Short | None = None
    triggered_at: AwareDatetime | None = None
    initial_meeting_at: AwareDatetime | None = None
    home_visit_at: AwareDatetime | None = None
    pm_review_at: AwareDatetime | None = None
    ended_at: AwareDatetime | None = None
    decisions: Text | None = None


class JarOut(BaseModel):
    """The Joint Agency Response; before it is considered its state is null and its version 0."""

    state: JarState | None
    may_move_to: list[JarState]
    triggers: list[Trigger]
    lead: str | None
    reason: str | None
    health_professional: str | None
    police_investigator: str | None
    social_worker: str | None
    triggered_at: AwareDatetime | None
    initial_meeting_at: AwareDatetime | None
    home_visit_at: AwareDatetime | None
    pm_review_at: AwareDatetime | None
    ended_at: AwareDatetime | None
    decisions: str | None
    version: int
    by: UUID | None
    at: AwareDatetime | None
