"""A cohort, the panels that share it, and what each has contributed."""

from typing import NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base
from app.db.sealed import Sealed, SealedText
from app.db.tagged import Tagged
from app.themes.rules import State


class Cohort(NamedTuple):
    """Whose key seals a theme: the cohort, and the key itself."""

    id: UUID
    key_id: UUID


class Theme(Tagged, Base):
    """A themed review. What it is about is sealed: even its name could tell how a child died."""

    __tablename__ = "theme"
    __table_args__ = (CheckConstraint(f"state IN {tuple(state.value for state in State)}", name="state"),)
    CLEAR = ("key_id", "state", "frozen_sha256")

    id: Mapped[UUID] = mapped_column(primary_key=True)
    key_id: Mapped[UUID]
    state: Mapped[str]
    opened_by: Mapped[UUID]
    opened_week: Mapped[int]
    frozen_sha256: Mapped[str | None]
    content: Mapped[Sealed] = mapped_column(SealedText)

    @property
    def cohort(self) -> Cohort:
        """Return whose key seals this theme."""
        return Cohort(self.id, self.key_id)


class ThemePanel(Tagged, Base):
    """A panel that shares a theme: who agreed to it, and who signed it off."""

    __tablename__ = "theme_panel"
    __table_args__ = (UniqueConstraint("theme_id", "panel_id"),)
    CLEAR = ("theme_id", "panel_id", "agreed_by", "signed_by")

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    theme_id: Mapped[UUID] = mapped_column(ForeignKey("theme.id"), index=True)
    panel_id: Mapped[UUID] = mapped_column(ForeignKey("panel.id"), index=True)
    agreed_by: Mapped[UUID | None]
    signed_by: Mapped[UUID | None]


class Contribution(Base):
    """A copy of an anonymised pack and its coded facts, under the cohort's key.

    Which case it came from is sealed under the contributor's own facts key: only they can map it.
    """

    __tablename__ = "theme_contribution"
    __table_args__ = (UniqueConstraint("theme_id", "pseudonym"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    theme_id: Mapped[UUID] = mapped_column(ForeignKey("theme.id"), index=True)
    panel_id: Mapped[UUID] = mapped_column(ForeignKey("panel.id"))
    pseudonym: Mapped[str]
    pack_digest: Mapped[bytes] = mapped_column(LargeBinary)
    contributed_by: Mapped[UUID]
    pack: Mapped[Sealed] = mapped_column(SealedText)
    coded: Mapped[Sealed] = mapped_column(SealedText)
    origin: Mapped[Sealed] = mapped_column(SealedText)


class Finding(Base):
    """What the cohort taught, sealed under the cohort's key."""

    __tablename__ = "theme_finding"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    theme_id: Mapped[UUID] = mapped_column(ForeignKey("theme.id"), index=True)
    found_by: Mapped[UUID]
    found_week: Mapped[int]
    content: Mapped[Sealed] = mapped_column(SealedText)
