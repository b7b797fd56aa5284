"""When a family counts as informed, and when it is left alone."""

from datetime import date
from typing import Any

import pytest

from app.family import rules
from app.family.schemas import FamilyIn, Quiet
from app.problems import Invalid

TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("form", "settled"),
    [
        ({}, False),
        ({"informed": "yes"}, True),
        ({"informed": "no"}, False),
        ({"informed": "no", "not_informed_reason": "Could not be found."}, True),
    ],
)
def test_a_family_is_informed_or_it_says_why_not(form: dict[str, Any], settled: bool) -> None:
    assert rules.settled(FamilyIn.model_validate(form)) is settled


@pytest.mark.parametrize(
    ("form", "pointer"),
    [
        ({"informed": "no"}, "/not_informed_reason"),
        ({"informed": "yes", "not_informed_reason": "x"}, "/not_informed_reason"),
        ({"key_worker": {"name": "Worker Example"}, "no_key_worker_reason": "x"}, "/no_key_worker_reason"),
        ({"informed": "yes", "informed_on": "2026-06-02"}, "/informed_on"),
        ({"do_not_contact": [{"start": "2026-06-02", "end": "2026-06-01"}]}, "/do_not_contact/0/end"),
    ],
)
def test_a_page_that_cannot_stand_is_refused(form: dict[str, Any], pointer: str) -> None:
    with pytest.raises(Invalid) as refusal:
        rules.check(FamilyIn.model_validate(form), TODAY)
    assert [fault.pointer for fault in refusal.value.errors] == [pointer]


@pytest.mark.parametrize(
    ("day", "quiet"),
    [
        (date(2026, 5, 31), False),
        (date(2026, 6, 1), True),
        (date(2026, 6, 3), True),
        (date(2026, 6, 4), False),
        (date(2026, 7, 1), True),
        (date(2026, 7, 2), False),
    ],
)
def test_a_family_is_left_alone_on_its_days(day: date, quiet: bool) -> None:
    days = [Quiet(start=date(2026, 6, 1), end=date(2026, 6, 3)), Quiet(start=date(2026, 7, 1))]
    assert rules.quiet_on(days, day) is quiet
