"""What certification must say, and which milestones it reaches."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime

from app.cases.rules.timeline import Milestone, Timeline, instant
from app.catalogue import rules as catalogue
from app.problems import Fault, Invalid
from app.reviews.schemas.certification import Cause, CertificationIn, PostMortem

NEONATAL_DAYS = 28


@dataclass(frozen=True, slots=True)
class Reached:
    """Whether a milestone is reached, and on which day if that is known."""

    milestone: Milestone
    yes: bool
    on: date | None = None


def check(form: CertificationIn, born: str | None, died: str | None) -> None:
    """Return if certification is consistent with itself and with the child's age."""
    faults = _post_mortem_faults(form.post_mortem) if form.post_mortem else []
    if form.registered_cause:
        faults += _cause_faults(form.registered_cause, born, died)
    if form.inquest and form.inquest.status == "concluded" and form.inquest.concluded_on is None:
        faults.append(Fault("/inquest/concluded_on", "required", "Say when the inquest was concluded."))
    if faults:
        raise Invalid(errors=faults)


def _post_mortem_faults(post_mortem: PostMortem) -> list[Fault]:
    if (post_mortem.kind == "none") == (post_mortem.status is None):
        return []
    say = "Say whether the report is pending or final; without a post-mortem there is none."
    return [Fault("/post_mortem/status", "status", say)]


def _cause_faults(cause: Cause, born: str | None, died: str | None) -> list[Fault]:
    at = "/registered_cause"
    if (cause.layout is None) == (cause.unobtainable is None) or bool(cause.layout) != bool(cause.lines):
        return [Fault(at, "either", "Give a layout with its lines, or say why the cause is unobtainable.")]
    if cause.layout is None:
        return []
    faults = []
    known = catalogue.value_of("cause_layout", cause.layout).extra["lines"]
    if not set(cause.lines) <= set(known):
        faults.append(Fault(f"{at}/lines", "unknown-line", "There is a line that this layout does not have."))
    if cause.layout == "neonatal" and not may_be_neonatal(born, died):
        say = "The neonatal certificate is for a death under 28 days of age."
        faults.append(Fault(f"{at}/layout", "neonatal", say))
    return faults


def may_be_neonatal(born: str | None, died: str | None) -> bool:
    """Return whether a child may have been under 28 days old; a day that is not known in full may be any."""
    if born is None or died is None:
        return True
    age = date.fromisoformat(died[:10]) - _latest(born) if len(died) >= 10 else None
    return age is None or age.days < NEONATAL_DAYS


def _latest(day: str) -> date:
    parts = [int(part) for part in day.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1])


def reached(form: CertificationIn) -> tuple[Reached, ...]:
    """Return which milestones certification has reached, and which it has not."""
    post_mortem, inquest, cause = form.post_mortem, form.inquest, form.registered_cause
    final = post_mortem is not None and post_mortem.status == "final"
    concluded = inquest is not None and inquest.status == "concluded"
    return (
        Reached(Milestone.POST_MORTEM_PENDING, post_mortem is not None and post_mortem.kind != "none"),
        Reached(Milestone.POST_MORTEM_FINAL, final, post_mortem.reported_on if post_mortem else None),
        Reached(Milestone.CAUSE_KNOWN, cause is not None),
        Reached(Milestone.INQUEST_CONCLUDED, concluded, inquest.concluded_on if inquest else None),
    )


def remember(timeline: Timeline, form: CertificationIn, now: datetime) -> Timeline:
    """Return the timeline as certification stands now: what was corrected away is reached no longer."""
    for found in reached(form):
        if not found.yes:
            timeline = timeline.undo(found.milestone)
        elif found.on:
            at = min(instant(found.on.isoformat()), now)
            timeline = timeline.undo(found.milestone).reach(found.milestone, at)
        else:
            timeline = timeline.reach(found.milestone, now)
    return timeline
