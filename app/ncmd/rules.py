"""What a submission goes through, and the fields that it is made of."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.problems import StageConflict

FORM_VERSION = "2022-04"


class Event(StrEnum):
    """What the national database is told."""

    NOTIFICATION = "notification"
    REPORTING_UPDATE = "reporting_update"
    ANALYSIS = "analysis"
    COMPLETE = "complete"


class State(StrEnum):
    """How far a submission is. Saved is not submitted."""

    OWED = "owed"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    REJECTED = "rejected"
    RESENT = "resent"


FINAL = frozenset({Event.ANALYSIS, Event.COMPLETE})
FOLLOWS: dict[State, frozenset[State]] = {
    State.OWED: frozenset({State.SENT, State.ACKNOWLEDGED}),
    State.SENT: frozenset({State.ACKNOWLEDGED, State.REJECTED}),
    State.REJECTED: frozenset({State.RESENT}),
    State.RESENT: frozenset({State.ACKNOWLEDGED, State.REJECTED}),
    State.ACKNOWLEDGED: frozenset(),
}

# Field ids are ours, stable, versioned by form date: a real specification becomes a mapping of this table.
FIELDS: dict[str, str] = {
    "N.child.family": "Family name",
    "N.child.given": "Given names",
    "N.child.nhs_number": "NHS number",
    "N.child.sex": "Sex",
    "N.child.date_of_birth": "Date of birth",
    "N.child.postcode": "Postcode",
    "N.death.at": "Date and time of death",
    "N.death.place": "Place of death",
    "N.death.expected": "Expected or not",
    "N.death.jar": "Joint Agency Response",
    "A.category": "Primary category of death",
    "A.modifiability": "Modifiable factors",
    "A.factors": "Contributory factors",
    "A.completed_on": "Review completed on",
}


def advance(current: State, to: State) -> State:
    """Return `to` if a submission may go there; what is acknowledged stays so."""
    if to is not current and to not in FOLLOWS[current]:
        raise StageConflict(f"A submission that is {current} cannot become {to}.")
    return to


def is_outlived(event: Event, state: State, settled_at: datetime | None, finalised: datetime | None) -> bool:
    """Return whether an acknowledged form has been finalised anew since: then it is owed again."""
    again = settled_at is not None and finalised is not None and finalised > settled_at
    return event in FINAL and state is State.ACKNOWLEDGED and again


def fields(event: Event, identity: Mapping[str, Any], facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a submission. What is not known is said to be so: a blank is not an answer."""
    known = {
        "N.child.family": identity["family"],
        "N.child.given": " ".join(identity["given"]),
        "N.child.nhs_number": identity["nhs_number"],
        "N.child.sex": identity["sex"],
        "N.child.date_of_birth": identity["date_of_birth"],
        "N.child.postcode": identity["postcode"],
        "N.death.at": identity["died_at"],
        "N.death.place": facts["place"],
        "N.death.expected": facts["expected"],
        "N.death.jar": "yes" if facts["jar"] else "no",
    }
    if event in FINAL:
        known |= {
            "A.category": facts["category"],
            "A.modifiability": facts["modifiability"],
            "A.factors": [
                f"{factor['domain']}:{factor['code']}:{factor['level']}" for factor in facts["factors"]
            ],
            "A.completed_on": facts["completed_on"],
        }
    return {name: _coded(value) for name, value in known.items()}


def _coded(value: Any) -> Any:
    if value is None or value == "":
        return "not_known"
    return "none_identified" if value == [] else value


def days_to_year_end(today: date) -> int:
    """Return the days to 31 March, when the national year closes."""
    end = date(today.year + (today > date(today.year, 3, 31)), 3, 31)
    return (end - today).days
