"""What the office sees of notifications that wait, and what it decides about them."""

from typing import Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel

from app.cases.schemas import CaseOut
from app.notifications.rules import codes
from app.notifications.schemas.answers import Line, Part, Words
from app.partners.rules import AreaCode

Outcome = Literal[
    "accepted",
    "attached",
    "out_of_area",
    "non_resident_discretionary",
    "stillbirth_attended",
    "stillbirth_unattended_jar",
    "termination",
    "not_a_child",
    "withdrawn",
    "unidentified",
]


class InboxLine(BaseModel):
    """One notification that waits, with what is proposed for it once the worker has looked."""

    receipt_id: UUID
    status: codes.ReceiptStatus
    task: str | None
    versions: int
    received_week: str
    case_id: UUID | None
    proposal: dict[str, Any] | None


class MessageOut(BaseModel):
    """One message of the sender: when, and which fields it changed."""

    number: int
    sent_at: str
    received_at: AwareDatetime
    withdrawn: codes.Withdrawal | None
    changed: list[str]
    warnings: list[dict[str, str]]


class DecisionOut(BaseModel):
    """One decision of triage: who, when and why."""

    outcome: Outcome
    actor_id: UUID
    decided_at: AwareDatetime
    reason: str | None
    details: dict[str, Any]


class InboxItem(InboxLine):
    """One notification as it stands, whole, with its history."""

    form: dict[str, Any] | None
    no_longer_stated: dict[str, Any]
    withdrawn: codes.Withdrawal | None
    conflict: bool
    messages: list[MessageOut]
    decisions: list[DecisionOut]


class TriageIn(Part):
    """A decision about a notification; `attached` names the case, `out_of_area` whom it goes to."""

    outcome: Outcome
    reason: Words | None = None
    case_id: UUID | None = None
    area: AreaCode | None = None
    basis: Literal["duty", "discretion"] = "duty"
    receiving_cdop: Line | None = None
    handed_over_at: AwareDatetime | None = None
    acknowledged_at: AwareDatetime | None = None


class TriageOut(BaseModel):
    """What was decided, and the case that the notification belongs to now."""

    receipt_id: UUID
    outcome: Outcome
    status: codes.ReceiptStatus
    case_id: UUID | None


class AcceptedOut(CaseOut, TriageOut):
    """The case that was opened from a notification."""
