"""When a family counts as informed, and on which days it is left alone."""

from collections.abc import Iterable
from datetime import date

from app.family.schemas import FamilyIn, Quiet
from app.problems import Fault, Invalid


def check(form: FamilyIn, today: date) -> None:
    """Return if the page says what it must: a reason wherever something was not done."""
    faults = []
    if form.informed == "no" and not form.not_informed_reason:
        faults.append(Fault("/not_informed_reason", "required", "Say why the family was not informed."))
    if form.informed != "no" and form.not_informed_reason:
        faults.append(Fault("/not_informed_reason", "unasked", "This is for a family that was not informed."))
    if form.key_worker and form.no_key_worker_reason:
        faults.append(Fault("/no_key_worker_reason", "unasked", "There is a key worker."))
    if form.informed_on and form.informed_on > today:
        faults.append(Fault("/informed_on", "future", "This day is still to come."))
    for index, quiet in enumerate(form.do_not_contact):
        if quiet.end and quiet.end < quiet.start:
            faults.append(Fault(f"/do_not_contact/{index}/end", "order", "It ends before it starts."))
    if faults:
        raise Invalid(errors=faults)


def settled(form: FamilyIn) -> bool:
    """Return whether the family was informed, or it is recorded why not."""
    return form.informed == "yes" or (form.informed == "no" and bool(form.not_informed_reason))


def quiet_on(days: Iterable[Quiet], day: date) -> bool:
    """Return whether the family is left alone on a day."""
    return any(quiet.start <= day <= (quiet.end or quiet.start) for quiet in days)
