"""The populations of a report: who is counted, and which day places them in the period."""

from collections.abc import Iterable, Mapping, Sequence

from app.facts.schemas import CodedFacts
from app.reports.measures.periods import Period, span

JOINT = "joint"
NOT_OURS = frozenset({"withdrawn", "transferred_out"})
JUDGED = frozenset({"modifiable", "none"})

Cases = Sequence[CodedFacts]


def by_column(facts: Iterable[CodedFacts], areas: Sequence[str]) -> Mapping[str, Cases]:
    """Return the cases of each area, and of all together; cases withdrawn or handed over are in none."""
    kept = [each for each in facts if each.stage not in NOT_OURS]
    return {area: [each for each in kept if each.area == area] for area in areas} | {JOINT: kept}


def deaths(facts: Cases, period: Period) -> Cases:
    """Return D: deaths of children who lived in the area, by the day of death."""
    return [f for f in facts if f.basis == "duty" and f.area and period.holds(f.died_on)]


def notified(facts: Cases, period: Period) -> Cases:
    """Return N: notifications accepted, non-residents by agreement included, by the day notified."""
    return [f for f in facts if period.holds(f.notified_on)]


def reviewed(facts: Cases, period: Period) -> Cases:
    """Return R: cases completed at the panel, by the day of the panel, whenever the child died."""
    return [f for f in facts if period.holds(f.panel_on)]


def judged(facts: Cases, period: Period) -> Cases:
    """Return R+: R with modifiable factors found or ruled out; not enough information is neither."""
    return [f for f in reviewed(facts, period) if f.modifiability in JUDGED]


def still_open(facts: Cases, period: Period) -> Cases:
    """Return O: cases known by the last day of the period that the panel had not completed by then."""
    return [f for f in facts if _by(f.notified_on, period) and not _by(f.panel_on, period)]


def _by(day: str | None, period: Period) -> bool:
    return day is not None and span(day)[1] <= period.last
