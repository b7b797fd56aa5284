"""The clocks of a review: how long each may take, from what to what, on whose authority."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from app.cases.rules.timeline import LONDON, Milestone, Timeline, held_days


class State(StrEnum):
    """How a clock stands."""

    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    MET_LATE = "met_late"
    LATE = "late"


UNMET = frozenset({State.RUNNING, State.PAUSED, State.LATE})


@dataclass(frozen=True, slots=True)
class Limit:
    """One clock: what starts it, what meets it, how long that may take, and why."""

    code: str
    name: str
    starts: Callable[[Timeline], datetime | None]
    met: Milestone
    due: Callable[[datetime], datetime]
    force: str
    source: str
    pauses: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock of one case, gross and net of holds. Days are counted in fractions."""

    code: str
    name: str
    state: State
    started_at: datetime | None
    due_at: datetime | None
    met_at: datetime | None
    gross_days: float | None
    net_days: float | None
    force: str
    source: str


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> frozenset[date]:
    """Return the bank holidays of England in a year (Banking and Financial Dealings Act 1971)."""
    # Its calendars of the whole world take a while to load, and only a clock that runs asks for ours.
    import holidays

    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def working_days_after(start: datetime, days: int) -> datetime:
    """Return the end of the n-th working day after an instant, in London."""
    day = start.astimezone(LONDON).date()
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5 and day not in bank_holidays(day.year)
    return datetime(day.year, day.month, day.day, 23, 59, tzinfo=LONDON)


def months_after(start: datetime, months: int) -> datetime:
    """Return the same day some calendar months later, or the last day of that month."""
    local = start.astimezone(LONDON)
    years, month = divmod(local.month - 1 + months, 12)
    first_next = date(local.year + years + (month == 11), (month + 1) % 12 + 1, 1)
    last = (first_next - timedelta(days=1)).day
    return local.replace(year=local.year + years, month=month + 1, day=min(local.day, last))


def _after(**length: int) -> Callable[[datetime], datetime]:
    return lambda start: start + timedelta(**length)


def _t0(timeline: Timeline) -> datetime | None:
    return timeline.t0


def _since(milestone: Milestone) -> Callable[[Timeline], datetime | None]:
    return lambda timeline: timeline.reached(milestone)


def _ready_for_panel(timeline: Timeline) -> datetime | None:
    """C17 starts with the CDRM's report or the end of the inquest, whichever is later."""
    drafted = timeline.reached(Milestone.ANALYSIS_DRAFTED) if timeline.reached(Milestone.CDRM_HELD) else None
    if drafted is None or any(s.code in {"inquest", "coroner_investigation"} for s in timeline.open_holds):
        return None
    held = timeline.reached(Milestone.CDRM_HELD) or drafted
    return max(drafted, held, timeline.reached(Milestone.INQUEST_CONCLUDED) or drafted)


GUIDANCE = "Child Death Review: Statutory and Operational Guidance (England) 2018"
LIMITS = (
    Limit("C2", "Notify the CDOP office", _t0, Milestone.NOTIFIED,
          _after(hours=24), "expected", "local"),
    Limit("C3", "Notify the national database", _t0, Milestone.NCMD_NOTIFIED,
          _after(hours=48), "expected", "NCMD"),
    Limit("C14", "Ask the agencies", _since(Milestone.ACCEPTED), Milestone.REQUESTS_ISSUED,
          lambda start: working_days_after(start, 2), "local", "local arrangement"),
    Limit("C15", "Reporting forms returned", _since(Milestone.REQUESTS_ISSUED), Milestone.FORMS_IN,
          _after(weeks=3), "local", "local convention"),
    Limit("C16", "Child Death Review Meeting held", _t0, Milestone.CDRM_HELD,
          lambda start: months_after(start, 3), "guidance", GUIDANCE),
    Limit("C17", "Panel review", _ready_for_panel, Milestone.DETERMINED,
          _after(weeks=6), "guidance", GUIDANCE, pauses=True),
    Limit("C18", "Whole review", _t0, Milestone.FINALISED, lambda start: months_after(start, 6),
          "convention", "aim six months; twelve months is the outer limit", pauses=True),
    Limit("C19", "Complete in the national database", _since(Milestone.DETERMINED), Milestone.NCMD_COMPLETE,
          _after(weeks=2), "data collection", "NCMD: as soon as possible; the year ends on 31 March"),
)  # fmt: skip


def clock(limit: Limit, timeline: Timeline, now: datetime) -> Clock:
    """Return one clock of a case as it stands at an instant."""
    start, met = limit.starts(timeline), timeline.reached(limit.met)
    if start is None:
        return Clock(limit.code, limit.name, State.MET if met else State.WAITING, None, None, met, None, None,
                     limit.force, limit.source)  # fmt: skip
    end = met or now
    spans = tuple(span for span in timeline.holds if span.blocks_panel) if limit.pauses else ()
    held = held_days(spans, start, end)
    gross = (end - start) / timedelta(days=1)
    due = limit.due(start) + timedelta(days=held)
    return Clock(limit.code, limit.name, _state(met, due, now, paused=any(s.end is None for s in spans)),
                 start, due, met, round(gross, 2), round(gross - held, 2),
                 limit.force, limit.source)  # fmt: skip


def _state(met: datetime | None, due: datetime, now: datetime, *, paused: bool) -> State:
    if met:
        return State.MET if met <= due else State.MET_LATE
    if paused:
        return State.PAUSED
    return State.LATE if now > due else State.RUNNING


def clocks(timeline: Timeline, now: datetime) -> list[Clock]:
    """Return every clock of a case, in the order of the process."""
    return [clock(limit, timeline, now) for limit in LIMITS]


def next_due(timeline: Timeline, now: datetime) -> Clock | None:
    """Return the clock that has to be met first; one that stands still is due on no day."""
    running = [c for c in clocks(timeline, now) if c.state in {State.RUNNING, State.LATE} and c.due_at]
    return min(running, key=lambda c: c.due_at or now, default=None)
