"""Which deaths a panel reviews: the scope rules of the statutory guidance, as one table read from the top."""

from collections.abc import Callable
from typing import NamedTuple

from app.notifications.rules.age import certainly_child
from app.notifications.rules.dates import ADULT_AT, age_in_years
from app.notifications.rules.reading import Form, birth_days, death_days, text


class Scope(NamedTuple):
    """Whether a death is in scope, by which rule, and which outcome of triage that suggests."""

    scope: str
    rule: str
    outcome: str


def _is_unattended_stillbirth(form: Form) -> bool:
    return _is_stillbirth(form) and text(form, "/death/stillbirth/professional_present") == "no"


def _is_stillbirth(form: Form) -> bool:
    suspected = text(form, "/death/stillbirth/suspected") == "yes"
    return suspected and text(form, "/death/stillbirth/signs_of_life") != "yes"


def _is_of_an_adult(form: Form) -> bool:
    """On the 18th birthday it is too late, whatever the hour."""
    born, died = birth_days(form), death_days(form)
    return bool(born and died and age_in_years(born.last, died.first) >= ADULT_AT)


def _is_of_a_child(form: Form) -> bool:
    born, died = birth_days(form), death_days(form)
    return bool(born and died and certainly_child(born, died))


TABLE: tuple[tuple[Callable[[Form], bool], Scope], ...] = (
    (_is_unattended_stillbirth, Scope("out", "stillbirth_unattended", "stillbirth_unattended_jar")),
    (
        lambda form: text(form, "/event") == "no_liability_certificate",
        Scope("unclear", "no_liability_to_register", "stillbirth_attended"),
    ),
    (_is_stillbirth, Scope("out", "stillbirth", "stillbirth_attended")),
    (_is_of_an_adult, Scope("out", "on_or_after_18th_birthday", "not_a_child")),
    (_is_of_a_child, Scope("in", "live_born_under_18", "accepted")),
)


def scope(form: Form) -> Scope:
    """What the rules propose; an age that is not clear is treated as a child's."""
    for holds, proposed in TABLE:
        if holds(form):
            return proposed
    return Scope("unclear", "age_uncertain_treated_as_child", "accepted")
