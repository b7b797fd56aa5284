"""Bands, groups and periods."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.anonymise.figures.bands import (
    age_band,
    category_group,
    clinical_age,
    ethnic_group,
    financial_year,
    quarter,
)

BORN = date(2020, 1, 31)


@pytest.mark.parametrize(
    ("death", "band", "clinical"),
    [
        (date(2020, 1, 31), "0-27d", "0 days"),
        (date(2020, 2, 1), "0-27d", "1 day"),
        (date(2020, 2, 27), "0-27d", "27 days"),
        (date(2020, 2, 28), "28-364d", "4 weeks"),
        (date(2020, 4, 30), "28-364d", "12 weeks"),
        (date(2020, 5, 1), "28-364d", "3 months"),
        (date(2021, 1, 30), "28-364d", "11 months"),
        (date(2021, 1, 31), "1-4y", "1 year"),
        (date(2025, 1, 30), "1-4y", "4 years"),
        (date(2025, 1, 31), "5-9y", "5 years"),
        (date(2030, 1, 31), "10-14y", "10 years"),
        (date(2038, 1, 30), "15-17y", "17 years"),
    ],
)
def test_ages(death: date, band: str, clinical: str) -> None:
    assert age_band(BORN, death, None) == band
    assert clinical_age(BORN, death) == clinical


@pytest.mark.parametrize(("days", "band"), [(0, "0-27d"), (28, "28-364d"), (400, "1-4y"), (6000, "15-17y")])
def test_days_do_where_a_date_is_not_known(days: int, band: str) -> None:
    assert age_band(None, None, days) == band


@pytest.mark.parametrize("death", [date(2038, 1, 31), date(2020, 1, 30)])
def test_what_is_no_child_has_no_band(death: date) -> None:
    with pytest.raises(ValueError, match="age of a child"):
        age_band(BORN, death, None)


def test_a_band_needs_something_to_go_by() -> None:
    with pytest.raises(ValueError, match="dates"):
        age_band(BORN, None, None)
    with pytest.raises(ValueError, match="before the birth"):
        clinical_age(BORN, BORN - timedelta(days=1))


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.integers(0, 6500))
def test_the_unit_of_an_age_agrees_with_its_band(birth: date, days: int) -> None:
    death = birth + timedelta(days=days)
    unit = clinical_age(birth, death).split()[1].rstrip("s")
    assert unit in {"0-27d": "day", "28-364d": "week month"}.get(age_band(birth, death, None), "year").split()


@pytest.mark.parametrize(
    ("code", "group"),
    [
        ("perinatal", "perinatal"),
        ("congenital", "congenital"),
        ("malignancy", "medical"),
        ("suicide", "external"),
    ],
)
def test_four_groups_of_cause(code: str, group: str) -> None:
    assert category_group(code) == group


@pytest.mark.parametrize(
    ("code", "group"), [("A", "white"), ("T", "white"), ("R", "asian"), ("P", "black"), ("99", "not_known")]
)
def test_ethnic_groups(code: str, group: str) -> None:
    assert ethnic_group(code) == group


@pytest.mark.parametrize(
    ("day", "year", "period"),
    [
        (date(2026, 3, 31), "2025/26", "2025/26 Q4"),
        (date(2026, 4, 1), "2026/27", "2026/27 Q1"),
        (date(2099, 12, 31), "2099/00", "2099/00 Q3"),
    ],
)
def test_financial_periods(day: date, year: str, period: str) -> None:
    assert (financial_year(day), quarter(day)) == (year, period)
