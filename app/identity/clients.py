"""Machine clients: registered with their public keys, given new ones, ended."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.db.sealed import Sealed
from app.identity.actors import Role, Seat
from app.identity.keysets import KeySetRefused, public_keys
from app.identity.models import Client, HeldSeat, UsedAssertion
from app.identity.seals import Secrets
from app.identity.service import end_seat, found, issue_seat
from app.problems import Fault, Invalid

SCOPES = frozenset({"notification.write", "notification.status"})
KINDS = frozenset(
    {
        "acute",
        "community",
        "ambulance",
        "chis",
        "medical_examiner",
        "registrar",
        "coroner",
        "hospice",
        "gp",
        "police",
        "social_care",
    }
)


@dataclass(frozen=True, slots=True)
class NewClient:
    """A health system that is to notify deaths: whom it speaks for, and what it signs with."""

    name: str
    jwks: dict[str, Any]
    ods_codes: tuple[str, ...]
    kinds: tuple[str, ...]
    home_panel_id: UUID
    scopes: tuple[str, ...] = ("notification.write", "notification.status")
    profile: dict[str, Any] = field(default_factory=dict)


def register_client(
    session: Session, secrets: Secrets, new: NewClient, client_id: UUID | None = None
) -> Client:
    """Register a health system with its seat as a notifier at its home panel, and return its client."""
    _check_words("/kinds", new.kinds, KINDS)
    _check_words("/scopes", new.scopes, SCOPES)
    made = client_id or uuid4()
    client = Client(
        id=made,
        name=Sealed(secrets.seal(session, "client", "name", made, new.name)),
        jwks=_checked(new.jwks),
        ods_codes=list(new.ods_codes),
        kinds=list(new.kinds),
        scopes=list(new.scopes),
        home_panel_id=new.home_panel_id,
        profile=new.profile,
        active=True,
    )
    session.add(client)
    session.flush()
    issue_seat(session, client, Seat(Role.NOTIFIER, panel_id=new.home_panel_id))
    return client


def rotate_client_keys(session: Session, client_id: UUID, jwks: dict[str, Any]) -> Client:
    """Replace a client's public keys. To overlap, it sends the old and the new one together first."""
    client = found(session.get(Client, client_id))
    client.jwks = _checked(jwks)
    session.flush()
    return client


def end_client(session: Session, client_id: UUID, now: datetime) -> None:
    """Let a client in no longer, and end its seats."""
    found(session.get(Client, client_id)).active = False
    held = select(HeldSeat.id).where(HeldSeat.client_id == client_id, HeldSeat.active)
    for seat_id in session.scalars(held).all():
        end_seat(session, seat_id, now)
    session.flush()


def clients(session: Session) -> Sequence[Client]:
    """Return every client that was ever registered."""
    return session.scalars(select(Client).order_by(Client.id)).all()


def forget_used_assertions(session: Session, now: datetime) -> None:
    """Forget the assertions that could buy nothing any more: they have expired."""
    session.execute(delete(UsedAssertion).where(UsedAssertion.expires < int(now.timestamp())))


def _checked(jwks: dict[str, Any]) -> list[dict[str, str]]:
    try:
        keys = public_keys(jwks)
    except KeySetRefused as refused:
        raise Invalid(errors=[Fault("/jwks", "jwks", f"The key set has {refused}.")]) from None
    if not keys or len(keys) != len(jwks["keys"]):
        message = "Each key needs a kid of its own and has to be an RSA or EC key for signatures."
        raise Invalid(errors=[Fault("/jwks", "jwks", message)])
    return [
        {str(name): str(value) for name, value in key.as_dict(private=False).items()} for key in keys.values()
    ]


def _check_words(pointer: str, words: tuple[str, ...], known: frozenset[str]) -> None:
    if not words or not known.issuperset(words):
        message = f"One or more of: {', '.join(sorted(known))}."
        raise Invalid(errors=[Fault(pointer, "unknown", message)])
