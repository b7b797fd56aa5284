"""The table of reports. Who may read one stands in clear; what it says, of which days, is sealed."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base
from app.db.sealed import Sealed, SealedText
from app.db.tagged import Tagged


class Report(Tagged, Base):
    """A report, as its bytes were when it was built. It is never changed: a revision is a new report.

    `document` holds figures and lies under the panel's facts key; `head` (kind, period, built at) and
    `signed` (who signed which bytes when) lie under the application's own key.
    """

    __tablename__ = "report"
    __table_args__ = (
        CheckConstraint("level IN ('public', 'partner')", name="level"),
        CheckConstraint("state IN ('draft', 'released')", name="state"),
    )
    CLEAR = ("panel_id", "area", "level", "state", "sha256")

    id: Mapped[UUID] = mapped_column(primary_key=True)
    panel_id: Mapped[UUID] = mapped_column(ForeignKey("panel.id"), index=True)
    area: Mapped[str]
    level: Mapped[str]
    state: Mapped[str]
    built_week: Mapped[int]
    sha256: Mapped[str]
    head: Mapped[Sealed] = mapped_column(SealedText)
    signed: Mapped[Sealed] = mapped_column(SealedText)
    document: Mapped[Sealed] = mapped_column(SealedText)
