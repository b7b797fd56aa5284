"""The counting rules: no public figure between 1 and 7, ever."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.anonymise.figures.counting import (
    PRIMARY,
    Shown,
    complement,
    median_shown,
    partner_count,
    public_count,
    public_percentage,
)

GRID = [(row, column) for row in "abc" for column in "xyz"]
LINES = [("row", key) for key in "abc"] + [("column", key) for key in "xyz"]


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "[c]"), (1, "[c]"), (7, "[c]"), (8, "10"), (12, "10"), (13, "15"), (17, "15"), (35, "35")],
)
def test_small_counts_are_one_class_and_the_rest_is_rounded(count: int, text: str) -> None:
    assert public_count(count).text == text


@given(st.integers(0, 10_000))
def test_no_public_figure_lies_between_1_and_7(count: int) -> None:
    shown = public_count(count)
    assert shown == PRIMARY if count < 8 else shown.value is not None
    if shown.value is not None:
        assert shown.value > 7
        assert shown.value % 5 == 0
        assert abs(shown.value - count) <= 2


def test_a_count_below_zero_is_a_fault() -> None:
    with pytest.raises(ValueError, match="not negative"):
        public_count(-1)
    with pytest.raises(ValueError, match="not negative"):
        partner_count(-1, crossed=False)


@pytest.mark.parametrize(
    ("count", "crossed", "text"),
    [(0, False, "0"), (3, False, "3"), (0, True, "0"), (1, True, "[c]"), (4, True, "[c]"), (5, True, "5")],
)
def test_a_partner_sees_its_own_area_exactly_but_not_crossed(count: int, crossed: bool, text: str) -> None:
    assert partner_count(count, crossed=crossed).text == text


@pytest.mark.parametrize(
    ("numerator", "denominator", "text"),
    [(7, 40, "[c]"), (8, 19, "[c]"), (8, 20, "50%"), (12, 43, "22%"), (42, 43, "89%"), (43, 43, "100%")],
)
def test_percentages_come_from_rounded_figures(numerator: int, denominator: int, text: str) -> None:
    assert public_percentage(numerator, denominator).text == text


def test_no_median_of_fewer_than_eight() -> None:
    assert median_shown(range(7)) == PRIMARY
    assert median_shown(range(8)).value == 4


@given(st.lists(st.integers(0, 60), min_size=9, max_size=9))
def test_no_line_with_a_total_hides_exactly_one_cell(counts: list[int]) -> None:
    before = {cell: public_count(count) for cell, count in zip(GRID, counts, strict=True)}
    after = complement(before, LINES)
    for axis, key in LINES:
        line = [after[cell] for cell in GRID if cell[axis == "column"] == key]
        assert sum(shown.value is None for shown in line) != 1
    assert all(after[cell] in (before[cell], Shown(None, "secondary", "[c]")) for cell in GRID)


def test_the_next_smallest_is_hidden_beside_a_single_hidden_cell() -> None:
    cells = {("a", "x"): public_count(3), ("a", "y"): public_count(20), ("a", "z"): public_count(10)}
    hidden = complement(cells, [("row", "a")])
    assert [hidden["a", column].status for column in "xyz"] == ["primary", "shown", "secondary"]


def test_a_line_without_a_shown_total_is_left_alone() -> None:
    cells = {("a", "x"): public_count(3), ("a", "y"): public_count(20)}
    assert complement(cells, []) == cells


def test_a_cell_that_cannot_occur_protects_nothing() -> None:
    impossible = Shown(None, "not_applicable", "")
    cells = {("a", "x"): public_count(3), ("a", "y"): impossible, ("a", "z"): public_count(10)}
    hidden = complement(cells, [("row", "a")])
    assert hidden["a", "y"] == impossible
    assert hidden["a", "z"].status == "secondary"
