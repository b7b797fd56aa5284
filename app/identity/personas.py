"""The invented people and systems of the demo: who they are, and where they sit."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import NAMESPACE_URL, UUID, uuid5

from app.identity.actors import Role

HW, STW = "hw", "stw"


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody invented. `ods` is given for machine clients alone, `organisation` names the employer."""

    name: str
    display_name: str
    role: Role
    panel: str | None = None
    area: str | None = None
    organisation: str | None = None
    ods: str | None = None
    kind: str | None = None

    @property
    def id(self) -> UUID:
        """Return the id that this persona has in every demo."""
        return uuid5(NAMESPACE_URL, f"https://cdop.invalid/personas/{self.name}")

    @property
    def seat_id(self) -> UUID:
        """Return the id of its seat."""
        return uuid5(self.id, "seat")

    @property
    def is_machine(self) -> bool:
        """Return whether it is a health system."""
        return self.ods is not None


def _officer(area: str) -> Persona:
    display_name = f"Officer Example ({area})"
    return Persona(f"partner-{area}", display_name, Role.PARTNER_OFFICER, area=area, organisation=area)


def _member(what: str, organisation: str | None) -> Persona:
    return Persona(
        f"member-{what}", f"Member Example ({what})", Role.PANEL_MEMBER, HW, organisation=organisation
    )


def _neighbour(what: str, organisation: str) -> Persona:
    display_name = f"Member Example (STW, {what})"
    return Persona(f"stw-member-{what}", display_name, Role.PANEL_MEMBER, STW, organisation=organisation)


def _system(name: str, ods: str, kind: str, panel: str = HW) -> Persona:
    display_name = f"System Example ({ods})"
    return Persona(
        f"notifier-{name}", display_name, Role.NOTIFIER, panel, organisation=ods, ods=ods, kind=kind
    )


ALL = (
    Persona("coordinator", "Coordinator Example", Role.COORDINATOR, HW, organisation="QGH"),
    Persona("coordinator-2", "Second Coordinator Example", Role.COORDINATOR, HW, organisation="QGH"),
    Persona("manager", "Manager Example", Role.MANAGER, HW, organisation="QGH"),
    Persona("doctor", "Doctor Example", Role.DESIGNATED_DOCTOR, HW, organisation="QGH"),
    Persona("chair", "Chair Example", Role.CHAIR, HW),
    _member("health", "R1A"),
    _member("police", "west-mercia-police"),
    _member("social-care", "herefordshire-council"),
    _member("public-health", "worcestershire-county-council"),
    _member("lay", None),
    _system("wvt", "RLQ", "acute"),
    _system("wah", "RWP", "acute"),
    _system("wmas", "RYA", "ambulance"),
    _system("rxw", "RXW", "acute", STW),
    Persona("respondent", "Respondent Example", Role.RESPONDENT, organisation="R1A"),
    _officer("herefordshire"),
    _officer("worcestershire"),
    _officer("shropshire"),
    _officer("telford-and-wrekin"),
    Persona("stw-coordinator", "Coordinator Example (STW)", Role.COORDINATOR, STW, organisation="QOC"),
    Persona("stw-manager", "Manager Example (STW)", Role.MANAGER, STW, organisation="QOC"),
    Persona("stw-doctor", "Doctor Example (STW)", Role.DESIGNATED_DOCTOR, STW, organisation="QOC"),
    Persona("stw-chair", "Chair Example (STW)", Role.CHAIR, STW),
    _neighbour("health", "R1D"),
    _neighbour("police", "west-mercia-police"),
    _neighbour("social-care", "shropshire-council"),
    _neighbour("public-health", "telford-and-wrekin-council"),
    Persona("auditor", "Auditor Example", Role.AUDITOR),
    Persona("administrator", "Administrator Example", Role.ADMINISTRATOR),
)

PERSONAS: Mapping[str, Persona] = {persona.name: persona for persona in ALL}
