"""One notification in several messages: any order of arrival ends in the same state, and nothing is lost."""

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.notifications.rules.reading import raw
from app.notifications.rules.versions import State, Version, changes, leaves, state_of
from tests.notifications.makers import a_form

T1, T2, T3 = (f"2026-02-11T0{hour}:00:00+00:00" for hour in (7, 8, 9))


def told(sent_at: str, changes: dict[str, Any] | None = None) -> Version:
    """A restatement of this time."""
    return Version(sent_at, a_form(changes))


VERSIONS = st.builds(
    lambda at, field, value, reason: (
        Version(at, withdrawn=reason)
        if reason
        else told(at, {field: value} if value is not None else {field: ...})
    ),
    st.sampled_from([T1, T2, T3, "2026-02-11T09:00:00+01:00"]),
    st.sampled_from(["/death/narrative", "/child/nhs_number", "/funeral", "/people"]),
    st.sampled_from(["one", "two", {"absent": "not_known"}, None]),
    st.sampled_from([None, None, "not_dead", "entered_in_error"]),
)


@given(st.lists(VERSIONS, max_size=5), st.randoms())
def test_any_order_of_arrival_ends_in_the_same_state(versions: list[Version], random: Any) -> None:
    shuffled = [*versions, *versions[:1]]
    random.shuffle(shuffled)
    assert state_of(shuffled) == state_of(versions)


@given(st.lists(VERSIONS, max_size=5))
def test_everything_ever_said_stands_or_is_shown_as_no_longer_stated(versions: list[Version]) -> None:
    state = state_of(versions)
    for version in versions:
        for pointer, _ in leaves(version.form):
            assert pointer in state.no_longer_stated or raw(state.form or {}, pointer) is not None


def test_the_latest_by_the_senders_clock_holds() -> None:
    for order in permutations(
        [told(T1), told(T2, {"/death/narrative": "Second"}), told(T3, {"/sent_at": T3})]
    ):
        state = state_of(order)
        assert raw(state.form or {}, "/sent_at") == T3
        assert not state.conflict


def test_what_is_missing_now_is_no_longer_stated() -> None:
    state = state_of([told(T1, {"/funeral": "Cremation"}), told(T2)])
    assert state.no_longer_stated == {"/funeral": "Cremation"}


@pytest.mark.parametrize(
    ("later", "kept"), [("2026-02-11", "2026-02-11T04:10:00+00:00"), ("2026-02-10", "2026-02-10")]
)
def test_a_precise_time_outlives_a_bare_date_of_the_same_day(later: str, kept: str) -> None:
    state = state_of([told(T1), told(T2, {"/death/at": later, "/death/precision": "date"})])
    assert raw(state.form or {}, "/death/at") == kept


def test_a_time_of_birth_outlives_a_bare_date() -> None:
    timed = told(T1, {"/child/birth": {"date": "2020-01-03", "time": "03:15"}})
    state = state_of([timed, told(T2)])
    assert raw(state.form or {}, "/child/birth/time") == "03:15"


def test_a_withdrawal_before_its_notification_arrives_withdrawn() -> None:
    assert state_of([Version(T2, withdrawn="not_dead"), told(T1)]).withdrawn == "not_dead"
    assert state_of([Version(T2, withdrawn="not_dead")]) == State(None, withdrawn="not_dead")
    assert state_of([Version(T2, withdrawn="not_dead"), told(T3)]).withdrawn is None


def test_two_contents_of_one_instant_are_for_a_person() -> None:
    assert state_of([told(T1), told(T1, {"/funeral": "Burial"})]).conflict
    assert not state_of([told(T1), told(T1)]).conflict


def test_a_history_names_the_fields_that_changed() -> None:
    assert changes(a_form(), a_form({"/funeral": "Burial", "/child/sex": "female"})) == (
        "/child/sex",
        "/funeral",
    )
