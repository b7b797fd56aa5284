"""What travels over the wire between the office and the agencies."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field

from app.cases.schemas import In, Reason, Short

State = Literal["open", "submitted", "withdrawn", "unobtainable"]


class RequestIn(In):
    """Which agency is asked for which forms, and by when.

    `respondent` names an invented person in demo mode; elsewhere the answer holds a one-time link.
    """

    agency_id: UUID
    forms: Annotated[tuple[Short, ...], Field(min_length=1, max_length=20)] = ("reporting",)
    message: Annotated[str, Field(max_length=4000)] | None = None
    due_on: date | None = None
    respondent: Short | None = None


class ReasonIn(In):
    """Why a request ends, or is asked anew."""

    reason: Reason


class RedeemIn(In):
    """The token of a one-time link."""

    token: Annotated[str, Field(min_length=16, max_length=64)]


class FormIn(In):
    """Answers to one form. A draft may leave everything out."""

    code: Short
    version: Short
    answers: dict[str, Any]


class AskedForm(In):
    """A form in the version in which it was asked."""

    code: str
    version: str


class Asked(In):
    """A request as it is kept."""

    forms: tuple[AskedForm, ...]
    message: str | None
    due_on: date
    asked_at: AwareDatetime
    reminded_at: tuple[AwareDatetime, ...] = ()
    submitted_at: AwareDatetime | None = None
    ended_at: AwareDatetime | None = None
    reason: str | None = None


class RequestOut(BaseModel):
    """A request as the office sees it."""

    id: UUID
    agency_id: UUID
    agency: str
    state: State
    edition: int
    forms: list[AskedForm]
    message: str | None
    due_on: date
    overdue: bool
    asked_at: AwareDatetime
    reminded_at: list[AwareDatetime]
    submitted_at: AwareDatetime | None
    ended_at: AwareDatetime | None
    reason: str | None
    by: UUID
    version: int


class RequestSent(RequestOut):
    """A request that was just sent; its link is shown this once."""

    link: str | None


class ChildIdentified(BaseModel):
    """As much of the child as an agency needs to find its own record."""

    name: str
    date_of_birth: str | None
    nhs_number: str | None


class FormOut(BaseModel):
    """One form of a request, with what was answered so far; version 0 is not begun."""

    code: str
    form_version: str
    state: Literal["not_begun", "draft", "submitted"]
    answers: dict[str, Any]
    version: int


class TaskOut(BaseModel):
    """A request as the agency that answers it sees it."""

    id: UUID
    agency: str
    state: State
    message: str | None
    due_on: date
    child: ChildIdentified
    forms: list[FormOut]


class AnswersOut(BaseModel):
    """What an agency has submitted."""

    request_id: UUID
    agency_id: UUID
    agency: str
    edition: int
    submitted_at: AwareDatetime | None
    forms: list[FormOut]


class SeatGiven(BaseModel):
    """The request that a link has opened."""

    request_id: UUID
