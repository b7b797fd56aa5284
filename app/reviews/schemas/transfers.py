"""Hand-overs to another CDOP on the wire."""

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from app.cases.schemas import In, Reason, Short
from app.reviews.schemas.base import RecordOut

Text = Annotated[str, Field(min_length=1, max_length=4000)]


class TransferIn(In):
    """To which CDOP a case goes, why, and what was sent with it."""

    to: UUID
    reason: Reason
    sent: Text
    agreed_with: Short | None = None


class AnswerIn(In):
    """What the receiving CDOP said: who, when and, if they decline or disagree, why."""

    answered_by: Short
    answered_at: AwareDatetime | None = None
    reason: Reason | None = None


class Transfer(In):
    """A hand-over as it is kept."""

    to: UUID
    reason: Reason
    sent: Text
    agreed_with: Short | None = None
    answered_by: Short | None = None
    answered_at: AwareDatetime | None = None
    answer_reason: Reason | None = None


class TransferOut(RecordOut):
    """A hand-over as the office sees it: offered, accepted or declined."""

    to: UUID
    reason: str
    sent: str
    agreed_with: str | None
    answered_by: str | None
    answered_at: AwareDatetime | None
    answer_reason: str | None
