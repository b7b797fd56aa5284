"""How a parallel review stands, by its days."""

import itertools
from datetime import date

from app.catalogue import rules as catalogue
from app.problems import Fault, Invalid


def state(notified_on: date | None, started_on: date | None, concluded_on: date | None) -> str:
    """Return how far another review has come."""
    if concluded_on:
        return "concluded"
    if started_on:
        return "started"
    return "notified" if notified_on else "considered"


def check(code: str, days: dict[str, date | None], today: date) -> None:
    """Return if the code is known, and the days follow one another and are not in the future."""
    faults = []
    if not catalogue.is_code("parallel_review", code):
        faults.append(Fault("/code", "code", "This is not one of the codes of a parallel review."))
    said = [(name, day) for name, day in days.items() if day]
    faults += [Fault(f"/{name}", "future", "This day is still to come.") for name, day in said if day > today]
    for (_, before), (name, after) in itertools.pairwise(said):
        if after < before:
            faults.append(Fault(f"/{name}", "order", "This day is before an earlier step."))
    if faults:
        raise Invalid(errors=faults)
