"""The clocks of a review, gross and net of holds."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cases.rules.clocks import State, clocks, months_after, next_due, working_days_after
from app.cases.rules.timeline import LONDON, Milestone, Span, Timeline, held_days, instant

T0 = datetime(2026, 1, 5, 8, tzinfo=UTC)
DAYS = st.integers(0, 400).map(lambda days: T0 + timedelta(days=days))


def a_clock(code: str, timeline: Timeline, now: datetime) -> State:
    return next(clock.state for clock in clocks(timeline, now) if clock.code == code)


@pytest.mark.parametrize(
    ("code", "hours", "state"),
    [
        ("C2", 23, State.RUNNING),
        ("C2", 25, State.LATE),
        ("C3", 47, State.RUNNING),
        ("C3", 49, State.LATE),
        ("C16", 24 * 89, State.RUNNING),
        ("C16", 24 * 91, State.LATE),
        ("C18", 24 * 180, State.RUNNING),
        ("C18", 24 * 182, State.LATE),
        ("C17", 24, State.WAITING),
    ],
)
def test_a_clock_runs_out_when_its_time_is_over(code: str, hours: int, state: State) -> None:
    assert a_clock(code, Timeline(died_at=T0.isoformat()), T0 + timedelta(hours=hours)) is state


@pytest.mark.parametrize(("hours", "state"), [(23, State.MET), (25, State.MET_LATE)])
def test_a_clock_that_was_met_says_whether_in_time(hours: int, state: State) -> None:
    met = Timeline(died_at=T0.isoformat()).reach(Milestone.NOTIFIED, T0 + timedelta(hours=hours))
    assert a_clock("C2", met, T0 + timedelta(days=30)) is state


def test_with_a_day_only_clocks_run_from_the_end_of_that_day() -> None:
    assert instant("2026-07-01") == datetime(2026, 7, 1, 23, 59, tzinfo=LONDON)
    summer = Timeline(died_at="2026-07-01")
    assert a_clock("C2", summer, datetime(2026, 7, 2, 22, 58, tzinfo=UTC)) is State.RUNNING
    assert a_clock("C2", summer, datetime(2026, 7, 2, 23, 0, tzinfo=UTC)) is State.LATE


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-11-25", 2, "2026-11-27"),
        ("2026-11-27", 2, "2026-12-01"),
        ("2026-12-24", 2, "2026-12-30"),  # Christmas, and Boxing Day kept on the Monday
        ("2026-04-02", 1, "2026-04-07"),  # Good Friday and Easter Monday
    ],
)
def test_working_days_leave_out_weekends_and_english_bank_holidays(start: str, days: int, end: str) -> None:
    reckoned = working_days_after(datetime.fromisoformat(start).replace(hour=12, tzinfo=LONDON), days)
    assert reckoned.date().isoformat() == end


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [("2026-01-31", 3, "2026-04-30"), ("2026-11-30", 3, "2027-02-28"), ("2026-06-15", 6, "2026-12-15")],
)
def test_months_end_on_the_same_day_or_the_last_one(start: str, months: int, end: str) -> None:
    assert (
        months_after(datetime.fromisoformat(start).replace(tzinfo=LONDON), months).date().isoformat() == end
    )


def test_a_hold_that_blocks_the_panel_moves_the_whole_review_and_never_the_notification() -> None:
    held = Timeline(died_at=T0.isoformat()).put(
        Span("1", "inquest", T0.isoformat(), (T0 + timedelta(days=100)).isoformat(), False, True)
    )
    now = T0 + timedelta(days=200)
    whole = next(clock for clock in clocks(held, now) if clock.code == "C18")
    assert (whole.state, whole.gross_days, whole.net_days) == (State.RUNNING, 200, 100)
    assert a_clock("C3", held, now) is State.LATE


def test_an_open_hold_pauses() -> None:
    held = Timeline(died_at=T0.isoformat()).put(Span("1", "inquest", T0.isoformat(), None, False, True))
    assert a_clock("C18", held, T0 + timedelta(days=500)) is State.PAUSED


@given(st.lists(st.tuples(DAYS, DAYS), max_size=6))
def test_overlapping_holds_are_counted_once(spans: list[tuple[datetime, datetime]]) -> None:
    end = T0 + timedelta(days=300)
    holds = tuple(
        Span(str(n), "x", min(a, b).isoformat(), max(a, b).isoformat(), False, True)
        for n, (a, b) in enumerate(spans)
    )
    covered = sum(
        any(instant(s.start) <= T0 + timedelta(days=day) < instant(s.end or "") for s in holds)
        for day in range(300)
    )
    assert held_days(holds, T0, end) == pytest.approx(covered)


@given(DAYS)
def test_what_is_due_next_is_unmet(now: datetime) -> None:
    timeline = Timeline(died_at=T0.isoformat()).reach(Milestone.NOTIFIED, T0)
    due = next_due(timeline, now)
    assert due is not None
    assert due.code == "C3"
