"""The table of facts: one sealed record for each case, under the panel's own facts key."""

from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base
from app.db.sealed import Sealed, SealedText


class Facts(Base):
    """The coded facts of one case that reports count. Nothing of them is in clear."""

    __tablename__ = "case_facts"

    case_id: Mapped[UUID] = mapped_column(primary_key=True)
    panel_id: Mapped[UUID] = mapped_column(ForeignKey("panel.id"), index=True)
    key_id: Mapped[UUID]
    coded: Mapped[Sealed] = mapped_column(SealedText)
