"""Dates as offsets from the death, ever coarser the further away."""

from datetime import date

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


def dated(day: date | None, label: str, born: date | None, died: date | None, births: frozenset[date]) -> str:
    """Return what stands for a date: its part in the record, its offset, or only that it was a date."""
    if day is None:
        return f"[{label or 'date'}]"
    if day == born:
        return "[birth]"
    if day == died:
        return "D0"
    if day in births or (died and (died - day).days > ADULT) or (born and (born - day).days > ADULT):
        return "[date of birth]" if day in births else "[earlier date]"
    return offset(day, died) if died else "[date]"


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
