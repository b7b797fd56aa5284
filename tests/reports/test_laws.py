"""Laws of what is shown, for any facts at all."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.facts.schemas import CodedFacts
from app.reports.measures import annual, groups
from app.reports.measures.counts import MEASURES
from app.reports.measures.periods import Period
from app.reports.measures.shown import Readers
from tests.reports.making import EVERYONE, H, W, a_review

COUNTED = {measure.code for measure in MEASURES} | {"T15", "T21N"}
THIS = Period.year(2025)
PUBLIC = (EVERYONE, Readers((H, W), H, exact=False), Readers((H, W), W, exact=False))
OFFICERS = Readers((H, W), H, exact=True)


@st.composite
def many(draw: st.DrawFn, area: str) -> list[CodedFacts]:
    """Some like cases of one area, several times over."""
    found: list[CodedFacts] = []
    for _ in range(draw(st.integers(0, 4))):
        changes = {
            "category": draw(st.sampled_from(groups.CATEGORIES)),
            "modifiability": draw(st.sampled_from(groups.MODIFIABILITY)),
            "sex": draw(st.sampled_from(groups.SEXES)),
            "born_on": draw(st.sampled_from(["2015-01-01", "2025-06-01", "2024-06-01", None])),
            "panel_on": draw(st.sampled_from(["2025-12-01", "2023-05-01", None])),
            "cdrm_on": draw(st.sampled_from(["2025-08-01", None])),
        }
        found += [a_review(area, **changes)] * draw(st.integers(1, 25))
    return found


def figures_of(tables: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [each for table in tables for each in [*table["cells"], *table["totals"]]]


@given(many(H), many(W))
@settings(max_examples=60, deadline=None)
def test_the_world_sees_no_small_count_and_none_that_is_not_rounded(
    ours: list[CodedFacts], theirs: list[CodedFacts]
) -> None:
    for readers in PUBLIC:
        tables = [table.to_json() for table in annual.tables([*ours, *theirs], THIS, readers)]
        counted = [table for table in tables if table["code"] in COUNTED]
        values = [each["value"] for each in figures_of(counted)] + [each["denominator"] for each in tables]
        assert all(value is None or (value >= 10 and value % 5 == 0) for value in values)


@given(many(H), many(W))
@settings(max_examples=60, deadline=None)
def test_what_is_hidden_has_no_value_and_no_text_of_its_own(
    ours: list[CodedFacts], theirs: list[CodedFacts]
) -> None:
    for readers in (*PUBLIC, OFFICERS):
        for each in figures_of([t.to_json() for t in annual.tables([*ours, *theirs], THIS, readers)]):
            assert (each["value"] is None) == (each["status"] != "shown")
            assert (each["value"] is None) == (each["text"] == "[c]")


@given(many(H), many(W), many(W))
@settings(max_examples=60, deadline=None)
def test_an_officer_learns_of_the_other_area_only_what_the_world_may(
    ours: list[CodedFacts], theirs: list[CodedFacts], otherwise: list[CodedFacts]
) -> None:
    """The report of one area stays the same while the rounded joint figures do."""

    def seen(cases: list[CodedFacts]) -> tuple[list[Any], list[Any]]:
        tables = [table.to_json() for table in annual.tables([*ours, *cases], THIS, OFFICERS)]
        assert W not in json.dumps(tables)
        own = [t | {"cells": [c for c in t["cells"] if c["column"] != "joint"], "totals": []} for t in tables]
        world = annual.tables([*ours, *cases], THIS, EVERYONE)
        shown = {(t.code, *cell): each.text for t in world for cell, each in t.cells.items()}
        joint = [
            c["text"] == shown[t["code"], c["row"], "joint"]
            for t in tables
            for c in t["cells"]
            if c["column"] == "joint"
        ]
        return own, joint

    before, after = seen(theirs), seen(otherwise)
    assert before[0] == after[0]
    assert all(before[1])
    assert all(after[1])


@given(many(H), many(W))
@settings(max_examples=60, deadline=None)
def test_one_area_never_stands_beside_the_joint_figure_where_the_other_is_hidden(
    ours: list[CodedFacts], theirs: list[CodedFacts]
) -> None:
    for table in annual.tables([*ours, *theirs], THIS, EVERYONE):
        if H not in table.columns:
            continue
        for row in table.rows:
            pair = {table.cells[row, area].status == "shown" for area in (H, W)}
            assert table.cells[row, "joint"].status != "shown" or len(pair) == 1
            assert table.code in {"T3", "T14B"} or pair == {False}


def test_an_area_alone_has_its_yearly_total_and_four_groups_over_five_years() -> None:
    cases = [a_review(H)] * 20 + [a_review(W)] * 20
    for readers in PUBLIC[1:]:
        tables = annual.tables(cases, THIS, readers)
        assert [table.code for table in tables] == ["T3", "T14B"]
        assert {table.columns for table in tables} == {(readers.own,)}
