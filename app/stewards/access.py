"""Who may come in: clients, people and seats. An administrator opens nothing about a child."""

from uuid import UUID

from sqlalchemy import text

from app.audit import trail
from app.identity import clients, service
from app.identity.actors import Role, Seat
from app.identity.models import Client, HeldSeat, Person
from app.policy import Permission, require_somewhere
from app.problems import Fault, Invalid, NotFound
from app.stewards import places
from app.stewards.schemas import (
    ClientIn,
    ClientOut,
    KeyOut,
    KeysIn,
    PersonIn,
    PersonOut,
    Profile,
    SeatIn,
    SeatOut,
)
from app.work import Work

COUNTED = (
    "SELECT kind, kek_version, count(*), max(kek_version) OVER () FROM wrapped_key"
    " GROUP BY kind, kek_version ORDER BY kind, kek_version"
)
PLACES = {Role.PARTNER_OFFICER: "area", Role.AUDITOR: None, Role.ADMINISTRATOR: None}
NOT_GIVEN = {Role.SYSTEM, Role.NOTIFIER, Role.RESPONDENT}


def _begin(work: Work) -> None:
    require_somewhere(work.actor, Permission.ACCESS_ADMINISTER)


def _must_exist(work: Work, panel_id: UUID | None, pointer: str) -> None:
    if panel_id is not None and not places.is_panel(work, panel_id):
        raise Invalid(errors=[Fault(pointer, "unknown", "There is no such panel.")])


def list_clients(work: Work) -> list[ClientOut]:
    """Return every registered health system."""
    _begin(work)
    return [_client_out(work, row) for row in clients.clients(work.session)]


def register_client(work: Work, form: ClientIn) -> ClientOut:
    """Register a health system: it signs in with its own keys, and may notify for its organisations."""
    _begin(work)
    _must_exist(work, form.home_panel_id, "/home_panel_id")
    new = clients.NewClient(**form.model_dump())
    client = clients.register_client(work.session, work.kit.secrets, new)
    trail.record(work, trail.Event.ACCESS_CHANGED, fields=["client.registered"])
    return _client_out(work, client)


def rotate_keys(work: Work, client_id: UUID, form: KeysIn) -> ClientOut:
    """Replace the public keys of a client."""
    _begin(work)
    client = clients.rotate_client_keys(work.session, client_id, form.jwks)
    trail.record(work, trail.Event.ACCESS_CHANGED, fields=["client.keys"])
    return _client_out(work, client)


def end_client(work: Work, client_id: UUID) -> None:
    """Let a client in no longer."""
    _begin(work)
    clients.end_client(work.session, client_id, work.now)
    trail.record(work, trail.Event.ACCESS_CHANGED, fields=["client.ended"])


def list_people(work: Work) -> list[PersonOut]:
    """Return everybody who may sign in."""
    _begin(work)
    return [_person_out(work, row) for row in service.people(work.session)]


def register_person(work: Work, form: PersonIn) -> PersonOut:
    """Let somebody sign in; without a seat they may do nothing."""
    _begin(work)
    person = service.register_person(work.session, work.kit.secrets, service.NewPerson(**form.model_dump()))
    trail.record(work, trail.Event.ACCESS_CHANGED, fields=["person.registered"])
    return _person_out(work, person)


def end_person(work: Work, person_id: UUID) -> None:
    """Let somebody sign in no longer."""
    _begin(work)
    service.end_person(work.session, person_id, work.now)
    trail.record(work, trail.Event.ACCESS_CHANGED, fields=["person.ended"])


def list_seats(work: Work) -> list[SeatOut]:
    """Return every seat, ended ones among them."""
    _begin(work)
    return [_seat_out(row) for row in service.seats(work.session)]


def issue_seat(work: Work, form: SeatIn) -> SeatOut:
    """Give a seat to a person. Nobody gives one to themselves."""
    _begin(work)
    place = PLACES.get(form.role, "panel_id")
    given = {name for name in ("panel_id", "area") if getattr(form, name) is not None}
    if form.role in NOT_GIVEN or given != ({place} if place else set()) or form.person_id == work.actor.id:
        raise Invalid(
            errors=[Fault("/role", "seat", "This role has another place, or is not given like this.")]
        )
    _must_exist(work, form.panel_id, "/panel_id")
    if form.area is not None and not places.is_area(work, form.area):
        raise Invalid(errors=[Fault("/area", "unknown", "CDR partners share no panel for this area.")])
    person = work.session.get(Person, form.person_id)
    if person is None:
        raise NotFound
    seat = Seat(form.role, form.panel_id, form.area, form.organisation)
    held = service.issue_seat(work.session, person, seat)
    trail.record(work, trail.Event.ACCESS_CHANGED, fields=["seat.issued", f"role.{form.role}"])
    return _seat_out(held)


def end_seat(work: Work, seat_id: UUID) -> None:
    """End a seat: it bites on the holder's next request."""
    _begin(work)
    service.end_seat(work.session, seat_id, work.now)
    trail.record(work, trail.Event.ACCESS_CHANGED, fields=["seat.ended"])


def list_keys(work: Work) -> list[KeyOut]:
    """Return how many data keys of each kind there are, and under which version they are wrapped."""
    _begin(work)
    rows = work.session.execute(text(COUNTED)).all()
    return [
        KeyOut(kind=kind, kek_version=version, count=count, current=version == newest)
        for kind, version, count, newest in rows
    ]


def _client_out(work: Work, row: Client) -> ClientOut:
    name = service.name_of(work.session, work.kit.secrets, row)
    return ClientOut(
        id=row.id, name=name, ods_codes=row.ods_codes, kinds=row.kinds, scopes=row.scopes,
        home_panel_id=row.home_panel_id, profile=Profile.model_validate(row.profile), active=row.active,
    )  # fmt: skip


def _person_out(work: Work, row: Person) -> PersonOut:
    name = service.name_of(work.session, work.kit.secrets, row)
    return PersonOut(id=row.id, display_name=name, active=row.active)


def _seat_out(row: HeldSeat) -> SeatOut:
    return SeatOut(
        id=row.id,
        person_id=row.person_id,
        client_id=row.client_id,
        role=Role(row.role),
        panel_id=row.panel_id,
        area=row.area,
        organisation=row.organisation,
        active=row.active,
    )
