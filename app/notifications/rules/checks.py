"""What a notification is refused for: only what its sender can mend. A bounced death is a lost death."""

from datetime import datetime, timedelta

from app.notifications.rules.age import certainly_adult, under_a_day
from app.notifications.rules.reading import (
    Form,
    birth_days,
    birth_span,
    death_days,
    death_span,
    raw,
)
from app.problems import Fault, Invalid

SKEW = timedelta(minutes=5)


class NotDead(Invalid):
    """The message is about somebody who is alive."""

    type, title = "not-dead", "This says that the child is alive"


class ImpossibleTimes(Invalid):
    """No reading of the dates can be true."""

    type, title = "impossible-times", "The dates cannot be true"


class CertainlyAdult(Invalid):
    """Every reading of the dates puts the death more than a day after the 18th birthday."""

    type, title = "certainly-adult", "This was an adult"


class TwoChildren(Invalid):
    """One message tells of two deaths."""

    type, title = "two-children", "Send one message for each child"


def refuse(form: Form, now: datetime) -> None:
    """Return if the form can be taken; else say which of its dates has to be looked at again."""
    born, died = birth_span(form), death_span(form)
    if died and died.first > now + SKEW:
        raise _impossible("/death/at", "in_the_future", "This lies in the future.")
    if born and born.first > now + SKEW:
        raise _impossible("/child/birth/date", "in_the_future", "This lies in the future.")
    if died and died.last < died.first:
        raise _impossible("/death/range", "ends_before_start", "This ends before it begins.")
    if born and died and died.last < born.first:
        raise _impossible("/death/at", "before_birth", "This lies before the birth.")
    birthdays, deathdays = birth_days(form), death_days(form)
    if birthdays and deathdays and certainly_adult(birthdays, deathdays):
        fault = Fault("/child/birth/date", "certainly_adult", "Every reading puts the death past 18 years.")
        raise CertainlyAdult("The service reviews deaths before the 18th birthday.", errors=[fault])
    _needs_stillbirth(form)


def _needs_stillbirth(form: Form) -> None:
    """Under a day old, the form asks whether this may have been a stillbirth."""
    if under_a_day(form) == "yes" and raw(form, "/death/stillbirth") is None:
        said = "Needed when the child lived less than a day."
        raise Invalid("Something is missing.", errors=[Fault("/death/stillbirth", "missing", said)])


def _impossible(pointer: str, kind: str, message: str) -> ImpossibleTimes:
    return ImpossibleTimes("Please look at the dates again.", errors=[Fault(pointer, kind, message)])
