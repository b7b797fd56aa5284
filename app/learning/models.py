"""Recommendations and actions, sealed under the facts key of the panel: they outlive their case."""

from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base
from app.db.sealed import Sealed, SealedText
from app.learning.rules import ActionState


class Recommendation(Base):
    """What a panel recommends. `source_id` is the analysis form it stands on, `position` its place there."""

    __tablename__ = "recommendation"
    __table_args__ = (UniqueConstraint("source_id", "position"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    panel_id: Mapped[UUID] = mapped_column(ForeignKey("panel.id"), index=True)
    source_id: Mapped[UUID]
    position: Mapped[int]
    made_week: Mapped[int]
    informed_week: Mapped[int | None]
    row_version: Mapped[int] = mapped_column(default=1)
    content: Mapped[Sealed] = mapped_column(SealedText)

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012


class Action(Base):
    """What somebody does about a recommendation, and to what effect."""

    __tablename__ = "action"
    __table_args__ = (
        CheckConstraint(f"state IN {tuple(state.value for state in ActionState)}", name="state"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    recommendation_id: Mapped[UUID] = mapped_column(ForeignKey("recommendation.id"), index=True)
    panel_id: Mapped[UUID] = mapped_column(ForeignKey("panel.id"), index=True)
    state: Mapped[str]
    due_week: Mapped[int | None]
    row_version: Mapped[int] = mapped_column(default=1)
    content: Mapped[Sealed] = mapped_column(SealedText)

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012
