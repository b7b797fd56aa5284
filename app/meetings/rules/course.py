"""The course of a meeting: planned, held, closed; and what its outcome means for a case."""

from datetime import datetime
from enum import StrEnum

from app.cases.rules.stages import Stage
from app.cases.rules.timeline import Milestone
from app.problems import Conflict


class Kind(StrEnum):
    """What a meeting is for."""

    JAR = "jar"
    CDRM = "cdrm"
    PANEL = "panel"
    THEMED = "themed"


class State(StrEnum):
    """Where a meeting is on its course."""

    PLANNED = "planned"
    HELD = "held"
    CLOSED = "closed"


ORDER = tuple(State)
CASE_BOUND = frozenset({Kind.JAR, Kind.CDRM})
REACHED = {Kind.CDRM: Milestone.CDRM_HELD, Kind.JAR: Milestone.JAR_MET}
FACT = {Kind.CDRM: "cdrm_on", Kind.JAR: "jar_met_on"}
LEADS_TO = {Kind.CDRM: Stage.CDRM_HELD, Kind.PANEL: Stage.PANEL_SCHEDULED}


def advance(current: State, to: State) -> State:
    """Return the new state of a meeting: it goes forward only."""
    if ORDER.index(to) < ORDER.index(current):
        raise Conflict(f"A meeting that is {current} cannot be {to} again.")
    return to


def took_place_at(starts_at: datetime, now: datetime) -> datetime:
    """Return when a meeting took place, as far as it can have begun by now."""
    return min(starts_at, now)
