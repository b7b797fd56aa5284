"""The stages of a review, and what must have happened before a case may move."""

from collections.abc import Callable
from enum import StrEnum

from app.cases.rules.timeline import Milestone, Timeline
from app.problems import Fault, StageConflict


class Stage(StrEnum):
    """Where a case is on the way from the notification to the close."""

    OPEN = "open"
    INFORMATION_GATHERING = "information_gathering"
    CDRM_READY = "cdrm_ready"
    CDRM_HELD = "cdrm_held"
    PANEL_READY = "panel_ready"
    PACK_PREPARED = "pack_prepared"
    PANEL_SCHEDULED = "panel_scheduled"
    PANEL_REVIEWED = "panel_reviewed"
    FINALISED = "finalised"
    SUBMITTED = "submitted"
    CLOSED = "closed"
    REOPENED = "reopened"
    TRANSFERRED_OUT = "transferred_out"
    WITHDRAWN = "withdrawn"


S = Stage
ENDED = frozenset({S.CLOSED, S.TRANSFERRED_OUT, S.WITHDRAWN})
FOLLOWS: dict[Stage, frozenset[Stage]] = {
    S.OPEN: frozenset({S.INFORMATION_GATHERING, S.TRANSFERRED_OUT, S.WITHDRAWN}),
    S.INFORMATION_GATHERING: frozenset({S.CDRM_READY, S.TRANSFERRED_OUT, S.WITHDRAWN}),
    S.CDRM_READY: frozenset({S.CDRM_HELD, S.INFORMATION_GATHERING, S.WITHDRAWN}),
    S.CDRM_HELD: frozenset({S.PANEL_READY, S.INFORMATION_GATHERING, S.WITHDRAWN}),
    S.PANEL_READY: frozenset({S.PACK_PREPARED, S.INFORMATION_GATHERING, S.WITHDRAWN}),
    S.PACK_PREPARED: frozenset({S.PANEL_SCHEDULED, S.PANEL_READY, S.WITHDRAWN}),
    S.PANEL_SCHEDULED: frozenset({S.PANEL_REVIEWED, S.PANEL_READY, S.WITHDRAWN}),
    S.PANEL_REVIEWED: frozenset({S.FINALISED, S.PANEL_READY, S.WITHDRAWN}),
    S.FINALISED: frozenset({S.SUBMITTED}),
    S.SUBMITTED: frozenset({S.CLOSED}),
    S.CLOSED: frozenset({S.REOPENED}),
    S.REOPENED: frozenset({S.INFORMATION_GATHERING, S.CDRM_HELD, S.PANEL_READY}),
    S.TRANSFERRED_OUT: frozenset(),
    S.WITHDRAWN: frozenset(),
}

# Moved by the act itself (a determination, a finalisation), so asking for them early is a conflict.
Guard = tuple[str, str, Callable[[Timeline], bool]]


def _has(code: Milestone, say: str) -> Guard:
    return (code.value, say, lambda timeline: timeline.reached(code) is not None)


def _no_open_request(timeline: Timeline) -> bool:
    return not timeline.waiting_on


def _post_mortem_known(timeline: Timeline) -> bool:
    pending = timeline.reached(Milestone.POST_MORTEM_PENDING)
    return pending is None or timeline.reached(Milestone.POST_MORTEM_FINAL) is not None


GUARDS: dict[Stage, tuple[Guard, ...]] = {
    S.CDRM_READY: (
        ("forms_in", "Wait for the reporting forms, or declare them unobtainable.", _no_open_request),
        ("post_mortem_final", "Record the final post-mortem report.", _post_mortem_known),
        ("no_hold", "Release the holds that block the CDRM.",
         lambda t: not any(span.blocks_cdrm for span in t.open_holds)),
    ),
    S.CDRM_HELD: (
        _has(Milestone.CDRM_HELD, "Record a CDRM for this case as held, with its minutes."),
        _has(Milestone.ANALYSIS_DRAFTED, "Save the draft analysis form."),
    ),
    S.PANEL_READY: (
        ("no_hold", "Release the holds that block the panel.",
         lambda t: not any(span.blocks_panel for span in t.open_holds)),
        _has(Milestone.ANALYSIS_DRAFTED, "Complete the draft analysis form."),
        _has(Milestone.CAUSE_KNOWN, "Record the registered cause of death, or that it is unobtainable."),
    ),
    S.PACK_PREPARED: (_has(Milestone.PACK_APPROVED, "Have a pack approved by a second person."),),
    S.PANEL_SCHEDULED: (
        _has(Milestone.ON_AGENDA, "Put the case on the agenda of a panel meeting."),
        _has(Milestone.PACK_RELEASED, "Release the approved pack to that meeting."),
    ),
    S.PANEL_REVIEWED: (_has(Milestone.DETERMINED, "Record the panel's determination."),),
    S.FINALISED: (_has(Milestone.FINALISED, "Have the analysis form signed by chair and doctor."),),
    S.SUBMITTED: (_has(Milestone.NCMD_COMPLETE, "Record the national database's acknowledgement."),),
    S.TRANSFERRED_OUT: (_has(Milestone.HANDED_OVER, "Record a hand-over that the other office accepted."),),
    S.CLOSED: (_has(Milestone.FAMILY_INFORMED, "Record that the family was informed, or why not."),),
}  # fmt: skip

# Going back undoes what has to be done anew on the way forward.
UNDOES: dict[Stage, tuple[Milestone, ...]] = {
    S.PANEL_READY: (Milestone.PACK_APPROVED, Milestone.PACK_RELEASED, Milestone.ON_AGENDA,
                    Milestone.DETERMINED),
    S.INFORMATION_GATHERING: (Milestone.CDRM_HELD, Milestone.FORMS_IN),
    S.REOPENED: (Milestone.DETERMINED, Milestone.FINALISED, Milestone.NCMD_COMPLETE, Milestone.PACK_APPROVED,
                 Milestone.PACK_RELEASED, Milestone.ON_AGENDA, Milestone.FAMILY_INFORMED),
}  # fmt: skip
BACKWARD = {
    (S.CDRM_READY, S.INFORMATION_GATHERING), (S.CDRM_HELD, S.INFORMATION_GATHERING),
    (S.PANEL_READY, S.INFORMATION_GATHERING), (S.PACK_PREPARED, S.PANEL_READY),
    (S.PANEL_SCHEDULED, S.PANEL_READY), (S.PANEL_REVIEWED, S.PANEL_READY), (S.CLOSED, S.REOPENED),
}  # fmt: skip


def advance(current: Stage, to: Stage, timeline: Timeline) -> Stage:
    """Return `to` if a case at `current` may move there, else say all that is missing.

    The stages and their guards follow the statutory process; a panel that lacks information sends the
    case back, and only new evidence reopens a closed one.
    """
    if to not in FOLLOWS[current]:
        raise StageConflict(f"A case at {current} cannot move to {to}.")
    missing = [] if (current, to) in BACKWARD else unmet(to, timeline)
    if missing:
        raise StageConflict(f"A case cannot move to {to} yet: see what is missing.", errors=missing)
    return to


def unmet(to: Stage, timeline: Timeline) -> list[Fault]:
    """Return what must still happen before a case may move to a stage."""
    return [Fault("/to", code, say) for code, say, met in GUARDS.get(to, ()) if not met(timeline)]


def turned_back(current: Stage, to: Stage, timeline: Timeline) -> Timeline:
    """Return the timeline after a move: a step back undoes what must be done anew."""
    return timeline.undo(*UNDOES.get(to, ())) if (current, to) in BACKWARD else timeline
