"""Who stands before a page, as a role, and where they may go from there."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.identity.actors import Actor, Role
from app.policy import Permission, grants_of

WORDS: Mapping[Role, str] = {
    Role.COORDINATOR: "coordinator",
    Role.MANAGER: "manager",
    Role.DESIGNATED_DOCTOR: "designated doctor",
    Role.CHAIR: "chair",
    Role.PANEL_MEMBER: "panel member",
    Role.NOTIFIER: "notifier",
    Role.RESPONDENT: "respondent",
    Role.PARTNER_OFFICER: "partner officer",
    Role.AUDITOR: "auditor",
    Role.ADMINISTRATOR: "administrator",
}
PLACES = (
    ("/meetings", "My meetings", Permission.MEETING_DECLARE),
    ("/packs", "Packs being made", Permission.PACK_CHECK),
    ("/reports", "Reports", Permission.REPORT_READ),
)


@dataclass(frozen=True, slots=True)
class Link:
    """One place of the menu; `current` is what `aria-current` says of it."""

    href: str
    text: str
    current: str


def named(actor: Actor | None) -> str:
    """Return the roles of an actor in words: a page says what somebody is here as, and not who they are."""
    return " and ".join(words for role, words in WORDS.items() if actor and role in actor.roles)


def navigation(actor: Actor | None, path: str) -> list[Link]:
    """Return where an actor may go, in the order in which people mostly do."""
    may = grants_of(actor.roles) if actor else frozenset()
    return [Link(href, text, _current(href, path)) for href, text, needed in PLACES if needed in may]


def _current(href: str, path: str) -> str:
    if path == href:
        return "page"
    return "true" if path.startswith(f"{href}/") else ""
