"""Tables of meetings. In clear: kind, state, panel, week, and who sits; all that is said is sealed."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base
from app.db.sealed import Sealed, SealedText
from app.db.tagged import Tagged


class Meeting(Tagged, Base):
    """A meeting. Title, times, place and minutes are one cell under the application's key."""

    __tablename__ = "meeting"
    __table_args__ = (CheckConstraint("state IN ('planned', 'held', 'closed')", name="state"),)
    CLEAR = ("panel_id", "kind", "state")

    id: Mapped[UUID] = mapped_column(primary_key=True)
    panel_id: Mapped[UUID] = mapped_column(ForeignKey("panel.id"), index=True)
    kind: Mapped[str]
    state: Mapped[str]
    week: Mapped[int]
    details: Mapped[Sealed] = mapped_column(SealedText)


class Item(Tagged, Base):
    """A case on an agenda, under a name that is good for this meeting alone.

    `minutes` are those of a JAR or CDRM meeting, sealed under the key of the case that they are about.
    """

    __tablename__ = "meeting_item"
    __table_args__ = (UniqueConstraint("meeting_id", "case_id"), UniqueConstraint("meeting_id", "position"))
    CLEAR = ("meeting_id", "case_id", "pseudonym", "position")

    id: Mapped[UUID] = mapped_column(primary_key=True)
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"))
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cdr_case.id"), index=True)
    pseudonym: Mapped[str] = mapped_column(unique=True)
    position: Mapped[int]
    minutes: Mapped[Sealed | None] = mapped_column(SealedText)


class Invitation(Tagged, Base):
    """A seat at one meeting."""

    __tablename__ = "meeting_invitation"
    __table_args__ = (UniqueConstraint("meeting_id", "person_id"),)
    CLEAR = ("meeting_id", "person_id", "discipline")

    id: Mapped[UUID] = mapped_column(primary_key=True)
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    discipline: Mapped[str]


class Declaration(Tagged, Base):
    """What somebody declared on an item. A later one supersedes an earlier, which stays as it was.

    Interest, note and the reason of the ruling are sealed under the key of the case.
    """

    __tablename__ = "meeting_declaration"
    __table_args__ = (
        CheckConstraint("ruling IN ('stay', 'observe', 'recuse')", name="ruling"),
        CheckConstraint("ruled_by <> person_id", name="ruled_by"),
        Index(
            "meeting_declaration_latest_idx",
            "item_id",
            "person_id",
            unique=True,
            postgresql_where=text("NOT superseded"),
        ),
    )
    CLEAR = ("item_id", "person_id", "conflict", "superseded", "ruling", "ruled_by")

    id: Mapped[UUID] = mapped_column(primary_key=True)
    item_id: Mapped[UUID] = mapped_column(ForeignKey("meeting_item.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    conflict: Mapped[bool]
    superseded: Mapped[bool]
    ruling: Mapped[str | None]
    ruled_by: Mapped[UUID | None]
    account: Mapped[Sealed] = mapped_column(SealedText)


class Attendance(Tagged, Base):
    """Whether somebody was in the room for an item: people leave for their conflicts."""

    __tablename__ = "meeting_attendance"
    __table_args__ = (UniqueConstraint("item_id", "person_id"),)
    CLEAR = ("item_id", "person_id", "present")

    id: Mapped[UUID] = mapped_column(primary_key=True)
    item_id: Mapped[UUID] = mapped_column(ForeignKey("meeting_item.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    present: Mapped[bool]
