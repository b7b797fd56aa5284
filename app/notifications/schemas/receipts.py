"""What goes back to a sender: that the form arrived, and how it stands."""

from uuid import UUID

from pydantic import AwareDatetime, BaseModel

from app.notifications.rules import codes
from app.notifications.schemas.answers import Instant, Part


class WarningOut(BaseModel):
    """Something in this sender's words that is worth a second look."""

    code: str
    field: str


class NotificationReceipt(BaseModel):
    """Says that the form arrived. It repeats nothing about the child."""

    receipt_id: UUID
    received_at: AwareDatetime
    status: codes.ReceiptStatus
    contact: str
    warnings: list[WarningOut]


class NotificationStatus(BaseModel):
    """How a notification stands: received, a question is open, or nothing more is needed."""

    receipt_id: UUID
    received_at: AwareDatetime
    changed_at: AwareDatetime
    status: codes.ReceiptStatus
    contact: str


class WithdrawIn(Part):
    """Takes a notification back. Nothing is deleted: a person decides what follows."""

    reason: codes.Withdrawal
    sent_at: Instant
