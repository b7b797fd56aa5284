"""Who is asking, by the seats in force now; and what an administrator does with people and seats."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID, uuid4

from sqlalchemy import ColumnExpressionArgument, Select, and_, bindparam, select
from sqlalchemy.orm import Session

from app.db.base import iso_week
from app.db.sealed import Sealed
from app.db.tagged import Reading
from app.identity import sessions
from app.identity.actors import Actor, Kind, Role, Seat
from app.identity.claims import Claims
from app.identity.models import Client, HeldSeat, Person
from app.identity.seals import Row, RowTags, Secrets, bind, unchanged
from app.problems import Conflict, NotFound, Unauthenticated

Where: TypeAlias = ColumnExpressionArgument[bool]
Read: TypeAlias = Select[*tuple[Any, ...]]
CLIENT, PERSON, SEAT = Reading(Client), Reading(Person), Reading(HeldSeat)


def _with_seats(kind: Reading, holds: Where, *its: Where) -> Read:
    """Return what finds an actor together with the seats in force: made once, since every request asks."""
    both = select(*kind.columns, *SEAT.columns).select_from(kind.table)
    return both.outerjoin(SEAT.table, and_(holds, HeldSeat.active)).where(*its)


THIS_CLIENT = _with_seats(
    CLIENT, HeldSeat.client_id == Client.id, Client.id == bindparam("sought"), Client.active
)
THIS_PERSON = _with_seats(
    PERSON,
    HeldSeat.person_id == Person.id,
    Person.issuer == bindparam("sought_issuer"),
    Person.subject == bindparam("sought"),
    Person.active,
)


def actor_for(session: Session, claims: Claims, tags: RowTags) -> Actor:
    """Return the actor of a verified token with the seats in force now.

    Nothing is remembered between requests, so a right that has ended bites on the next one.
    """
    bind(session, tags)
    return _client(session, claims) if claims.machine else _person(session, claims)


def _client(session: Session, claims: Claims) -> Actor:
    client, seats = _held(session, CLIENT, THIS_CLIENT, sought=as_id(claims.subject))
    return Actor(
        id=client.id,
        kind=Kind.CLIENT,
        seats=seats,
        organisations=tuple(client.ods_codes),
        sender_kinds=tuple(client.kinds),
        scopes=claims.scopes & set(client.scopes),
        client=str(client.id),
        acr=claims.acr,
        auth_time=claims.auth_time,
    )


def _person(session: Session, claims: Claims) -> Actor:
    its = {"sought_issuer": claims.issuer, "sought": claims.subject}
    person, seats = _held(session, PERSON, THIS_PERSON, **its)
    return Actor(
        id=person.id,
        kind=Kind.PERSON,
        seats=seats,
        scopes=claims.scopes,
        client=claims.client,
        acr=claims.acr,
        auth_time=claims.auth_time,
    )


def as_id(text: str) -> UUID | None:
    """Return the id that this text is, when it is written as we write ids."""
    try:
        return UUID(text) if str(UUID(text)) == text else None
    except ValueError:
        return None


def _held(
    session: Session, kind: Reading, statement: Read, **its: UUID | str | None
) -> tuple[Any, tuple[Seat, ...]]:
    """Return who it is, with the seats in force, in one statement; every row is checked, no object made."""
    width = len(kind.columns)
    rows = session.connection().execute(statement, its).all()
    with unchanged(kind.table.name, Unauthenticated()):
        holders = [kind.row(session, row[:width]) for row in rows]
        seats = [SEAT.row(session, row[width:]) for row in rows if row[width] is not None]
    if len({holder.id for holder in holders}) != 1:
        raise Unauthenticated
    return holders[0], tuple(
        Seat(Role(seat.role), seat.panel_id, seat.area, seat.organisation, seat.request_id) for seat in seats
    )


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody who is to sign in. Issuer and subject identify; the name is only shown."""

    issuer: str
    subject: str
    display_name: str


def register_person(
    session: Session, secrets: Secrets, new: NewPerson, person_id: UUID | None = None
) -> Person:
    """Let somebody sign in; without a seat they may do nothing."""
    its = (Person.issuer == new.issuer, Person.subject == new.subject)
    if session.scalars(select(Person.id).where(*its)).first():
        raise Conflict("This person is registered already.")
    made = person_id or uuid4()
    name = Sealed(secrets.seal(session, "person", "display_name", made, new.display_name))
    person = Person(id=made, issuer=new.issuer, subject=new.subject, display_name=name, active=True)
    session.add(person)
    session.flush()
    return person


def end_person(session: Session, person_id: UUID, now: datetime) -> None:
    """Let somebody sign in no longer, and end all their seats and sessions."""
    found(session.get(Person, person_id)).active = False
    sessions.end_sessions_of(session, person_id)
    _end_seats(session, HeldSeat.person_id == person_id, now)


def people(session: Session) -> Sequence[Person]:
    """Return everybody who ever could sign in."""
    return session.scalars(select(Person).order_by(Person.id)).all()


def name_of(session: Session, secrets: Secrets, row: Person | Client) -> str:
    """Return the name of a person or a client, which is kept sealed."""
    if isinstance(row, Person):
        return str(secrets.open(session, "person", "display_name", row.id, row.display_name.token))
    return str(secrets.open(session, "client", "name", row.id, row.name.token))


def issue_seat(
    session: Session, holder: Person | Client, seat: Seat, seat_id: UUID | None = None
) -> HeldSeat:
    """Give one seat to a person or a client."""
    if not holder.active:
        raise Conflict("A seat is for somebody who may sign in.")
    held = HeldSeat(
        id=seat_id or uuid4(),
        person_id=holder.id if isinstance(holder, Person) else None,
        client_id=holder.id if isinstance(holder, Client) else None,
        role=seat.role.value,
        panel_id=seat.panel_id,
        area=seat.area,
        organisation=seat.organisation,
        request_id=seat.request_id,
        active=True,
        ended_in=None,
    )
    session.add(held)
    session.flush()
    return held


def end_seat(session: Session, seat_id: UUID, now: datetime) -> None:
    """End one seat. Its row stays, and it never comes back."""
    if not found(session.get(HeldSeat, seat_id)).active:
        raise Conflict("This seat has ended already.")
    _end_seats(session, HeldSeat.id == seat_id, now)


def end_request_seats(session: Session, request_id: UUID, now: datetime) -> None:
    """End the seats that were given for one request."""
    _end_seats(session, HeldSeat.request_id == request_id, now)


def seats(session: Session) -> Sequence[HeldSeat]:
    """Return all seats, those that have ended among them."""
    return session.scalars(select(HeldSeat).order_by(HeldSeat.id)).all()


def _end_seats(session: Session, where: Where, now: datetime) -> None:
    for held in session.scalars(select(HeldSeat).where(where, HeldSeat.active)):
        held.active, held.ended_in = False, iso_week(now)
    session.flush()


def found(row: Row | None) -> Row:
    """Return the row, or say that there is no such thing."""
    if row is None:
        raise NotFound
    return row
