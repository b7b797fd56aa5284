"""Parallel reviews and referrals on the wire."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from app.cases.schemas import In, Reason, Short
from app.reviews.schemas.base import RecordOut

Text = Annotated[str, Field(max_length=4000)]


class ReviewIn(In):
    """Another review of the same death: who was told and when, how it went, where its report is.

    Of a safeguarding review only the reference is kept, never its content.
    """

    code: Short
    lead: Short | None = None
    considered_on: date | None = None
    criteria_met: bool | None = None
    notified_on: date | None = None
    notified_by: Short | None = None
    notified_to: Short | None = None
    not_notified_reason: Reason | None = None
    started_on: date | None = None
    concluded_on: date | None = None
    response: Literal["none", "rapid_review", "local", "national"] | None = None
    reference: Short | None = None
    report: Text | None = None
    published_at: Short | None = None


class ReviewOut(RecordOut):
    """A parallel review as the office sees it; its state follows from its days."""

    code: str
    lead: str | None
    considered_on: date | None
    criteria_met: bool | None
    notified_on: date | None
    notified_by: str | None
    notified_to: str | None
    not_notified_reason: str | None
    started_on: date | None
    concluded_on: date | None
    response: str | None
    reference: str | None
    report: str | None
    published_at: str | None
