"""Submissions to the national database as they travel."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.ncmd.rules import Event, State


class SubmissionIn(BaseModel):
    """What became of a submission: sent, acknowledged or rejected, with the database's own reference."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    case_id: UUID
    event: Event
    state: State = State.SENT
    reference: Annotated[str, Field(max_length=200)] = ""
    reply: Annotated[str, Field(max_length=2000)] = ""


class SubmissionOut(BaseModel):
    """One line of the ledger."""

    id: UUID
    case_id: UUID
    event: Event
    state: State
    owed_week: str
    days_to_year_end: int


class Export(BaseModel):
    """A submission to type from or to send: stable field ids, with the words beside them."""

    form: Event
    form_version: str
    case: UUID
    fields: dict[str, Any]
    labels: dict[str, str]
