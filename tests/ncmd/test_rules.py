"""What a submission goes through, and the fields that it is made of."""

from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cases.schemas import Identity
from app.facts.schemas import CodedFacts
from app.ncmd import rules
from app.ncmd.rules import Event, State
from app.problems import StageConflict

MAY = {
    (State.OWED, State.SENT),
    (State.OWED, State.ACKNOWLEDGED),
    (State.SENT, State.ACKNOWLEDGED),
    (State.SENT, State.REJECTED),
    (State.REJECTED, State.RESENT),
    (State.RESENT, State.ACKNOWLEDGED),
    (State.RESENT, State.REJECTED),
}


@pytest.mark.parametrize(("current", "to"), list(product(State, State)))
def test_saved_is_not_submitted(current: State, to: State) -> None:
    if current is to or (current, to) in MAY:
        assert rules.advance(current, to) is to
    else:
        with pytest.raises(StageConflict):
            rules.advance(current, to)


PLACES = st.none() | st.just("") | st.text(max_size=20)
FACTOR = {"domain": "C", "code": "unsafe_sleep", "level": "2"}


@given(
    event=st.sampled_from(Event),
    identity=st.fixed_dictionaries({"family": PLACES, "nhs_number": PLACES, "postcode": PLACES}),
    facts=st.fixed_dictionaries(
        {"place": PLACES, "category": PLACES, "factors": st.sampled_from([[], [FACTOR]])}
    ),
)
def test_no_field_is_blank(event: Event, identity: dict[str, Any], facts: dict[str, Any]) -> None:
    child = Identity().model_dump(mode="json") | identity
    coded = CodedFacts().model_dump(mode="json") | facts
    said = rules.fields(event, child, coded)
    assert set(said) <= set(rules.FIELDS)
    assert not [name for name, value in said.items() if value in (None, "", [])]
    assert ("A.category" in said) is (event in {Event.ANALYSIS, Event.COMPLETE})


@pytest.mark.parametrize(
    ("today", "days"),
    [
        (date(2026, 3, 31), 0),
        (date(2026, 4, 1), 364),
        (date(2027, 4, 1), 365),
        (date(2026, 1, 1), 89),
    ],
)
def test_the_national_year_closes_on_31_march(today: date, days: int) -> None:
    assert rules.days_to_year_end(today) == days
