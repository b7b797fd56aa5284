"""What a cohort may show, whatever is in it."""

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalogue.rules import code_list
from app.problems import StageConflict
from app.themes import rules
from app.themes.rules import State
from tests.themes.conftest import a_pack

CATEGORIES = [value.code for value in code_list("category_of_death").values]
CODED = st.fixed_dictionaries(
    {
        "sex": st.sampled_from(["male", "female", "indeterminate", "not_known"]),
        "category": st.none() | st.sampled_from(CATEGORIES),
        "modifiability": st.none() | st.sampled_from(rules.MODIFIABILITY),
    }
)
MANY = st.lists(CODED, max_size=60)


def figures(coded: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every cell and every total of a cohort's tables."""
    made = rules.tables(coded)
    return [figure for table in made for figure in (*table["cells"], *table["totals"])]


@given(MANY)
def test_no_table_shows_a_small_count(coded: list[dict[str, Any]]) -> None:
    for figure in figures(coded):
        assert figure["value"] is None or (figure["value"] >= 8 and figure["value"] % 5 == 0)
        assert (figure["status"] == "shown") is (figure["value"] is not None)


@given(st.lists(CODED, max_size=9))
def test_under_ten_cases_everything_is_hidden(coded: list[dict[str, Any]]) -> None:
    assert {figure["text"] for figure in figures(coded)} == {"[c]"}
    assert {table["denominator"] for table in rules.tables(coded)} == {None}


@given(MANY, st.randoms())
def test_the_order_of_contributions_means_nothing(coded: list[dict[str, Any]], random: Any) -> None:
    before = rules.tables(coded)
    random.shuffle(coded)
    assert rules.tables(coded) == before


def test_from_ten_cases_on_a_large_count_is_shown() -> None:
    coded = [{"sex": "male", "category": "unexplained", "modifiability": "modifiable"}] * 12
    by_sex = next(table for table in rules.tables(coded) if table["code"] == "C3")
    assert [(cell["row"], cell["text"]) for cell in by_sex["cells"]] == [("male", "10"), ("female", "[c]")]


def test_a_copy_says_nothing_of_meeting_or_year() -> None:
    copy = rules.shared(a_pack(), "TAAA-BBB")
    assert copy["pseudonym"] == "TAAA-BBB"
    assert copy["summary"] == {"age": "5 weeks", "sex": "male"}
    assert not {"meeting_id", "version", "released_at", "expires_at"} & set(copy)
    assert "2026" not in str(copy)


@given(st.lists(st.binary(min_size=32, max_size=32), min_size=1), st.randoms())
def test_the_frozen_hash_knows_its_members_in_any_order(digests: list[bytes], random: Any) -> None:
    before = rules.frozen_digest(digests)
    random.shuffle(digests)
    assert rules.frozen_digest(digests) == before
    assert rules.frozen_digest(digests[1:]) != before


@pytest.mark.parametrize(("current", "to"), list(product(State, State)))
def test_a_theme_goes_forward_only(current: State, to: State) -> None:
    order = list(State)
    if order.index(to) == order.index(current) + 1:
        assert rules.advance(current, to) is to
    else:
        with pytest.raises(StageConflict):
            rules.advance(current, to)
