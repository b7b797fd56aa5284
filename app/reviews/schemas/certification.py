"""Certification and the coroner on the wire."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field

from app.cases.schemas import In, Reason, Short

Line = Annotated[str, Field(max_length=500)]
Text = Annotated[str, Field(max_length=4000)]


class Mccd(In):
    """The medical certificate of cause of death."""

    issued: bool
    issued_on: date | None = None
    practitioner: Short | None = None


class MedicalExaminer(In):
    """The medical examiner's scrutiny (required for every death since 9 September 2024)."""

    status: Literal["not_needed", "pending", "complete"]
    name: Short | None = None
    completed_on: date | None = None


class Coroner(In):
    """Whether the coroner was told, and what the coroner does."""

    referred: bool
    referred_on: date | None = None
    area: Short | None = None
    reference: Short | None = None
    investigation: Literal["none", "open", "discontinued", "complete"] | None = None
    reason: Reason | None = None


class PostMortem(In):
    """Which post-mortem there is, and whether its final report is in."""

    kind: Literal["none", "hospital", "coroner", "forensic"]
    status: Literal["pending", "final"] | None = None
    reported_on: date | None = None


class Inquest(In):
    """Whether there is an inquest, and how it ended."""

    status: Literal["none", "opened", "concluded"]
    opened_on: date | None = None
    concluded_on: date | None = None
    conclusion: Text | None = None


class Cause(In):
    """The registered cause, line by line as certified, or why it cannot be had."""

    layout: Literal["standard", "neonatal"] | None = None
    lines: dict[Short, Line] = Field(default_factory=dict, max_length=6)
    registered_on: date | None = None
    unobtainable: Reason | None = None


class CertificationIn(In):
    """All that is known of certification. What is sent replaces what was known."""

    mccd: Mccd | None = None
    medical_examiner: MedicalExaminer | None = None
    coroner: Coroner | None = None
    post_mortem: PostMortem | None = None
    inquest: Inquest | None = None
    registered_cause: Cause | None = None


class CertificationOut(BaseModel):
    """The certification of a case; before anything is known its version is 0."""

    mccd: Mccd | None
    medical_examiner: MedicalExaminer | None
    coroner: Coroner | None
    post_mortem: PostMortem | None
    inquest: Inquest | None
    registered_cause: Cause | None
    version: int
    by: UUID | None
    at: AwareDatetime | None
