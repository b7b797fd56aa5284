"""Holds on the wire."""

from datetime import date

from pydantic import AwareDatetime

from app.cases.schemas import In, Reason, Short
from app.reviews.schemas.base import RecordOut


class HoldIn(In):
    """A hold: why, on whose authority, and by when it is looked at again.

    What it blocks follows from its code; the office may say otherwise and why.
    """

    code: Short
    reason: Reason
    authority: Short
    review_by: date
    started_at: AwareDatetime | None = None
    blocks_cdrm: bool | None = None
    blocks_panel: bool | None = None
    blocks_reason: Reason | None = None


class ReleaseIn(In):
    """The end of a hold."""

    reason: Reason
    ended_at: AwareDatetime | None = None


class Hold(In):
    """A hold as it is kept."""

    code: Short
    reason: Reason
    authority: Short
    review_by: date
    started_at: AwareDatetime
    ended_at: AwareDatetime | None = None
    release_reason: Reason | None = None
    blocks_cdrm: bool
    blocks_panel: bool
    blocks_reason: Reason | None = None


class HoldOut(RecordOut):
    """A hold as its office sees it; `review_overdue` asks to look at it again."""

    code: str
    reason: str
    authority: str
    review_by: date
    review_overdue: bool = False
    started_at: AwareDatetime
    ended_at: AwareDatetime | None
    release_reason: str | None
    blocks_cdrm: bool
    blocks_panel: bool
    blocks_reason: str | None
