"""Tables of what stands beside a review: each record is sealed in one cell, its skeleton is clear."""

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from app.db.base import Base
from app.db.sealed import Sealed, SealedText


class Kept:
    """One sealed record of a case: what it says and when is sealed; its kind, state and weeks are clear.

    A lost update raises `StaleDataError`.
    """

    __tablename__: str

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cdr_case.id"), index=True)
    kind: Mapped[str]
    state: Mapped[str]
    version: Mapped[int]
    kept_by: Mapped[UUID]
    kept_week: Mapped[int]
    changed_by: Mapped[UUID]
    changed_week: Mapped[int]
    said: Mapped[Sealed] = mapped_column(SealedText)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        return {"version_id_col": cls.version}


class CaseRecord(Kept, Base):
    """A hold, a parallel review, the certification, the Joint Agency Response, or a transfer."""

    __tablename__ = "case_record"


class CaseDocument(Kept, Base):
    """A document of a case. A list opens its title; only a reader opens its content."""

    __tablename__ = "case_document"

    content: Mapped[Sealed] = mapped_column(SealedText, deferred=True)
