"""What the chair's page shows: each card with what waits, or with what was said already."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from app.documents.words import label
from app.meetings import chairing
from app.meetings.chairing import ToRule
from app.meetings.rules.course import State
from app.meetings.rules.standing import Standing
from app.meetings.schemas import EarlierInterest, MeetingLine
from app.packs import heading
from app.packs.heading import Asked
from app.portal.panel.chair.telling import ANSWERED, INSTEAD, INTERESTS, RULED, waiting
from app.portal.words import FIELDS
from app.work import Work

MOST = 2000


@dataclass(frozen=True, slots=True)
class Card:
    """One thing to decide: `id` names its fields, and `done` is what was decided, if anything was."""

    id: str
    action: str
    title: str
    done: str
    lines: list[tuple[str, str]]


class Sent(NamedTuple):
    """What the chair has sent about one card."""

    id: str
    choice: str = ""
    reason: str = ""


class Count(NamedTuple):
    """What stands on the agenda for the chair."""

    href: str
    lines: list[str]


def counted(work: Work, meeting: MeetingLine) -> Count | None:
    """Return how much waits for the visitor at a meeting, if they rule there and it is not closed."""
    if meeting.state == State.CLOSED or not chairing.may_rule(work, meeting.panel_id):
        return None
    questions = sum(one.approved is None for one in heading.list_asked(work, meeting.id))
    lines = waiting(chairing.count_to_rule(work, meeting.id), questions)
    return Count(f"/meetings/{meeting.id}/chair", lines)


def rulings(meeting_id: UUID, found: Iterable[ToRule]) -> list[Card]:
    """Return a card for each interest that somebody else has declared."""
    return [_ruling(meeting_id, one) for one in found]


def questions(meeting_id: UUID, found: Iterable[Asked]) -> list[Card]:
    """Return a card for each field of a header that the office asks for."""
    return [_question(meeting_id, one) for one in found]


def faults(sent: Sent, choices: Iterable[str], missing: str) -> list[dict[str, str]]:
    """Return what is wrong with a form, each fault with the place that it is about."""
    found = []
    if sent.choice not in set(choices):
        found.append({"href": f"#choice-{sent.id}", "text": missing})
    fault = _fault(sent.reason)
    return [*found, {"href": f"#reason-{sent.id}", "text": fault}] if fault else found


def _fault(reason: str) -> str:
    if not reason.strip():
        return "Enter the reason"
    if len(reason) > MOST:
        return f"The reason must be {MOST:,} characters or fewer"
    return "The reason holds a character that cannot be kept" if "\0" in reason else ""


def _ruling(meeting_id: UUID, one: ToRule) -> Card:
    made = one.declared
    lines = [
        ("Interest", INTERESTS[made.interest] if made.interest else ""),
        ("Note", (made.note or "").strip()),
        *(("Declared before", _earlier(before)) for before in made.earlier),
        ("Employer", "Notified this death" if made.status == Standing.EMPLOYER_NAMED else ""),
        ("Case", _sentence(made.prompt or "")),
    ]
    return Card(
        id=str(made.id),
        action=f"/meetings/{meeting_id}/chair/declarations/{made.id}",
        title=f"Item {made.pseudonym}: {label(one.discipline)}",
        done=RULED[made.ruling] if made.ruling else "",
        lines=[(name, said) for name, said in lines if said],
    )


def _question(meeting_id: UUID, one: Asked) -> Card:
    return Card(
        id=f"{one.pseudonym}-{one.field}",
        action=f"/meetings/{meeting_id}/chair/header/{one.pseudonym}/{one.field}",
        title=f"Item {one.pseudonym}: {FIELDS[one.field]}",
        done=ANSWERED[one.approved],
        lines=[("Reason of the office", one.reason), ("Otherwise", INSTEAD[one.field])],
    )


def _earlier(before: EarlierInterest) -> str:
    return f"{INTERESTS[before.interest]}. {before.note}".strip()


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
