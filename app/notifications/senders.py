"""Who may notify, and for which organisation."""

from app.identity.actors import Kind
from app.identity.models import Client as RegisteredClient
from app.notifications import fhir
from app.policy import Permission, require_somewhere
from app.problems import Forbidden
from app.work import Work

WRITE, STATUS = "notification.write", "notification.status"


def may_write(work: Work) -> None:
    """Return if this actor may notify at all."""
    require_somewhere(work.actor, Permission.NOTIFICATION_CREATE)
    in_scope(work, WRITE)


def in_scope(work: Work, scope: str) -> None:
    """Return if the token of a machine covers this."""
    if work.actor.kind is Kind.CLIENT and scope not in work.actor.scopes:
        raise Forbidden("The token does not cover this.")


def may_speak_for(work: Work, ods: str, kind: str | None, on_behalf: str | None = None) -> None:
    """Return if a machine client is registered for this sender; a coordinator names whoever wrote or rang."""
    if on_behalf is not None and on_behalf != ods:
        raise Forbidden("The sender is not the organisation that the header names.")
    if work.actor.kind is not Kind.CLIENT:
        return
    if ods not in work.actor.organisations or (kind and kind not in work.actor.sender_kinds):
        raise Forbidden("The sender is not one that you are registered for.")


def profile(work: Work) -> fhir.Client:
    """Return how the messages of this client are read."""
    registered = work.session.get(RegisteredClient, work.actor.id)
    if registered is None or not registered.ods_codes or not registered.kinds:
        raise Forbidden("FHIR messages come from registered systems.")
    shaped = bool(registered.profile.get("pds_shaped"))
    return fhir.Client(tuple(registered.ods_codes), registered.kinds[0], shaped)
