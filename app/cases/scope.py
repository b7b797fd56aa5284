"""Which cases an actor may know of. Every query for a case starts here."""

from uuid import UUID

from sqlalchemy import Select, select

from app.cases.models import Case
from app.identity.actors import Actor, Role
from app.policy import Permission, panels_where


def visible_cases(actor: Actor) -> Select[Case]:
    """Return the query of all cases that this actor may know of."""
    if Role.SYSTEM in actor.roles:
        return select(Case)
    return select(Case).where(Case.panel_id.in_(panels_where(actor, Permission.CASE_READ) | _chaired(actor)))


def _chaired(actor: Actor) -> frozenset[UUID]:
    return panels_where(actor, Permission.ANALYSIS_FINALISE)
