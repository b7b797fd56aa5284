"""Wrapped data keys, in a table of their own so that backups can leave them out."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base


class KeyKind(StrEnum):
    """What a data key seals."""

    CASE = "case"
    FACTS = "facts"
    COHORT = "cohort"
    APPLICATION = "application"


class WrappedKey(Base):
    """One data key, as the key service wrapped it. Deleting the row erases what the key sealed."""

    __tablename__ = "wrapped_key"
    __table_args__ = (
        CheckConstraint("kind IN ('case', 'facts', 'cohort', 'application')", name="kind"),
        Index("wrapped_key_kind_owner_id_idx", "kind", "owner_id"),
        Index(
            "wrapped_key_in_use_idx",
            "kind",
            "owner_id",
            unique=True,
            postgresql_where=text("retired_week IS NULL AND kind <> 'case'"),
        ),
    )

    key_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column()
    owner_id: Mapped[UUID] = mapped_column()
    kek_version: Mapped[int] = mapped_column(index=True)
    wrapped: Mapped[bytes] = mapped_column()
    audit_name: Mapped[str] = mapped_column(unique=True)
    created_week: Mapped[int] = mapped_column()
    retired_week: Mapped[int | None] = mapped_column()
