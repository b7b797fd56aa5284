"""The code lists say what the forms and the guidance say, in full."""

from datetime import date

import pytest

from app.catalogue import rules
from app.problems import NotFound

COUNTS = {
    "age_band": 6,
    "category_of_death": 10,
    "domain": 4,
    "ethnic_category": 18,
    "ethnic_group": 6,
    "expected": 3,
    "factor_level": 3,
    "hold": 19,
    "interest": 6,
    "interest_ruling": 3,
    "jar_trigger": 5,
    "mode_of_death": 8,
    "modifiability": 3,
    "panel_type": 10,
    "parallel_review": 12,
    "place_of_death": 21,
    "stage": 17,
    "tri_state": 4,
}


@pytest.mark.parametrize(("code", "count"), COUNTS.items())
def test_a_list_is_whole(code: str, count: int) -> None:
    assert len(rules.labels(code)) == count


def test_every_code_of_every_list_has_words_and_stands_once() -> None:
    for known in rules.code_lists():
        codes = [value.code for value in known.values]
        assert len(codes) == len(set(codes)), known.code
        assert all(value.label.strip() for value in known.values), known.code
        assert known.source


def test_the_ten_categories_are_a_hierarchy() -> None:
    numbers = [rules.category_number(value.code) for value in rules.code_list("category_of_death").values]
    assert numbers == list(range(1, 11))
    assert rules.category_number("inflicted") < rules.category_number("unexplained")


def test_perinatal_and_external_causes_are_divided_further() -> None:
    parts = {
        code: [part["code"] for part in rules.value_of("category_of_death", code).extra["sub_categories"]]
        for code in ("perinatal", "trauma", "unexplained", "malignancy")
    }
    assert parts["perinatal"] == ["8a", "8b", "8c", "8d"]
    assert len(parts["trauma"]) == 8
    assert parts["unexplained"] == ["sudi", "sudc"]
    assert parts["malignancy"] == []


@pytest.mark.parametrize(
    ("on", "version", "codes"),
    [
        (date(2018, 6, 1), "formc_0_3", ["0", "1", "1*", "2", "3"]),
        (date(2019, 3, 31), "formc_0_3", ["0", "1", "1*", "2", "3"]),
        (date(2019, 4, 1), "cdr2018_0_2", ["0", "1", "2"]),
        (None, "cdr2018_0_2", ["0", "1", "2"]),
    ],
)
def test_levels_are_those_of_the_form_of_the_day(on: date | None, version: str, codes: list[str]) -> None:
    levels = rules.code_list("factor_level", on)
    assert levels.version == version
    assert [level.code for level in levels.values] == codes


def test_a_list_does_not_exist_before_its_first_version() -> None:
    with pytest.raises(NotFound):
        rules.code_list("factor_level", date(2000, 1, 1))


@pytest.mark.parametrize(
    ("hold", "cdrm", "panel"),
    [
        ("awaiting_postmortem", "yes", "yes"),
        ("inquest", "no", "usually"),
        ("criminal_proceedings", "usually", "usually"),
        ("lcspr", "no", "usually"),
        ("psii", "usually", "yes"),
        ("pmrt", "no", "yes"),
        ("family_request", "usually", "usually"),
    ],
)
def test_a_hold_says_which_meeting_waits(hold: str, cdrm: str, panel: str) -> None:
    extra = rules.value_of("hold", hold).extra
    assert (extra["blocks_cdrm"], extra["blocks_panel"]) == (cdrm, panel)


def test_every_hold_says_yes_usually_or_no() -> None:
    for hold in rules.code_list("hold").values:
        assert {hold.extra["blocks_cdrm"], hold.extra["blocks_panel"]} <= {"yes", "usually", "no"}
        assert hold.extra["released_by"]


@pytest.mark.parametrize(
    ("category", "group"),
    [
        ("A", "white"),
        ("T", "white"),
        ("F", "mixed"),
        ("R", "asian"),
        ("P", "black"),
        ("99", "not_known"),
        ("?", "not_known"),
    ],
)
def test_an_ethnic_category_has_a_reporting_group(category: str, group: str) -> None:
    assert rules.ethnic_group(category) == group


def test_every_ethnic_category_falls_in_a_known_group() -> None:
    groups = {rules.ethnic_group(code) for code in rules.labels("ethnic_category")}
    assert groups == set(rules.labels("ethnic_group"))


def test_every_factor_has_a_domain_and_every_domain_factors() -> None:
    domains = {factor.extra["domain"] for factor in rules.code_list("contributory_factor").values}
    assert domains == set(rules.labels("domain"))


@pytest.mark.parametrize(("value", "known"), [("yes", True), ("maybe", False), (True, False), (None, False)])
def test_a_code_is_known_or_not(value: object, known: bool) -> None:
    assert rules.is_code("tri_state", value) is known


def test_an_unknown_list_is_not_found() -> None:
    with pytest.raises(NotFound):
        rules.labels("shoe_size")
