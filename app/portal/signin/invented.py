"""Which invented people may be chosen on the sign-in page of demo mode."""

from collections.abc import Mapping, Sequence

from app.identity.actors import Role
from app.identity.personas import HW, PERSONAS, STW, Persona

HEADINGS = {
    Role.PANEL_MEMBER: "The panel",
    Role.CHAIR: "The panel",
    Role.DESIGNATED_DOCTOR: "The panel",
    Role.COORDINATOR: "The panel's office",
    Role.MANAGER: "The panel's office",
    Role.PARTNER_OFFICER: "Officers of the CDR partners",
}
PLACES = {HW: "Herefordshire and Worcestershire", STW: "Shropshire, Telford and Wrekin"}
ORDER = tuple(dict.fromkeys(HEADINGS.values()))


def choices() -> Mapping[str, Sequence[Persona]]:
    """Return those who use pages, by the heading that they stand under; machines never do."""
    found: dict[str, list[Persona]] = {}
    for panel in (HW, STW, None):
        for heading in ORDER:
            those = [who for who in PERSONAS.values() if who.panel == panel and _heading(who) == heading]
            if those:
                place = f", {PLACES[panel]}" if panel else ""
                found[f"{heading}{place}"] = those
    return found


def chosen(name: str) -> Persona | None:
    """Return the persona of this name, if it may be chosen."""
    who = PERSONAS.get(name)
    return who if who and _heading(who) else None


def _heading(who: Persona) -> str | None:
    return None if who.is_machine else HEADINGS.get(who.role)
