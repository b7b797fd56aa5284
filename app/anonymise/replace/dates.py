"""Dates as offsets from the death, ever coarser the further away."""

from dataclasses import dataclass
from datetime import date

from app.anonymise.find.spans import Span

EXACT_WITHIN = 28
WEEKS_WITHIN = 364
DAYS_A_MONTH = 30.4375
ADULT = 17 * 365


def offset(day: date, died: date) -> str:
    """Return a day as `D-3`, `D+12`, `D-6 weeks` or `D-14 months`; the death itself is `D0`."""
    days = (day - died).days
    if not days:
        return "D0"
    sign, apart = ("+" if days > 0 else "-"), abs(days)
    if apart <= EXACT_WITHIN:
        return f"D{sign}{apart}"
    if apart <= WEEKS_WITHIN:
        return f"D{sign}{_counted(round(apart / 7), 'week')}"
    return f"D{sign}{_counted(round(apart / DAYS_A_MONTH), 'month')}"


def months(day: date, died: date) -> str:
    """Return a month as so many months from the month of the death."""
    apart = (day.year - died.year) * 12 + day.month - died.month
    if not apart:
        return "[month of death]"
    return f"D{'+' if apart > 0 else '-'}{_counted(abs(apart), 'month')}"


@dataclass(frozen=True)
class Calendar:
    """The days that a record knows: the child's birth and death, and everybody's births."""

    born: date | None
    died: date | None
    births: frozenset[date]

    def knows(self, span: Span) -> bool:
        """Return whether a date is one of these days, or the birthday where no year is said."""
        return span.day is not None and (span.day in {*self.births, self.died} or self._birthday(span))

    def words(self, span: Span) -> str:
        """Return what stands for a date: its part in the record, its offset, or only that it was a date."""
        if span.day is None:
            return f"[{span.label or 'date'}]"
        if span.day == self.died and span.rule != "month-and-year":
            return "D0"
        if span.day == self.born or self._birthday(span):
            return "[birth]"
        if span.day in self.births:
            return "[date of birth]"
        if any(known and (known - span.day).days > ADULT for known in (self.born, self.died)):
            return "[earlier date]"
        if not self.died:
            return "[date]"
        return months(span.day, self.died) if span.rule == "month-and-year" else offset(span.day, self.died)

    def _birthday(self, span: Span) -> bool:
        """Return whether a day without year is the child's birthday: it would tell the birth."""
        if span.rule != "day-and-month" or not self.born or not span.day:
            return False
        return (span.day.month, span.day.day) == (self.born.month, self.born.day)


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
