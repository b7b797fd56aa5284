"""Tables of what agencies are asked and answer. Which forms are asked tells the cause, so it is sealed."""

from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base
from app.db.sealed import Sealed, SealedText
from app.db.tagged import Tagged


class AgencyRequest(Tagged, Base):
    """One agency asked about one child. `edition` counts how often its forms were asked for."""

    __tablename__ = "agency_request"
    CLEAR = ("case_id", "agency_id", "state", "edition")

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cdr_case.id"), index=True)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    state: Mapped[str]
    edition: Mapped[int]
    asked_by: Mapped[UUID]
    asked_week: Mapped[int]
    due_week: Mapped[int]
    said: Mapped[Sealed] = mapped_column(SealedText)


class AgencyForm(Base):
    """The answers to one of the forms of a request, in one edition; a submitted edition never changes."""

    __tablename__ = "agency_form"
    __table_args__ = (UniqueConstraint("request_id", "number", "edition"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    request_id: Mapped[UUID] = mapped_column(ForeignKey("agency_request.id"), index=True)
    number: Mapped[int]
    edition: Mapped[int]
    state: Mapped[str]
    version: Mapped[int] = mapped_column()
    saved_by: Mapped[UUID]
    saved_week: Mapped[int]
    said: Mapped[Sealed] = mapped_column(SealedText)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class RequestLink(Tagged, Base):
    """A link that gives a seat for one request, once. Only its digest is kept."""

    __tablename__ = "request_link"
    CLEAR = ("request_id", "digest", "active")

    id: Mapped[UUID] = mapped_column(primary_key=True)
    request_id: Mapped[UUID] = mapped_column(ForeignKey("agency_request.id"), index=True)
    digest: Mapped[str] = mapped_column(unique=True)
    active: Mapped[bool]
    ends: Mapped[Sealed] = mapped_column(SealedText)
