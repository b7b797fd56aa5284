"""Tables of packs: who made, changed and approved one stands in clear, all that it says is sealed."""

from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base
from app.db.sealed import Sealed, SealedText
from app.db.tagged import Tagged


class Pack(Tagged, Base):
    """One version of the pack of a case for one meeting.

    `draft` is what the office works on: the originals, each change, each doubt, and the identifiers that
    the gate looks for. `finished` is the pack alone: all that a reader's request ever opens. `waiting` is how
    many places nobody has looked at, so that a list opens nothing.
    """

    __tablename__ = "pack"
    __table_args__ = (
        UniqueConstraint("item_id", "version"),
        CheckConstraint("state IN ('draft', 'approved', 'released', 'withdrawn')", name="state"),
        CheckConstraint("approved_by <> prepared_by", name="another_prepared"),
        CheckConstraint("NOT approved_by = ANY (edited_by)", name="another_edited"),
        Index("pack_live_idx", "item_id", unique=True, postgresql_where=text("state <> 'withdrawn'")),
    )
    CLEAR = (
        "case_id",
        "meeting_id",
        "item_id",
        "version",
        "state",
        "rules_version",
        "sha256",
        "prepared_by",
        "edited_by",
        "approved_by",
        "released_by",
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cdr_case.id"), index=True)
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"), index=True)
    item_id: Mapped[UUID] = mapped_column(ForeignKey("meeting_item.id"))
    version: Mapped[int]
    state: Mapped[str]
    rules_version: Mapped[str]
    sha256: Mapped[str]
    prepared_by: Mapped[UUID]
    edited_by: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()), default=list)
    approved_by: Mapped[UUID | None]
    released_by: Mapped[UUID | None]
    prepared_week: Mapped[int]
    waiting: Mapped[int | None]
    draft: Mapped[Sealed] = mapped_column(SealedText, deferred=True)
    finished: Mapped[Sealed | None] = mapped_column(SealedText)


class PackVerdict(Base):
    """One verdict of a person on one place of a pack. Where, why and when are sealed."""

    __tablename__ = "pack_verdict"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    pack_id: Mapped[UUID] = mapped_column(ForeignKey("pack.id"), index=True)
    actor_id: Mapped[UUID]
    verdict: Mapped[str]
    given_week: Mapped[int]
    account: Mapped[Sealed] = mapped_column(SealedText)
