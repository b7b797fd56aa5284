"""Who acts: a person, a machine client or the service itself, and the seats that they hold."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from app.problems import NotFound


class Role(StrEnum):
    """What a seat is for (roles of the child death review process)."""

    COORDINATOR = "coordinator"
    MANAGER = "manager"
    DESIGNATED_DOCTOR = "designated_doctor"
    CHAIR = "chair"
    PANEL_MEMBER = "panel_member"
    NOTIFIER = "notifier"
    RESPONDENT = "respondent"
    PARTNER_OFFICER = "partner_officer"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    SYSTEM = "system"


class Kind(StrEnum):
    """What sort of actor it is."""

    PERSON = "person"
    CLIENT = "client"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Seat:
    """One role, and the one panel, area, organisation or request that it is for."""

    role: Role
    panel_id: UUID | None = None
    area: str | None = None
    organisation: str | None = None
    request_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """An authenticated actor with the seats that are in force at this moment.

    `organisations` are the ODS codes a machine client may speak for; `acr` and `auth_time` say how
    and when a person signed in.
    """

    id: UUID
    kind: Kind
    seats: tuple[Seat, ...]
    organisations: tuple[str, ...] = ()
    sender_kinds: tuple[str, ...] = ()
    scopes: frozenset[str] = frozenset()
    client: str | None = None
    acr: str | None = None
    auth_time: datetime | None = None

    @property
    def roles(self) -> frozenset[Role]:
        """Return every role of this actor, wherever it sits."""
        return frozenset(seat.role for seat in self.seats)

    @property
    def panels(self) -> frozenset[UUID]:
        """Return the panels at which this actor sits."""
        return frozenset(seat.panel_id for seat in self.seats if seat.panel_id)

    @property
    def areas(self) -> frozenset[str]:
        """Return the CDR partner areas for which this actor is an officer."""
        return frozenset(seat.area for seat in self.seats if seat.area)

    def roles_at(self, panel_id: UUID | None) -> frozenset[Role]:
        """Return the roles of this actor at one panel."""
        return frozenset(seat.role for seat in self.seats if seat.panel_id == panel_id)

    def home_panel(self) -> UUID:
        """Return the panel of this actor when it sits at exactly one, else nothing is known of it."""
        if len(self.panels) != 1:
            raise NotFound
        return next(iter(self.panels))


SYSTEM_ID = UUID(int=0)
