"""What is counted: each table beside one that was counted by hand."""

from collections.abc import Sequence

import pytest

from app.facts.schemas import CodedFacts
from app.reports.measures import annual, groups
from app.reports.measures.periods import Period, block
from app.reports.measures.populations import by_column, deaths, judged, notified, reviewed, still_open
from app.reports.measures.shown import Readers, Table
from tests.reports.making import EVERYONE, H, W, a_fact, a_review

THIS = Period.year(2025)
OFFICERS = Readers((H, W), H, exact=True)


def made(facts: Sequence[CodedFacts], readers: Readers = EVERYONE, period: Period = THIS) -> dict[str, Table]:
    return {table.code: table for table in annual.tables(facts, period, readers)}


def column(table: Table, name: str) -> dict[str, int | None]:
    return {row: table.cells[row, name].value for row in table.rows if table.cells[row, name].value}


@pytest.mark.parametrize(
    ("day", "counted"),
    [("2025-03-31", 0), ("2025-04-01", 1), ("2026-03-31", 1), ("2026-04-01", 0), (None, 0),
     ("2025", 0), ("2025-03", 0), ("2025-04", 1), ("2026-03", 1), ("2026-04", 0)],
)  # fmt: skip
def test_a_year_runs_from_1_april_to_31_march(day: str | None, counted: int) -> None:
    assert len(deaths([a_fact(died_on=day)], THIS)) == counted
    assert len(notified([a_fact(notified_on=day)], THIS)) == counted
    assert len(reviewed([a_review(panel_on=day)], THIS)) == counted


def test_a_death_is_counted_when_the_child_died_and_a_review_when_the_panel_met() -> None:
    late = a_review(died_on="2025-03-31", panel_on="2025-04-01")
    early = a_review(died_on="2026-03-31", panel_on="2026-04-01")
    assert list(deaths([late, early], THIS)) == [early]
    assert list(reviewed([late, early], THIS)) == [late]


def test_a_death_counts_for_residents_and_a_notification_for_all_that_were_accepted() -> None:
    visitor = a_fact(basis="discretion")
    assert not deaths([visitor], THIS)
    assert list(notified([visitor], THIS)) == [visitor]


@pytest.mark.parametrize("stage", ["withdrawn", "transferred_out"])
def test_a_case_that_is_not_ours_is_counted_nowhere(stage: str) -> None:
    assert not any(by_column([a_fact(stage=stage)], (H, W)).values())


def test_not_enough_information_is_reviewed_and_judged_neither_way() -> None:
    cases = [a_review(modifiability=found) for found in ("modifiable", "none", "insufficient")]
    assert len(reviewed(cases, THIS)) == 3
    assert [case.modifiability for case in judged(cases, THIS)] == ["modifiable", "none"]


@pytest.mark.parametrize(
    ("notified_on", "panel_on", "is_open"),
    [("2026-03-31", None, True), ("2026-04-01", None, False), ("2024-01-01", "2026-04-01", True),
     ("2024-01-01", "2026-03-31", False), (None, None, False)],
)  # fmt: skip
def test_open_is_what_is_open_when_the_last_day_ends(
    notified_on: str | None, panel_on: str | None, is_open: bool
) -> None:
    case = a_fact(notified_on=notified_on, panel_on=panel_on)
    assert bool(still_open([case], THIS)) is is_open


@pytest.mark.parametrize(
    ("died_on", "band"),
    [("2025-06-28", "0-27d"), ("2025-06-29", "28-364d"), ("2026-05-31", "28-364d"), ("2026-06-01", "1-4y"),
     ("2025-05-31", "not_known"), ("2025-06", "not_known")],
)  # fmt: skip
def test_an_age_band_begins_on_its_day(died_on: str, band: str) -> None:
    assert list(groups.age(a_fact(born_on="2025-06-01", died_on=died_on), THIS)) == [band]


@pytest.mark.parametrize(
    ("died_on", "row"),
    [("2025-10-01", 0), ("2025-09-30", 1), ("2025-04-01", 1), ("2025-03-31", 2),
     ("2024-03-31", 4), ("2020-01-01", 4)],
)  # fmt: skip
def test_an_open_case_is_as_old_as_the_time_since_the_death(died_on: str, row: int) -> None:
    assert list(groups.open_age(a_fact(died_on=died_on), THIS)) == [groups.OPEN_AGES[row]]


@pytest.mark.parametrize(
    ("length", "start", "found"),
    [(3, 2025, "2023/24 to 2025/26"), (3, 2026, "2023/24 to 2025/26"), (3, 2028, "2026/27 to 2028/29"),
     (3, 2024, "2020/21 to 2022/23"), (5, 2025, "2021/22 to 2025/26"), (5, 2029, "2021/22 to 2025/26"),
     (5, 2030, "2026/27 to 2030/31"), (5, 2024, "2016/17 to 2020/21")],
)  # fmt: skip
def test_blocks_never_overlap(length: int, start: int, found: str) -> None:
    assert block(length, Period.year(start)).label == found


def test_the_joint_table_is_counted_over_both_areas() -> None:
    cases = [a_review(H)] * 4 + [a_review(W, category="trauma")] * 9 + [a_review(W)] * 9
    table = made(cases)["T14"]
    assert column(table, "joint") == {"perinatal": 15, "external": 10}
    assert table.denominator == 20
    assert table.totals["column", "joint"].text == "20"
    assert (table.population, table.unit) == ("R", "cases")


def test_deaths_stand_by_year_beside_their_areas() -> None:
    cases = [a_fact(H, died_on="2024-05-01")] * 11 + [a_fact(W, died_on="2024-05-01")] * 30
    cases += [a_fact(H)] * 6 + [a_fact(W)] * 30 + [a_fact(W, died_on="2021-03-31")] * 30
    table = made(cases)["T3"]
    assert column(table, "joint") == {"2024/25": 40, "2025/26": 35}
    assert column(table, H) == {"2024/25": 10}
    assert column(table, W) == {"2024/25": 30}
    assert table.cells["2025/26", H].status == "primary"
    assert table.cells["2025/26", W].status == "secondary"


def test_reviews_lag_behind_deaths_and_the_table_says_so() -> None:
    cases = [a_review(W, died_on="2024-08-01")] * 12 + [a_review(W, died_on="2019-08-01")] * 8
    assert column(made(cases)["T13"], "joint") == {"earlier": 10, "2024/25": 10}


def test_time_is_counted_from_the_death_with_both_days_known() -> None:
    dated = [a_review(W, died_on="2025-07-20", panel_on=f"2026-01-{day}") for day in range(10, 31)]
    tables = made([*dated, a_review(W, died_on=None)])
    assert tables["T21"].cells["death_to_panel", "joint"].value == 184
    assert tables["T21N"].cells["death_to_panel", "joint"].value == 20
    assert tables["T21"].cells["death_to_jar", "joint"].status == "primary"
    assert tables["T21P"].cells["panel_within_6_months", "joint"].text == "50%"
    assert tables["T21P"].cells["panel_within_12_months", "joint"].text == "100%"


def test_the_share_of_modifiable_leaves_out_what_could_not_be_judged() -> None:
    found = ["modifiable"] * 15 + ["none"] * 15 + ["insufficient"] * 9
    tables = made([a_review(W, modifiability=each) for each in found])
    assert tables["T16P"].cells["modifiable", "joint"].text == "50%"
    assert (tables["T16P"].denominator, tables["T16P"].population) == (30, "R+")
    assert column(tables["T16"], "joint") == {"modifiable": 15, "none": 15, "insufficient": 10}


def test_what_open_cases_wait_for_is_counted_once_for_each_reason() -> None:
    waiting = a_fact(W, holds=("inquest", "coroner_investigation", "hse"), waiting=True)
    table = made([waiting] * 9 + [a_fact(W, stage="panel_ready")] * 8)["T22R"]
    assert column(table, "joint") == {"coroner": 10, "forms": 10, "other": 10, "panel": 10}
    assert not table.totals


def test_an_officer_reads_exact_figures_of_the_own_area() -> None:
    cases = [a_fact(H, sex="female"), *[a_fact(H)] * 3, *[a_fact(W)] * 31]
    table = made(cases, OFFICERS)["T5"]
    assert table.columns == (H, "joint")
    assert column(table, H) == {"male": 3, "female": 1}
    assert column(table, "joint") == {"male": 35}
    assert table.totals["column", H].value == table.denominator == 4


def test_a_crossed_table_of_one_area_hides_1_to_4_and_what_would_tell_them() -> None:
    grown = {"born_on": "2020-01-01"}
    cases = [a_review(H)] * 5 + [a_review(H, **grown)] * 2 + [a_review(H, category="trauma")] * 6
    cases += [a_review(H, category="trauma", **grown)] * 7 + [a_review(W)] * 40
    table = made(cases, OFFICERS)["T15"]
    text = {cell: shown.text for cell, shown in table.cells.items()}
    assert text["perinatal", "1_to_17_years"] == text["perinatal", "under_1_year"] == "[c]"
    assert table.cells["perinatal", "under_1_year"].status == "secondary"
    assert sum(shown == "[c]" for (_, age), shown in text.items() if age == "1_to_17_years") > 1
    assert table.totals["row", "perinatal"].value == 7
    assert table.denominator == 20


def test_a_year_in_which_nobody_died_can_be_reported() -> None:
    tables = made([], EVERYONE, Period.year(2001))
    assert set(tables) >= {"T3", "T4", "T5", "T13", "T14", "T16", "T21", "T22"}
    assert {shown.text for table in tables.values() for shown in table.cells.values()} == {"[c]"}
