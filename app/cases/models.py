"""Tables of the case: its skeleton in clear, everything said about the child sealed under its own key."""

from typing import NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from app.cases.rules.stages import Stage
from app.db.base import Base
from app.db.sealed import Sealed, SealedText
from app.db.tagged import Tagged


class Subject(NamedTuple):
    """Whose key seals a thing: the case, its panel, and the key itself."""

    id: UUID
    panel_id: UUID
    key_id: UUID


class Case(Tagged, Base):
    """A child's death under review: opaque ids, stage, holds, who is waited for, the week next due."""

    __tablename__ = "cdr_case"
    __table_args__ = (CheckConstraint(f"stage IN {tuple(s.value for s in Stage)}", name="stage"),)
    CLEAR = ("panel_id", "key_id", "stage", "legal_hold")

    id: Mapped[UUID] = mapped_column(primary_key=True)
    panel_id: Mapped[UUID] = mapped_column(ForeignKey("panel.id"), index=True)
    key_id: Mapped[UUID]
    stage: Mapped[str]
    legal_hold: Mapped[bool] = mapped_column(default=False)
    opened_by: Mapped[UUID]
    opened_week: Mapped[int]
    due_week: Mapped[int | None]
    due_clock: Mapped[str | None]
    holds: Mapped[list[str]] = mapped_column(ARRAY(Text()), default=list)
    waiting_on: Mapped[list[str]] = mapped_column(ARRAY(Text()), default=list)
    bucket: Mapped[int] = mapped_column(index=True)
    index_version: Mapped[int]
    identity: Mapped[Sealed] = mapped_column(SealedText)
    timeline: Mapped[Sealed] = mapped_column(SealedText)

    @property
    def subject(self) -> Subject:
        """Return whose key seals this case."""
        return Subject(self.id, self.panel_id, self.key_id)


class Move(Base):
    """One move of a case. When and why are sealed; the week is clear."""

    __tablename__ = "case_move"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cdr_case.id"), index=True)
    number: Mapped[int]
    stage: Mapped[str]
    actor_id: Mapped[UUID]
    moved_week: Mapped[int]
    account: Mapped[Sealed] = mapped_column(SealedText)
