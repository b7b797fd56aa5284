"""What a declaration and a ruling mean for one person and one item."""

from dataclasses import dataclass
from enum import StrEnum


class Interest(StrEnum):
    """What a member may have to do with a death (terms of reference, declaration of interest)."""

    NONE = "none"
    KNEW_CHILD = "knew_child_professionally"
    KNEW_FAMILY = "knew_family"
    INVOLVED_IN_CARE = "involved_in_care"
    LINE_MANAGES = "line_manages_involved"
    OTHER = "other"


class Ruling(StrEnum):
    """What the chair decides about a declared interest."""

    STAY = "stay"
    OBSERVE = "observe"
    RECUSE = "recuse"


class Standing(StrEnum):
    """Where somebody stands with one item."""

    NEEDS_DECLARATION = "needs_declaration"
    WAITING = "waiting_for_ruling"
    TAKES_PART = "takes_part"
    OBSERVES = "observes"
    RECUSED = "recused"
    EMPLOYER_NAMED = "employer_named"


@dataclass(frozen=True, slots=True)
class Declared:
    """The latest declaration of one person on one item: an interest or none, and the chair's ruling."""

    conflict: bool
    ruling: Ruling | None = None


RULED = {
    Ruling.STAY: Standing.TAKES_PART,
    Ruling.OBSERVE: Standing.OBSERVES,
    Ruling.RECUSE: Standing.RECUSED,
}
READING = frozenset({Standing.TAKES_PART, Standing.OBSERVES})
LISTED = READING | {Standing.NEEDS_DECLARATION}
DECLARING = LISTED | {Standing.WAITING}
MAY_READ = "may_read"


def standing(declared: Declared | None, *, employer_named: bool = False) -> Standing:
    """Return where somebody stands: an interest shuts the item until the chair has ruled on it.

    An employer that notified the death is a conflict by itself, whatever was declared.
    """
    if declared is not None and declared.ruling is not None:
        return RULED[declared.ruling]
    if employer_named:
        return Standing.EMPLOYER_NAMED
    if declared is None:
        return Standing.NEEDS_DECLARATION
    return Standing.WAITING if declared.conflict else Standing.TAKES_PART


def following(before: Declared | None, interest: Interest) -> Declared:
    """Return what a declaration means after an earlier one.

    An interest waits for the chair. To have none lifts neither an earlier interest nor what was ruled on it.
    """
    if interest is not Interest.NONE:
        return Declared(conflict=True)
    return before or Declared(conflict=False)


def may_read(at: Standing) -> bool:
    """Return whether the pack of the item may be read."""
    return at in READING


def is_listed(at: Standing) -> bool:
    """Return whether the item is shown and counted: a conflict hides that there is one more."""
    return at in LISTED


def may_declare(at: Standing) -> bool:
    """Return whether a declaration may be made or replaced: a recusal stands."""
    return at in DECLARING


def counts(at: Standing) -> bool:
    """Return whether somebody who is present counts for the quorum of the item."""
    return at is Standing.TAKES_PART


def said_to_reader(at: Standing) -> str:
    """Return what a reader is told: an observer and a participant may both read."""
    return MAY_READ if may_read(at) else at.value
