"""How a case shows on the work list, and what a search takes for a match."""

import unicodedata
from datetime import datetime
from typing import Any, Protocol

from app.cases.rules.clocks import Clock, State, clocks
from app.cases.rules.stages import BACKWARD, Stage
from app.cases.rules.timeline import Timeline
from app.cases.schemas import CaseLine, CaseSearch, ClockOut, FoundCase, Identity
from app.problems import Fault, Invalid


class Skeleton(Protocol):
    """The clear part of a case."""

    id: Any
    stage: Any
    due_week: Any
    due_clock: Any
    holds: Any
    waiting_on: Any
    legal_hold: Any
    opened_week: Any
    row_version: Any


def week(number: int) -> str:
    """Return a kept week as ISO 8601 writes it, such as 2026-W03."""
    return f"{number // 100}-W{number % 100:02d}"


def line(case: Skeleton, this_week: int) -> CaseLine:
    """Return one line of the work list. Late means: due in a week that is over."""
    return CaseLine(
        id=case.id,
        stage=Stage(case.stage),
        due_week=None if case.due_week is None else week(case.due_week),
        due_clock=case.due_clock,
        late=case.due_week is not None and case.due_week < this_week,
        holds=case.holds,
        waiting_on=case.waiting_on,
        legal_hold=case.legal_hold,
        opened_week=week(case.opened_week),
        version=case.row_version,
    )


def late(timeline: Timeline, now: datetime) -> list[Clock]:
    """Return the clocks that have run out and are not met."""
    return [clock for clock in clocks(timeline, now) if clock.state is State.LATE]


def clock_out(clock: Clock) -> ClockOut:
    """Return a clock as it travels."""
    return ClockOut(**{name: getattr(clock, name) for name in ClockOut.model_fields})


def explained(current: Stage, to: Stage, reason: str) -> None:
    """Return if a step back or out of the review says why."""
    if not reason.strip() and ((current, to) in BACKWARD or to in {Stage.WITHDRAWN, Stage.TRANSFERRED_OUT}):
        raise Invalid(errors=[Fault("/reason", "needed", "Say why the case goes there.")])


def died_at(timeline: Timeline, at: str | None) -> Timeline:
    """Return the timeline with a corrected T0."""
    return Timeline(at, timeline.milestones, timeline.holds, timeline.waiting_on)


def matches(form: CaseSearch, identity: Identity) -> bool:
    """Return whether a case is what was searched for; a name may be any that the child was known by."""
    if form.nhs_number and identity.nhs_number != form.nhs_number.replace(" ", ""):
        return False
    if form.date_of_birth and not (identity.date_of_birth or "").startswith(form.date_of_birth):
        return False
    names = {plain(name) for name in (identity.family, *identity.also_known_as)}
    return form.family is None or any(plain(form.family) in name for name in names)


def plain(name: str) -> str:
    """Return a name without case, accents, spaces and marks, as it is compared."""
    letters = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in letters if letter.isalnum())


def by_lateness(found: FoundCase) -> tuple[int, datetime | str]:
    """Return the key that puts the longest overdue first."""
    due = [clock.due_at for clock in found.late if clock.due_at]
    return (0, min(due).isoformat()) if due else (1, str(found.id))
