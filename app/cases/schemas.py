"""What travels over the wire about a case."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from app.cases.rules.clocks import State
from app.cases.rules.stages import Stage

Short = Annotated[str, Field(max_length=200)]
Reason = Annotated[str, Field(min_length=1, max_length=2000)]
Day = Annotated[str, Field(pattern="^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")]


class In(BaseModel):
    """What comes in: nothing unknown, nothing changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Person(In):
    """Somebody of the family, as far as the office knows them."""

    relation: Short
    name: Short
    date_of_birth: Day | None = None


class Identity(In):
    """Who the child was: kept sealed, shown to the office alone."""

    family: Short = "Unknown"
    given: tuple[Short, ...] = ()
    also_known_as: tuple[Short, ...] = ()
    nhs_number: Annotated[str, Field(pattern="^[0-9]{10}$")] | None = None
    sex: Literal["male", "female", "indeterminate", "not_known"] = "not_known"
    date_of_birth: Day | None = None
    died_at: Annotated[str, Field(max_length=40)] | None = None
    address: tuple[Short, ...] = ()
    postcode: Annotated[str, Field(max_length=10)] | None = None
    area: Annotated[str, Field(max_length=40)] | None = None
    people: tuple[Person, ...] = ()


class IdentityChange(In):
    """What the office corrects: only what is given changes."""

    family: Short | None = None
    given: tuple[Short, ...] | None = None
    also_known_as: tuple[Short, ...] | None = None
    nhs_number: Annotated[str, Field(pattern="^[0-9]{10}$")] | None = None
    sex: Literal["male", "female", "indeterminate", "not_known"] | None = None
    date_of_birth: Day | None = None
    died_at: Annotated[str, Field(max_length=40)] | None = None
    address: tuple[Short, ...] | None = None
    postcode: Annotated[str, Field(max_length=10)] | None = None
    area: Annotated[str, Field(max_length=40)] | None = None
    people: tuple[Person, ...] | None = None


class CaseChange(In):
    """A correction to a case; its reason stays with it."""

    child: IdentityChange | None = None
    legal_hold: bool | None = None
    reason: Reason


class StageIn(In):
    """Where a case should go, and why."""

    to: Stage
    reason: Annotated[str, Field(max_length=2000)] = ""


class CaseSearch(In):
    """A search by identifier, or for what is late. At least one of them."""

    nhs_number: Annotated[str, Field(pattern="^[0-9 ]{10,14}$")] | None = None
    family: Short | None = None
    date_of_birth: Day | None = None
    late: bool | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class CaseLine(BaseModel):
    """One line of the work list: nothing of the child is opened for it."""

    id: UUID
    stage: Stage
    due_week: str | None
    due_clock: str | None
    late: bool
    holds: list[str]
    waiting_on: list[str]
    legal_hold: bool
    opened_week: str
    version: int


class CaseOut(BaseModel):
    """A case as its office sees it."""

    id: UUID
    panel_id: UUID
    stage: Stage
    may_move_to: list[Stage]
    legal_hold: bool
    holds: list[str]
    waiting_on: list[str]
    child: Identity
    late: list[str]
    version: int


class ClockOut(BaseModel):
    """One clock, gross and net of holds, in days."""

    code: str
    name: str
    state: State
    started_at: AwareDatetime | None
    due_at: AwareDatetime | None
    met_at: AwareDatetime | None
    gross_days: float | None
    net_days: float | None
    force: str
    source: str


class FoundCase(BaseModel):
    """A case that a search found, with what makes it worth opening."""

    id: UUID
    stage: Stage
    child: Identity
    late: list[ClockOut]
    holds: list[str]
    waiting_on: list[str]


class MoveOut(BaseModel):
    """One move of a case: who, when, to where and why."""

    number: int
    stage: Stage
    actor_id: UUID
    moved_at: AwareDatetime
    reason: str


class DisclosureOut(BaseModel):
    """Who looked, when, at which fields: `actor` is the trail's digest, named where it is known."""

    at: AwareDatetime
    actor: str
    actor_name: str | None
    action: str
    fields: list[str]
