"""Themed reviews as they travel."""

from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, Field, model_validator

from app.analysis.schemas import Day
from app.cases.schemas import In
from app.themes.rules import State

Line = Annotated[str, Field(min_length=1, max_length=2000)]


def _different(panels: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(panels)) < len(panels):
        raise ValueError("a panel shares a theme with another panel")
    return panels


class Window(In):
    """Deaths from one day to another, both counted."""

    from_: Annotated[Day, Field(alias="from")]
    to: Day

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.to < self.from_:
            raise ValueError("a window does not end before it starts")
        return self


class ThemeIn(In):
    """A themed review that panels are to share: its question, who belongs to it, and the window."""

    title: Annotated[str, Field(min_length=1, max_length=200)]
    question: Line
    criteria: Line
    window: Window
    panels: Annotated[
        tuple[Literal["hw", "stw"], ...], Field(min_length=2, max_length=2), AfterValidator(_different)
    ] = ("hw", "stw")
    agreement: Annotated[str, Field(max_length=200)] = ""


class FindingIn(In):
    """What the cohort taught, or what its panels recommend."""

    kind: Literal["finding", "learning_point", "recommendation"] = "finding"
    text: Line
    addressee: Annotated[str, Field(max_length=300)] = ""


class PanelPart(BaseModel):
    """A panel's part in a themed review."""

    panel_id: UUID
    agreed: bool
    signed_off: bool


class ThemeOut(BaseModel):
    """A themed review as the panels that share it see it."""

    id: UUID
    state: State
    title: str
    question: str
    criteria: str
    window: dict[str, str]
    agreement: str
    panels: list[PanelPart]
    contributions: int
    frozen_sha256: str | None
    version: int


class ContributionOut(BaseModel):
    """A contribution; only its own panel learns which case it came from."""

    pseudonym: str
    own: bool
    case_id: UUID | None


class CohortPack(BaseModel):
    """The cohort's anonymised packs, in no order that means anything."""

    theme_id: UUID
    frozen_sha256: str
    packs: list[dict[str, Any]]


class CohortTables(BaseModel):
    """The cohort's tables under the counting rules."""

    theme_id: UUID
    frozen_sha256: str
    tables: list[dict[str, Any]]


class FindingOut(BaseModel):
    """A finding of a themed review."""

    id: UUID
    kind: str
    text: str
    addressee: str
