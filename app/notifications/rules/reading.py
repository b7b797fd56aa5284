"""Reads a form by JSON pointer, so that rules see one shape whichever way the form came."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from app.notifications.rules.dates import (
    Days,
    Span,
    at_clock,
    civil_day,
    clock,
    days,
    instant,
    span_of_days,
)

Form = Mapping[str, Any]


def is_absent(value: Any) -> bool:
    """Say whether the sender answered that there is no answer."""
    return isinstance(value, dict) and "absent" in value


def raw(form: Form, pointer: str) -> Any:
    """What stands at a pointer: a value, an absent answer, or nothing."""
    value: Any = form
    for part in _parts(pointer):
        if isinstance(value, dict):
            if "absent" in value:
                return value
            value = value.get(part)
        elif isinstance(value, (list, tuple)) and part.isdigit() and int(part) < len(value):
            value = value[int(part)]
        else:
            return None
    return value


@lru_cache(maxsize=1024)
def _parts(pointer: str) -> tuple[str, ...]:
    return tuple(pointer.split("/")[1:])


def at(form: Form, pointer: str) -> Any:
    """The value at a pointer, or nothing if it is missing or was answered with its absence."""
    value = raw(form, pointer)
    return None if is_absent(value) else value


def text(form: Form, pointer: str) -> str | None:
    """The words at a pointer, if there are words."""
    value = at(form, pointer)
    return value if isinstance(value, str) else None


def each(form: Form, pointer: str) -> Iterator[tuple[str, Any]]:
    """Every item of a list, with its own pointer."""
    value = at(form, pointer)
    if isinstance(value, (list, tuple)):
        for number, item in enumerate(value):
            yield f"{pointer}/{number}", item


def birth_days(form: Form) -> Days | None:
    """Every day on which the child may have been born."""
    stated = text(form, "/child/birth/date")
    return days(stated) if stated else None


def birth_span(form: Form) -> Span | None:
    """Every instant at which the child may have been born."""
    born, at_time = birth_days(form), text(form, "/child/birth/time")
    if born is None:
        return None
    told = clock(at_time) if at_time else None
    return at_clock(born.first, told) if told and born.first == born.last else span_of_days(born)


def moment(form: Form, pointer: str, precision: str | None = None) -> Span | None:
    """Every instant that a day or an instant may mean; a day's precision makes a day of an instant."""
    stated = text(form, pointer)
    if stated is None:
        return None
    exact = instant(stated)
    if exact is not None and precision in (None, "minute"):
        return Span(exact, exact)
    if exact is not None and precision == "hour":
        return Span(exact.replace(minute=0, second=0, microsecond=0), exact.replace(minute=59, second=59))
    whole = days(stated[: 7 if precision == "month" else 10])
    return span_of_days(whole) if whole else None


def death_span(form: Form) -> Span | None:
    """Every instant at which the child may have died."""
    precision = text(form, "/death/precision")
    stated = moment(form, "/death/at", precision)
    if stated is not None and precision != "range":
        return stated
    ends = moment(form, "/death/range/from"), moment(form, "/death/range/to")
    if ends[0] is not None and ends[1] is not None:
        return Span(ends[0].first, ends[1].last)
    return stated


def death_days(form: Form) -> Days | None:
    """Every civil day in London on which the child may have died."""
    span = death_span(form)
    return Days(civil_day(span.first), civil_day(span.last)) if span else None


def day_text(form: Form, pointer: str, precision: str | None) -> date | None:
    """The one civil day that a statement means, if it means one."""
    span = moment(form, pointer, precision)
    if span is None:
        return None
    first, last = civil_day(span.first), civil_day(span.last)
    return first if first == last else None


def sent_at(form: Form) -> datetime | None:
    """When the sender says that this was sent."""
    stated = text(form, "/sent_at")
    return instant(stated) if stated else None
