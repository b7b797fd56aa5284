"""What is refused, what is worth asking, and what is missing: the rules as tables."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.notifications.rules import dates, nhs_number
from app.notifications.rules.age import age
from app.notifications.rules.checks import CertainlyAdult, ImpossibleTimes, refuse
from app.notifications.rules.missing import what_is_missing
from app.notifications.rules.worth_asking import warnings
from app.problems import Invalid
from tests.notifications.makers import a_form, a_neonate

NOW = datetime(2026, 2, 11, 10, 0, tzinfo=UTC)


def lived(born: str, died: str, precision: str = "date", **more: Any) -> dict[str, Any]:
    """A form with these two times."""
    return a_form({"/child/birth": {"date": born, **more}, "/death/at": died, "/death/precision": precision})


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        ("9990000018", True),
        ("999 000 0018", True),
        ("9990000019", False),
        ("0000000000", False),
        ("9990000018\n", False),
        ("٩٩٩٠٠٠٠٠١٨", False),
        ("9912003890", False),
        ("6101231234", False),
        ("9000000015", False),
    ],
)
def test_a_check_digit(number: str, valid: bool) -> None:
    assert nhs_number.is_valid(number) is valid


@given(st.integers(0, 999_999_999))
def test_at_most_one_last_digit_is_right(first_nine: int) -> None:
    assert sum(nhs_number.is_valid(f"{first_nine:09}{digit}") for digit in range(10)) <= 1


@pytest.mark.parametrize(
    ("form", "problem"),
    [
        (lived("2026-02-12", "2026-02-11"), ImpossibleTimes),
        (lived("2020-01-03", "2026-02-11T10:06:00+00:00", "minute"), ImpossibleTimes),
        (lived("2020-01-03", "2026-02-12"), ImpossibleTimes),
        (lived("2026-02-10", "2026-02-10T03:00:00+00:00", "minute", time="03:01"), ImpossibleTimes),
        (lived("2008-01-03", "2026-01-05"), CertainlyAdult),
        (lived("2007", "2026-01-02"), CertainlyAdult),
        (lived("2026-02-11", "2026-02-11"), Invalid),
    ],
)
def test_refused(form: dict[str, Any], problem: type[Invalid]) -> None:
    with pytest.raises(problem) as caught:
        refuse(form, NOW)
    assert caught.value.errors
    assert "20" not in caught.value.errors[0].message


@pytest.mark.parametrize(
    "form",
    [
        a_form(),
        a_neonate(),
        lived("2020-01-03", "2026-02-11T10:04:00+00:00", "minute"),
        lived("2008-01-03", "2026-01-04"),
        lived("2008", "2026-02-11"),
        lived("2008-02-29", "2026-02-11"),
        a_form({"/child/birth": {"absent": "not_known"}}),
        a_form({"/death/at": {"absent": "not_known"}}),
        a_form({"/child/birth/date": "2026-02-11", "/death/stillbirth": {"absent": "not_known"}}),
    ],
)
def test_taken(form: dict[str, Any]) -> None:
    refuse(form, NOW)


def test_the_repeated_hour_is_no_contradiction() -> None:
    """Born at 01:50 BST, died at 01:10 GMT of the same night: twenty minutes, though the clock runs back."""
    form = lived("2025-10-26", "2025-10-26T01:10:00+00:00", "minute", time="01:50")
    form["death"]["stillbirth"] = {"suspected": "no", "signs_of_life": "yes"}
    refuse(form, NOW)
    assert ("repeated_hour", "/child/birth/time") in warnings(form, NOW)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (lived("2008-07-01", "2026-06-30T22:59:00+00:00", "minute"), (17, "years")),
        (lived("2008-07-01", "2026-06-30T23:00:00+00:00", "minute"), (18, "years")),
        (lived("2008-02-29", "2026-02-28"), (17, "years")),
        (lived("2008-02-29", "2026-03-01"), (18, "years")),
        (lived("2025-11-30", "2026-02-11"), (2, "months")),
        (lived("2026-02-01", "2026-02-11"), (10, "days")),
        (lived("2026-02-11", "2026-02-11T03:30:00+00:00", "minute", time="03:15"), (15, "minutes")),
        (lived("2026-02-10", "2026-02-11T03:30:00+00:00", "minute", time="20:15"), (7, "hours")),
        (lived("2026", "2026-02-11"), None),
    ],
)
def test_an_age(form: dict[str, Any], expected: tuple[int, str] | None) -> None:
    assert age(form) == expected


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 7000))
def test_an_age_is_reached_on_its_birthday(born: date, after: int) -> None:
    on = date.fromordinal(born.toordinal() + after)
    years = dates.age_in_years(born, on)
    assert dates.birthday(born, years) <= on < dates.birthday(born, years + 1)


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"/child/nhs_number/value": "9990000019"}, "nhs_number_check_digit", "/child/nhs_number/value"),
        (
            {"/child/former_nhs_numbers": ["9990000019"]},
            "nhs_number_check_digit",
            "/child/former_nhs_numbers/0",
        ),
        (
            {"/neonatal": {"mother_nhs_number": "9990000018"}},
            "nhs_number_same_as_mother",
            "/neonatal/mother_nhs_number",
        ),
        ({"/child/addresses/0/postcode": "HR1"}, "postcode_not_recognised", "/child/addresses/0/postcode"),
        ({"/death/at": "2026-02-11T00:00:00+00:00"}, "death_at_midnight_utc", "/death/at"),
        ({"/death/jar/needed": "no"}, "jar_trigger_without_jar", "/death/jar/needed"),
        ({"/coroner": {"referred": "no"}}, "coroner_not_told", "/coroner/referred"),
        ({"/sent_at": "2026-02-11T01:00:00+00:00"}, "sent_before_death", "/sent_at"),
        ({"/neonatal": {"birthweight_g": 30}}, "birthweight_unusual", "/neonatal/birthweight_g"),
        ({"/sender/organisation/ods": "XXX"}, "organisation_unknown", "/sender/organisation/ods"),
    ],
)
def test_worth_asking(changes: dict[str, Any], code: str, field: str) -> None:
    known = {"RLQ"}.__contains__
    assert (code, field) in warnings(a_form(changes), NOW, known)
    assert (code, field) not in warnings(a_form(), NOW, known)


def test_not_known_is_an_answer_and_not_asked_is_none() -> None:
    missing = what_is_missing(
        a_form({"/child/gp": {"absent": "not_known"}, "/child/ethnicity": {"absent": "not_asked"}})
    )
    assert "/child/gp" not in missing
    assert {"/child/ethnicity", "/people", "/coroner/referred"} <= set(missing)
    assert "/neonatal/birthweight_g" not in missing
    assert "/neonatal/birthweight_g" in what_is_missing(a_neonate())
