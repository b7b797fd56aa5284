"""Registering the invented people and health systems of demo mode."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.orm import Session

from app.identity import clients, demo, service
from app.identity.actors import Role, Seat
from app.identity.models import Client, Person
from app.identity.personas import PERSONAS, Persona
from app.identity.seals import RowTags, Secrets, bind
from app.settings import Settings, SettingsRefused


def seed(
    session: Session, secrets: Secrets, tags: RowTags, panels: Mapping[str, UUID], settings: Settings
) -> None:
    """Register every persona that is not there yet; `panels` gives the ids of `hw` and `stw`."""
    if not demo.enabled(settings):
        raise SettingsRefused("CDOP_DEMO_ISSUER: invented people sign in only in demo mode.")
    bind(session, tags)
    for who in PERSONAS.values():
        if who.is_machine:
            _seed_client(session, secrets, who, panels, settings)
        elif session.get(Person, who.id) is None:
            _seed_person(session, secrets, who, panels)


def _seed_person(session: Session, secrets: Secrets, who: Persona, panels: Mapping[str, UUID]) -> None:
    new = service.NewPerson(demo.issuer(), str(who.id), who.display_name)
    person = service.register_person(session, secrets, new, who.id)
    if who.role is not Role.RESPONDENT:  # whose seats come with each request
        panel_id = panels[who.panel] if who.panel else None
        seat = Seat(who.role, panel_id=panel_id, area=who.area, organisation=who.organisation)
        service.issue_seat(session, person, seat, who.seat_id)


def _seed_client(
    session: Session, secrets: Secrets, who: Persona, panels: Mapping[str, UUID], settings: Settings
) -> None:
    jwks = {"keys": [demo.client_key(settings, who).as_dict(private=False)]}
    client = session.get(Client, who.id)
    if client is None:
        new = clients.NewClient(
            name=who.display_name,
            jwks=jwks,
            ods_codes=(who.ods or "",),
            kinds=(who.kind or "",),
            home_panel_id=panels[who.panel or ""],
        )
        clients.register_client(session, secrets, new, who.id)
    elif [key["kid"] for key in client.jwks] != [key["kid"] for key in jwks["keys"]]:
        clients.rotate_client_keys(session, client.id, jwks)
