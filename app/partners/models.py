"""Tables of the reference data. Nothing here is about a child, so days stand in clear."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base


class Area(Base):
    """A local authority: a unitary, a county, or a district of a county."""

    __tablename__ = "area"
    __table_args__ = (CheckConstraint("kind IN ('unitary', 'county', 'district')", name="kind"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[str]
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("area.id"))
    gss: Mapped[str]
    ods: Mapped[str | None]
    region_gss: Mapped[str]
    child_population: Mapped[int]
    population_is_placeholder: Mapped[bool]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class Panel(Base):
    """A child death overview panel: the boundary of who sees a case."""

    __tablename__ = "panel"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class PanelArea(Base):
    """An area whose deaths a panel reviews."""

    __tablename__ = "panel_area"

    panel_id: Mapped[UUID] = mapped_column(ForeignKey("panel.id"), primary_key=True)
    area_id: Mapped[UUID] = mapped_column(ForeignKey("area.id"), primary_key=True)


class Organisation(Base):
    """A body that the panel works with, while it exists.

    `names` are earlier names and other names, each with its days; the office keeps `contact` up to date.
    """

    __tablename__ = "organisation"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str]
    name: Mapped[str] = mapped_column(index=True)
    names: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    ods: Mapped[str | None] = mapped_column(index=True)
    gss: Mapped[str | None]
    areas: Mapped[list[str]] = mapped_column(ARRAY(Text))
    contact: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]

    @property
    def other_names(self) -> list[str]:
        """The names under which older records and other bodies speak of it."""
        return [str(known["name"]) for known in self.names]


class Partnership(Base):
    """An organisation as CDR partner of an area, from one day to another (Children Act 2004, section 16Q)."""

    __tablename__ = "partnership"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    area_id: Mapped[UUID] = mapped_column(ForeignKey("area.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class OrganisationSuccessor(Base):
    """A body that took over from another."""

    __tablename__ = "organisation_successor"

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    successor_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    valid_from: Mapped[date]
