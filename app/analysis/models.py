"""Versions of the analysis form. A final one is never changed: a correction is a new version."""

from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base
from app.db.sealed import Sealed, SealedText


class AnalysisForm(Base):
    """One version of a case's analysis form: draft, determined by the panel, or final."""

    __tablename__ = "analysis_form"
    __table_args__ = (
        UniqueConstraint("case_id", "number"),
        CheckConstraint("state IN ('draft', 'determined', 'final')", name="state"),
        CheckConstraint("state <> 'final' OR (signed_by_chair <> signed_by_doctor)", name="signed"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cdr_case.id"), index=True)
    number: Mapped[int]
    state: Mapped[str]
    written_by: Mapped[UUID]
    written_week: Mapped[int]
    signed_by_chair: Mapped[UUID | None]
    signed_by_doctor: Mapped[UUID | None]
    row_version: Mapped[int] = mapped_column(default=1)
    content: Mapped[Sealed] = mapped_column(SealedText)

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012
