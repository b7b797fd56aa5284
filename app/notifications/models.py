"""Tables of the notification: who sent it and how it stands in clear, all that it says sealed."""

from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, LargeBinary, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from app.cases.models import Subject
from app.db.base import Base
from app.db.sealed import Sealed, SealedText
from app.db.tagged import Tagged


class Notification(Tagged, Base):
    """A notification as its sender's messages leave it; its id is the receipt and, once accepted, the case.

    It has its own data key from the first moment. `buckets` find candidates and do not say by what.
    """

    __tablename__ = "notification"
    __table_args__ = (
        CheckConstraint("state IN ('received', 'query', 'closed')", name="state"),
        CheckConstraint("task IN ('amended', 'taken_back', 'conflict')", name="task"),
        Index(None, "buckets", postgresql_using="gin"),
    )
    CLEAR = ("panel_id", "case_id", "key_id", "joined", "sender_id", "ods", "state")

    id: Mapped[UUID] = mapped_column(primary_key=True)
    panel_id: Mapped[UUID] = mapped_column(ForeignKey("panel.id"), index=True)
    case_id: Mapped[UUID] = mapped_column(index=True)
    key_id: Mapped[UUID]
    joined: Mapped[bool] = mapped_column(default=False)
    sender_id: Mapped[UUID]
    ods: Mapped[str]
    reference_digest: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    state: Mapped[str]
    task: Mapped[str | None]
    versions: Mapped[int]
    received_week: Mapped[int]
    buckets: Mapped[list[int]] = mapped_column(ARRAY(Integer()))
    index_version: Mapped[int]
    account: Mapped[Sealed] = mapped_column(SealedText)
    standing: Mapped[Sealed] = mapped_column(SealedText)
    proposal: Mapped[Sealed | None] = mapped_column(SealedText)

    @property
    def subject(self) -> Subject:
        """Return whose key seals this notification: its own, or that of the case which it has joined."""
        return Subject(self.case_id, self.panel_id, self.key_id)


class NotificationVersion(Base):
    """One message of the sender, whole and never edited."""

    __tablename__ = "notification_version"
    __table_args__ = (UniqueConstraint("notification_id", "content_digest"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    notification_id: Mapped[UUID] = mapped_column(ForeignKey("notification.id"))
    number: Mapped[int]
    actor_id: Mapped[UUID]
    received_week: Mapped[int]
    content_digest: Mapped[bytes] = mapped_column(LargeBinary)
    content: Mapped[Sealed] = mapped_column(SealedText)


class NotificationDecision(Base):
    """One decision of triage: who took it stands in clear, what and why and when are sealed."""

    __tablename__ = "notification_decision"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    notification_id: Mapped[UUID] = mapped_column(ForeignKey("notification.id"), index=True)
    actor_id: Mapped[UUID]
    decided_week: Mapped[int]
    account: Mapped[Sealed] = mapped_column(SealedText)


class RefusedNotification(Base):
    """What stays of a notification that was certainly about an adult: a digest, the sender, when and why."""

    __tablename__ = "refused_notification"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    content_digest: Mapped[bytes] = mapped_column(LargeBinary)
    sender_id: Mapped[UUID]
    refused_week: Mapped[int]
    account: Mapped[Sealed] = mapped_column(SealedText)
