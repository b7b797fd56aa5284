"""Whether a panel or an area exists: asked of the tables, since the room that knows them lies above."""

from uuid import UUID

from sqlalchemy import text

from app.work import Work

PARTNER_AREA = "SELECT EXISTS (SELECT FROM area JOIN panel_area ON area_id = area.id WHERE code = :code)"
PANEL = "SELECT EXISTS (SELECT FROM panel WHERE id = :id)"


def is_area(work: Work, code: str) -> bool:
    """Return whether CDR partners share a panel for an area of this code."""
    return bool(work.session.execute(text(PARTNER_AREA), {"code": code}).scalar_one())


def is_panel(work: Work, panel_id: UUID) -> bool:
    """Return whether there is such a panel."""
    return bool(work.session.execute(text(PANEL), {"id": panel_id}).scalar_one())
