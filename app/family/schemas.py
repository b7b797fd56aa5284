"""What travels over the wire about the family."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field

from app.cases.schemas import In, Reason, Short
from app.reviews.schemas.base import RecordOut

Text = Annotated[str, Field(min_length=1, max_length=10_000)]


class KeyWorker(In):
    """The one contact of the family."""

    name: Annotated[Short, Field(min_length=1)]
    role: Short | None = None
    organisation: Short | None = None
    contact: Short | None = None


class Quiet(In):
    """Days on which the family is left alone: a birthday, an anniversary, the funeral."""

    start: date
    end: date | None = None
    why: Short | None = None


class Preferences(In):
    """How the family wants to be spoken to. Separated parents have wishes of their own."""

    who: Short
    language: Short | None = None
    interpreter: bool | None = None
    by: tuple[Literal["letter", "telephone", "email", "visit", "through_key_worker"], ...] = ()
    wants_feedback: bool | None = None
    note: Annotated[str, Field(max_length=2000)] | None = None


class FamilyIn(In):
    """The family's page: it replaces the page before it."""

    key_worker: KeyWorker | None = None
    no_key_worker_reason: Reason | None = None
    informed: Literal["yes", "no"] | None = None
    informed_on: date | None = None
    informed_by: Short | None = None
    not_informed_reason: Reason | None = None
    leaflet: Literal["yes", "no", "declined"] | None = None
    preferences: Annotated[tuple[Preferences, ...], Field(max_length=10)] = ()
    do_not_contact: Annotated[tuple[Quiet, ...], Field(max_length=50)] = ()


class ContactIn(In):
    """One contact with somebody of the family."""

    who: Short
    at: AwareDatetime
    by: Short
    method: Literal["letter", "telephone", "email", "visit", "meeting", "message"]
    purpose: Literal["inform", "support", "feedback", "question", "meeting", "other"] = "other"
    note: Text | None = None


class QuestionIn(In):
    """What somebody of the family wants to know."""

    who: Short
    question: Text
    asked_on: date | None = None


class ReplyIn(In):
    """The answer that the family was given."""

    answer: Text
    answered_by: Short
    answered_on: date | None = None


class ContributionIn(In):
    """What the family wants heard. Only with `for_pack` may it go, anonymised, to the panel."""

    who: Short
    text: Text
    for_pack: bool


class Contact(In):
    """A contact as it is kept."""

    who: Short
    contacted_at: AwareDatetime
    contacted_by: Short
    method: Short
    purpose: Short
    note: Text | None = None


class Question(In):
    """A question as it is kept."""

    who: Short
    question: Text
    asked_on: date | None = None
    answer: Text | None = None
    answered_by: Short | None = None
    answered_on: date | None = None


class ContactOut(RecordOut):
    """A contact as the office sees it."""

    who: str
    contacted_at: AwareDatetime
    contacted_by: str
    method: str
    purpose: str
    note: str | None


class QuestionOut(RecordOut):
    """A question and, once there is one, its answer."""

    who: str
    question: str
    asked_on: date | None
    answer: str | None
    answered_by: str | None
    answered_on: date | None


class ContributionOut(RecordOut):
    """What the family wants heard."""

    who: str
    text: str
    for_pack: bool


class PageOut(BaseModel):
    """The family's page; before anything is known its version is 0."""

    key_worker: KeyWorker | None
    no_key_worker_reason: str | None
    informed: Literal["yes", "no"] | None
    informed_on: date | None
    informed_by: str | None
    not_informed_reason: str | None
    leaflet: Literal["yes", "no", "declined"] | None
    preferences: list[Preferences]
    do_not_contact: list[Quiet]
    version: int
    by: UUID | None


class FamilyOut(PageOut):
    """All that is known of and heard from the family."""

    quiet_today: bool
    contacts: list[ContactOut]
    questions: list[QuestionOut]
    contributions: list[ContributionOut]
