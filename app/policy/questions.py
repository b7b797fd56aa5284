"""May they? A question that is asked first, and raises when the answer is no."""

from uuid import UUID

from app.identity.actors import Actor, Role
from app.policy.grants import GRANTS
from app.policy.permissions import Permission
from app.problems import Forbidden, FourEyes, NotFound


def grants_of(roles: frozenset[Role]) -> frozenset[Permission]:
    """Return all that these roles may do."""
    return frozenset().union(*(GRANTS[role] for role in roles))


def require(actor: Actor, permission: Permission, panel_id: UUID) -> None:
    """Return if the actor may do this for this panel, else raise.

    An actor outside the panel gets `NotFound`, so that a refusal never confirms that a child has died.
    """
    roles = actor.roles_at(panel_id) or (actor.roles & {Role.SYSTEM})
    if not roles:
        raise NotFound
    if permission not in grants_of(roles):
        raise Forbidden(f"Your role does not include {permission}.")


def require_somewhere(actor: Actor, permission: Permission) -> None:
    """Return if any seat of the actor allows this: for what belongs to no panel."""
    if permission not in grants_of(actor.roles):
        raise Forbidden(f"Your role does not include {permission}.")


def panels_where(actor: Actor, permission: Permission) -> frozenset[UUID]:
    """Return the panels at which the actor may do this."""
    return frozenset(panel for panel in actor.panels if permission in grants_of(actor.roles_at(panel)))


def require_another(actor: Actor, first: UUID, act: str) -> None:
    """Return if this is a second person; persons are compared, never sessions (four eyes)."""
    if actor.id == first:
        raise FourEyes(f"Another person has to {act}.")
