"""The Joint Agency Response: what follows what, what each step needs, and who may decline it."""

import itertools
from datetime import datetime

from app.problems import Conflict, Fault, Forbidden, Invalid
from app.reviews.schemas.jar import JarIn, JarState

J = JarState
FOLLOWS: dict[JarState | None, frozenset[JarState]] = {
    None: frozenset({J.TRIGGERED, J.DECLINED}),
    J.DECLINED: frozenset({J.TRIGGERED}),
    J.TRIGGERED: frozenset({J.INITIAL_MEETING, J.STOOD_DOWN}),
    J.INITIAL_MEETING: frozenset({J.HOME_VISIT, J.PM_REVIEW_MEETING, J.STOOD_DOWN}),
    J.HOME_VISIT: frozenset({J.PM_REVIEW_MEETING, J.STOOD_DOWN}),
    J.PM_REVIEW_MEETING: frozenset({J.ENDED, J.MERGED_TO_CDRM}),
    J.ENDED: frozenset(),
    J.MERGED_TO_CDRM: frozenset(),
    J.STOOD_DOWN: frozenset(),
}
NEEDS: dict[JarState, tuple[str, ...]] = {
    J.TRIGGERED: ("triggers",),
    J.DECLINED: ("reason",),
    J.INITIAL_MEETING: ("triggers", "initial_meeting_at"),
    J.HOME_VISIT: ("initial_meeting_at", "home_visit_at"),
    J.PM_REVIEW_MEETING: ("initial_meeting_at", "pm_review_at"),
    J.ENDED: ("initial_meeting_at", "pm_review_at", "ended_at"),
    J.MERGED_TO_CDRM: ("initial_meeting_at", "pm_review_at"),
    J.STOOD_DOWN: ("reason", "lead"),
}
NOT_WITHOUT_DOCTOR = frozenset({"external_cause", "suspicious", "custody_or_mha", "unattended_stillbirth"})
STEPS = ("triggered_at", "initial_meeting_at", "home_visit_at", "pm_review_at", "ended_at")
OVER = frozenset({J.DECLINED, J.ENDED, J.MERGED_TO_CDRM, J.STOOD_DOWN})


def check(
    current: JarState | None, form: JarIn, known: frozenset[str], now: datetime, *, is_doctor: bool
) -> None:
    """Return if the response may stand so now. `known` are the triggers recorded before.

    Where the death may have an external cause, is suspicious, was in custody or an unattended stillbirth,
    only a designated doctor may decline it (Child Death Review guidance 2018, chapter 2).
    """
    if form.state != current and form.state not in FOLLOWS[current]:
        raise Conflict("The Joint Agency Response cannot move there from where it is.")
    if form.state is J.DECLINED and not is_doctor and NOT_WITHOUT_DOCTOR & (known | set(form.triggers)):
        raise Forbidden("Only a designated doctor may decline a Joint Agency Response for these triggers.")
    faults = [
        Fault(f"/{name}", "required", f"A response at {form.state} needs this.")
        for name in NEEDS[form.state]
        if not getattr(form, name)
    ]
    faults += _order(form, now)
    if faults:
        raise Invalid(errors=faults)


def _order(form: JarIn, now: datetime) -> list[Fault]:
    said = [(name, at) for name in STEPS if (at := getattr(form, name))]
    late = [
        Fault(f"/{name}", "future", "Record a step once it has been taken.") for name, at in said if at > now
    ]
    return late + [
        Fault(f"/{name}", "order", "This step is before an earlier one.")
        for (_, before), (name, after) in itertools.pairwise(said)
        if after < before
    ]
