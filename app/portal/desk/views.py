"""What the list of packs shows: meeting by meeting, each item with its pack and what can be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.documents.words import label
from app.packs import history
from app.packs.making import Making, Table
from app.packs.rules.finished import State
from app.policy import Permission, grants_of
from app.portal import words
from app.portal.attempts import told
from app.problems import Problem
from app.work import Work

STATES = {
    State.DRAFT: ("In the making", "blue"),
    State.APPROVED: ("Approved", "aqua-green"),
    State.RELEASED: ("Released", "green"),
    State.WITHDRAWN: ("Withdrawn", "red"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One item of an agenda as the list shows it."""

    pseudonym: str
    case_id: UUID
    pack_id: UUID | None = None
    version: int = 0
    state: str = "Not prepared yet"
    colour: str = "grey"
    waits: str = ""
    late: str = ""
    prepared_by: str = ""
    can_prepare: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """One meeting with its items."""

    id: UUID
    what: str
    when: str
    rows: list[Row]


def tables(work: Work, found: Sequence[Table]) -> list[Group]:
    """Return the meetings with their items, and who prepared each pack by name."""
    packs = [row.pack for table in found for row in table.items if row.pack]
    names = history.names(work, [pack.prepared_by for pack in packs])
    return [
        Group(
            id=table.meeting.id,
            what=words.what(table.meeting),
            when=words.when(table.meeting),
            rows=[_row(row, names) for row in table.items],
        )
        for table in found
    ]


def _row(row: Making, names: dict[UUID, str]) -> Row:
    pack = row.pack
    if pack is None:
        return Row(row.pseudonym, row.case_id)
    state, colour = STATES[pack.state]
    return Row(
        pseudonym=row.pseudonym,
        case_id=row.case_id,
        pack_id=pack.id,
        version=pack.version,
        state=state,
        colour=colour,
        waits=_waits(row) if pack.state is State.DRAFT else "",
        late=came_in(row.late),
        prepared_by=names.get(pack.prepared_by, ""),
        can_prepare=pack.state is State.WITHDRAWN,
    )


def _waits(row: Making) -> str:
    if row.waiting is None:
        return ""
    places = "1 place waits" if row.waiting == 1 else f"{row.waiting} places wait"
    return places if row.waiting else "every place was looked at"


SOURCES = {
    "correction": "the child's details",
    "notification": "a notification",
    "form": "a reporting form",
    "family": "what the family said",
    "review": "a certificate or a review",
    "analysis": "the draft analysis form",
    "minutes": "minutes",
}


def came_in(kinds: Sequence[str]) -> str:
    """Return in words which kinds of sources came in, or were changed, after a pack was prepared."""
    return ", ".join(SOURCES.get(kind, label(kind).lower()) for kind in kinds)


def may_prepare(work: Work) -> bool:
    """Return whether the visitor prepares packs, and does not only check them."""
    return Permission.PACK_PREPARE in grants_of(work.actor.roles)


def standing(found: Sequence[Table], case_id: UUID, meeting_id: UUID) -> UUID | None:
    """Return the pack that a case has for a meeting already, unless it was withdrawn."""
    packs = [row.pack for table in found if table.meeting.id == meeting_id for row in table.items if row.pack]
    live = [one for one in packs if one.case_id == case_id and one.state is not State.WITHDRAWN]
    return live[0].id if live else None


def faults(case_id: str, meeting_id: str) -> list[dict[str, str]]:
    """Return what is missing in the form that asks for a pack."""
    found = []
    if not _is_id(case_id):
        found.append({"href": "#case_id", "text": "Enter the id of a case, as the case list shows it"})
    if not _is_id(meeting_id):
        found.append({"href": "#meeting_id", "text": "Select a meeting"})
    return found


def at(field: str, problem: Problem) -> list[dict[str, str]]:
    """Return a problem as the error of a field."""
    return [{"href": f"#{field}", "text": one} for one in told(problem)]


def _is_id(text: str) -> bool:
    try:
        UUID(text.strip())
    except ValueError:
        return False
    return True
