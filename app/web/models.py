"""Answers that are kept for repeats, and counts of requests."""

from uuid import UUID, uuid4

from sqlalchemy import BigInteger, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base
from app.db.sealed import Sealed, SealedText


class KeptAnswer(Base):
    """What one actor was answered under one idempotency key, sealed, so that a repeat gets the same bytes."""

    __tablename__ = "kept_answer"
    __table_args__ = (UniqueConstraint("actor_id", "key_digest"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    actor_id: Mapped[UUID]
    key_digest: Mapped[bytes] = mapped_column(LargeBinary)
    request_digest: Mapped[bytes] = mapped_column(LargeBinary)
    kept_week: Mapped[int]
    answer: Mapped[Sealed] = mapped_column(SealedText)


class RequestCount(Base):
    """How often a key was used in the window that ends at this second."""

    __tablename__ = "request_count"
    __table_args__ = {"prefixes": ["UNLOGGED"]}  # noqa: RUF012

    key: Mapped[str] = mapped_column(primary_key=True)
    hits: Mapped[int] = mapped_column(BigInteger)
    ends: Mapped[int] = mapped_column(BigInteger)
