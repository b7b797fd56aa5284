"""The ledger of what the national database is owed and has received."""

from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base
from app.db.sealed import Sealed, SealedText
from app.ncmd.rules import Event, State


class Submission(Base):
    """One thing that is owed for a case: it is saved here, and submitted only when the database says so."""

    __tablename__ = "ncmd_submission"
    __table_args__ = (
        UniqueConstraint("case_id", "event", "number"),
        CheckConstraint(f"event IN {tuple(event.value for event in Event)}", name="event"),
        CheckConstraint(f"state IN {tuple(state.value for state in State)}", name="state"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cdr_case.id"), index=True)
    panel_id: Mapped[UUID] = mapped_column(ForeignKey("panel.id"), index=True)
    event: Mapped[str]
    number: Mapped[int]
    state: Mapped[str]
    owed_week: Mapped[int]
    settled_week: Mapped[int | None]
    row_version: Mapped[int] = mapped_column(default=1)
    reply: Mapped[Sealed] = mapped_column(SealedText)

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012
