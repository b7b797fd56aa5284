"""Recommendations and actions as they travel."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from app.analysis.schemas import Day
from app.cases.schemas import In
from app.learning.rules import ActionState

Line = Annotated[str, Field(min_length=1, max_length=2000)]


class InformedIn(In):
    """That the person who should act was told (Children Act 2004, section 16M(5)): who, and when."""

    informed_who: Line
    informed_on: Day


class ActionIn(In):
    """A new action on a recommendation: who does what by when."""

    recommendation_id: UUID
    text: Line
    owner: Line
    due_on: Day | None = None


class ActionChange(In):
    """How an action went on: its state, evidence, effect, or the reason why not."""

    state: ActionState
    evidence: Annotated[str, Field(max_length=4000)] = ""
    effect: Annotated[str, Field(max_length=4000)] = ""
    reason: Annotated[str, Field(max_length=2000)] = ""


class RecommendationOut(BaseModel):
    """A recommendation: to whom, at which level, by when, and whether they know."""

    id: UUID
    text: str
    addressee: str
    level: Literal["local", "regional", "national"]
    area: str | None
    due_on: str | None
    informed_who: str | None
    informed_on: str | None
    actions: int
    version: int


class ActionOut(BaseModel):
    """An action and how far it is. Overdue is reckoned, never stored."""

    id: UUID
    recommendation_id: UUID
    text: str
    owner: str
    due_on: str | None
    state: ActionState
    overdue: bool
    evidence: str
    effect: str
    reason: str
    version: int
