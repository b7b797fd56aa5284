"""What has happened in a case and when: the one record from which guards and clocks are reckoned."""

from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


class Milestone(StrEnum):
    """A thing that has to happen once on the way of a review."""

    NOTIFIED = "notified"
    ACCEPTED = "accepted"
    NCMD_NOTIFIED = "ncmd_notified"
    REQUESTS_ISSUED = "requests_issued"
    FORMS_IN = "forms_in"
    POST_MORTEM_PENDING = "post_mortem_pending"
    POST_MORTEM_FINAL = "post_mortem_final"
    CAUSE_KNOWN = "cause_known"
    INQUEST_CONCLUDED = "inquest_concluded"
    ANALYSIS_DRAFTED = "analysis_drafted"
    CDRM_HELD = "cdrm_held"
    ON_AGENDA = "on_agenda"
    PACK_APPROVED = "pack_approved"
    PACK_RELEASED = "pack_released"
    DETERMINED = "determined"
    FINALISED = "finalised"
    NCMD_COMPLETE = "ncmd_complete"
    FAMILY_INFORMED = "family_informed"
    HANDED_OVER = "handed_over"
    JAR_STARTED = "jar_started"
    JAR_MET = "jar_met"


@dataclass(frozen=True, slots=True)
class Span:
    """A hold, as the timeline remembers it: its code, what it blocks, and from when to when."""

    id: str
    code: str
    start: str
    end: str | None
    blocks_cdrm: bool
    blocks_panel: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """When the child died (T0), when each milestone was reached, and which holds there were.

    `died_at` is an instant with offset, or a day when only the day is known: clocks then run from
    23:59 of that day.
    """

    died_at: str | None = None
    milestones: dict[str, str] = field(default_factory=dict)
    holds: tuple[Span, ...] = ()
    waiting_on: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the timeline as it is sealed."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Timeline":
        """Return a timeline as it was sealed."""
        holds = tuple(Span(**span) for span in kept["holds"])
        return cls(kept["died_at"], dict(kept["milestones"]), holds, tuple(kept["waiting_on"]))

    def reached(self, milestone: Milestone) -> datetime | None:
        """Return when a milestone was reached, if it was."""
        kept = self.milestones.get(milestone)
        return datetime.fromisoformat(kept) if kept else None

    def reach(self, milestone: Milestone, at: datetime) -> "Timeline":
        """Return the timeline with this milestone; the first time counts."""
        return replace(self, milestones={milestone.value: at.isoformat()} | self.milestones)

    def undo(self, *milestones: Milestone) -> "Timeline":
        """Return the timeline without these milestones."""
        return replace(self, milestones={k: v for k, v in self.milestones.items() if k not in milestones})

    def put(self, span: Span) -> "Timeline":
        """Return the timeline with this hold in place of its earlier state."""
        return replace(self, holds=(*(kept for kept in self.holds if kept.id != span.id), span))

    @property
    def open_holds(self) -> tuple[Span, ...]:
        """Return the holds that are not released."""
        return tuple(span for span in self.holds if span.end is None)

    @property
    def t0(self) -> datetime | None:
        """Return the instant from which the clocks run."""
        return instant(self.died_at) if self.died_at else None


def instant(said: str) -> datetime:
    """Return an instant; a bare day means 23:59 of that day in London."""
    if len(said) == 10:
        return datetime.combine(date.fromisoformat(said), time(23, 59), LONDON)
    return datetime.fromisoformat(said)


def held_days(spans: tuple[Span, ...], start: datetime, end: datetime) -> float:
    """Return for how many days between two instants at least one of these holds was in force."""
    times = sorted((max(instant(s.start), start), min(instant(s.end) if s.end else end, end)) for s in spans)
    total, reached = timedelta(0), start
    for begins, ends in times:
        begins = max(begins, reached)
        if ends > begins:
            total += ends - begins
            reached = ends
    return total / timedelta(days=1)
