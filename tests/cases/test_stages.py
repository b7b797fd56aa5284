"""The stages of a review: what follows what, and what must have happened first."""

from datetime import UTC, datetime, timedelta

import pytest

from app.cases.rules.stages import BACKWARD, ENDED, FOLLOWS, GUARDS, Stage, advance, turned_back, unmet
from app.cases.rules.timeline import Milestone, Span, Timeline
from app.problems import StageConflict

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def a_timeline(*milestones: Milestone) -> Timeline:
    timeline = Timeline(died_at="2026-01-05")
    for milestone in milestones:
        timeline = timeline.reach(milestone, NOW)
    return timeline


def a_hold(*, cdrm: bool = False, panel: bool = False, end: str | None = None) -> Span:
    return Span("1", "inquest", NOW.isoformat(), end, cdrm, panel)


EVERYTHING = a_timeline(*(m for m in Milestone if m is not Milestone.POST_MORTEM_PENDING))

GUARDED = [
    (Stage.CDRM_HELD, Milestone.CDRM_HELD),
    (Stage.CDRM_HELD, Milestone.ANALYSIS_DRAFTED),
    (Stage.PANEL_READY, Milestone.ANALYSIS_DRAFTED),
    (Stage.PANEL_READY, Milestone.CAUSE_KNOWN),
    (Stage.PACK_PREPARED, Milestone.PACK_APPROVED),
    (Stage.PANEL_SCHEDULED, Milestone.ON_AGENDA),
    (Stage.PANEL_SCHEDULED, Milestone.PACK_RELEASED),
    (Stage.PANEL_REVIEWED, Milestone.DETERMINED),
    (Stage.FINALISED, Milestone.FINALISED),
    (Stage.SUBMITTED, Milestone.NCMD_COMPLETE),
    (Stage.CLOSED, Milestone.FAMILY_INFORMED),
]


@pytest.mark.parametrize("stage", Stage)
def test_nothing_but_reopening_follows_a_close(stage: Stage) -> None:
    if stage is Stage.REOPENED:
        assert advance(Stage.CLOSED, stage, EVERYTHING) is stage
    else:
        with pytest.raises(StageConflict):
            advance(Stage.CLOSED, stage, EVERYTHING)


@pytest.mark.parametrize("ended", [Stage.TRANSFERRED_OUT, Stage.WITHDRAWN])
@pytest.mark.parametrize("stage", Stage)
def test_an_ended_case_stays_ended(ended: Stage, stage: Stage) -> None:
    assert ended in ENDED
    with pytest.raises(StageConflict):
        advance(ended, stage, EVERYTHING)


@pytest.mark.parametrize(("stage", "milestone"), GUARDED)
def test_a_missing_milestone_is_named(stage: Stage, milestone: Milestone) -> None:
    before = next(at for at, to in FOLLOWS.items() if stage in to and (at, stage) not in BACKWARD)
    assert advance(before, stage, EVERYTHING) is stage
    with pytest.raises(StageConflict) as refusal:
        advance(before, stage, EVERYTHING.undo(milestone))
    assert milestone.value in [fault.type for fault in refusal.value.errors]


@pytest.mark.parametrize(
    ("timeline", "types"),
    [
        (EVERYTHING, []),
        (Timeline(waiting_on=("agency",)), ["forms_in"]),
        (Timeline().put(a_hold(cdrm=True)), ["no_hold"]),
        (Timeline().put(a_hold(panel=True)), []),
        (Timeline().put(a_hold(cdrm=True, end=NOW.isoformat())), []),
        (a_timeline(Milestone.POST_MORTEM_PENDING), ["post_mortem_final"]),
        (a_timeline(Milestone.POST_MORTEM_PENDING, Milestone.POST_MORTEM_FINAL), []),
    ],
)
def test_a_cdrm_waits_for_forms_holds_and_the_post_mortem(timeline: Timeline, types: list[str]) -> None:
    assert [fault.type for fault in unmet(Stage.CDRM_READY, timeline)] == types


def test_a_hold_that_blocks_the_panel_blocks_it() -> None:
    held = EVERYTHING.put(a_hold(panel=True))
    assert [fault.type for fault in unmet(Stage.PANEL_READY, held)] == ["no_hold"]


def test_a_step_back_asks_for_no_guard_and_undoes_what_must_be_done_anew() -> None:
    back = turned_back(Stage.PANEL_REVIEWED, Stage.PANEL_READY, EVERYTHING)
    assert advance(Stage.PANEL_REVIEWED, Stage.PANEL_READY, Timeline()) is Stage.PANEL_READY
    assert back.reached(Milestone.DETERMINED) is None
    assert back.reached(Milestone.CAUSE_KNOWN) == NOW


def test_every_stage_that_is_guarded_can_be_reached() -> None:
    assert set(GUARDS) <= set().union(*FOLLOWS.values())


def test_the_first_time_a_milestone_is_reached_counts() -> None:
    again = a_timeline(Milestone.NOTIFIED).reach(Milestone.NOTIFIED, NOW + timedelta(days=3))
    assert again.reached(Milestone.NOTIFIED) == NOW
