"""The form on which a member declares: its choices in plain words, and what is wrong with what was sent."""

from collections.abc import Mapping
from typing import NamedTuple

from app.meetings.rules.standing import Interest, Ruling, Standing
from app.meetings.schemas import DeclarationIn, DeclarationOut

MOST = 2000
CHOICES: Mapping[Interest, tuple[str, str]] = {
    Interest.NONE: (
        "I have no interest to declare",
        "I did not know the child or the family, took no part in the care, and manage nobody who did.",
    ),
    Interest.KNEW_CHILD: (
        "I knew the child through my work",
        "For example as a teacher, a health visitor or a social worker.",
    ),
    Interest.KNEW_FAMILY: (
        "I know the family",
        "As a relative, a friend or a neighbour, or through their or your work.",
    ),
    Interest.INVOLVED_IN_CARE: (
        "I was involved in the child's care",
        "Or in what happened around the death, or in the response to it.",
    ),
    Interest.LINE_MANAGES: (
        "I manage somebody who was involved",
        "You are responsible for the work of a person who took part in the care or the response.",
    ),
    Interest.OTHER: (
        "I have another interest",
        "Anything else that could sway you, or seem to. Say in the note what it is.",
    ),
}


RULED: Mapping[Ruling, str] = {
    Ruling.STAY: "The chair has ruled that you take part.",
    Ruling.OBSERVE: "The chair has ruled that you read and listen.",
}
WAITS = "What you have declared waits for the chair's ruling, and the pack stays shut until then."


class Sent(NamedTuple):
    """What a member has sent."""

    interest: str = ""
    note: str = ""
    confirmed: str = ""


def faults(sent: Sent) -> list[dict[str, str]]:
    """Return what is wrong with a form, each fault with the place that it is about."""
    found = []
    if sent.interest not in {choice.value for choice in CHOICES}:
        found.append(_at("interest", "Select whether you have an interest to declare"))
    if sent.interest == Interest.OTHER and not sent.note.strip():
        found.append(_at("note", "Enter a note that says what your interest is"))
    if len(sent.note) > MOST:
        found.append(_at("note", f"The note must be {MOST:,} characters or fewer"))
    if "\0" in sent.note:
        found.append(_at("note", "The note holds a character that cannot be kept"))
    if sent.confirmed != "yes":
        found.append(_at("confirmed", "Confirm that your declaration is complete"))
    return found


def holds(asked: DeclarationOut) -> str:
    """Return in words what holds until the chair rules anew, if anything does."""
    if asked.ruling:
        return RULED.get(asked.ruling, "")
    return WAITS if asked.status == Standing.WAITING else ""


def form(pseudonym: str, sent: Sent) -> DeclarationIn:
    """Return a declaration as the service takes it."""
    return DeclarationIn(pseudonym=pseudonym, interest=Interest(sent.interest), note=sent.note.strip())


def _at(field: str, text: str) -> dict[str, str]:
    return {"href": f"#{field}", "text": text}
