"""Pieces of work for tests of the trail: real keys, invented actors."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from app.audit import trail
from app.crypto.small import Mac, Signer, signed_by
from app.identity.actors import Actor, Kind, Role, Seat
from app.settings import Settings
from app.work import Kit, Work

ORIGIN = "cdop.example.invalid/trail"
MAC = Mac(bytes(range(32)))
SIGNER = Signer(bytes(range(32, 64)))
BEGINNING = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


@dataclass
class Names:
    """Gives every key a random name, as the key rows do."""

    known: dict[UUID, str] = field(default_factory=dict)

    def audit_name(self, session: Session, key_id: UUID) -> str:
        """Return the name under which the trail speaks of this key's thing."""
        return self.known.setdefault(key_id, uuid4().hex)


NAMES = Names()
NOTHING: Any = None
KIT = Kit(Settings(), NOTHING, NOTHING, MAC, NOTHING, NOTHING, NAMES, signed_by)


def an_actor(role: Role = Role.COORDINATOR, area: str | None = None) -> Actor:
    """Return a person with one seat."""
    return Actor(uuid4(), Kind.PERSON, (Seat(role, panel_id=uuid4(), area=area),), acr="aal2")


def a_work(session: Session, actor: Actor | None = None, **changes: Any) -> Work:
    """Return a piece of work in this session."""
    given: dict[str, Any] = {"now": BEGINNING, "request_id": uuid4().hex, "kit": KIT} | changes
    return Work(session, actor or an_actor(), **given)


def body_of(seq: int) -> tuple[UUID, tuple[Any, ...], bytes]:
    """Return an invented entry: its id, its searchable columns in the order of the table, and its body."""
    event_id = UUID(int=(seq << 80) | (7 << 76) | (2 << 62) | seq)
    at = BEGINNING + timedelta(seconds=seq)
    about, actor, request = f"{seq % 900:032x}", f"{seq % 40:032x}", f"{seq:032x}"
    body = trail.canonical(
        {
            "id": str(event_id),
            "at": trail.stamp(at),
            "action": str(trail.Event.FIELDS_DISCLOSED),
            "about": about,
            "actor": actor,
            "request_id": request,
            "kind": "person",
            "roles": ["coordinator"],
            "client": None,
            "acr": "aal2",
            "fields": ["child_name", "date_of_birth", "date_of_death"],
            "purpose": "review",
            "rule": "case.read",
            "rows": [],
        }
    )
    return event_id, (at, str(trail.Event.FIELDS_DISCLOSED), about, actor, request), body
