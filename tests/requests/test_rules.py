"""What may be asked, by when, and when the forms are in."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from app.cases.rules.timeline import Milestone, Timeline
from app.problems import Invalid
from app.requests import rules
from app.requests.schemas import Asked, AskedForm

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
COMPLETE = {
    "identification": {"respondent_name": "Name Example", "respondent_role": "nurse", "agency": "Example"},
    "circumstances": {"narrative": "Invented."},
}


def an_asked(*codes: str) -> Asked:
    return Asked(
        forms=rules.asked_forms(codes or ("reporting",)), message=None, due_on=NOW.date(), asked_at=NOW
    )


@pytest.mark.parametrize(
    ("codes", "pointer"),
    [
        (["reporting", "notification"], "/forms/1"),
        (["analysis"], "/forms/0"),
        (["holiday"], "/forms/0"),
    ],
)
def test_agencies_fill_in_their_own_forms_alone(codes: list[str], pointer: str) -> None:
    with pytest.raises(Invalid) as refusal:
        rules.asked_forms(codes)
    assert [fault.pointer for fault in refusal.value.errors] == [pointer]


def test_a_form_is_asked_once_in_the_version_in_use() -> None:
    assert [form.code for form in rules.asked_forms(["reporting", "sudd", "reporting"])] == [
        "reporting",
        "sudd",
    ]


@pytest.mark.parametrize(
    ("wanted", "due"),
    [(None, date(2026, 6, 22)), (date(2026, 6, 1), date(2026, 6, 1)), (date(2026, 5, 31), None)],
)
def test_an_answer_is_due_in_three_weeks_unless_another_day_is_named(
    wanted: date | None, due: date | None
) -> None:
    if due:
        assert rules.due_on(wanted, NOW) == due
    else:
        with pytest.raises(Invalid):
            rules.due_on(wanted, NOW)


@pytest.mark.parametrize(
    ("code", "version", "pointer"), [("sudd", "2022-04", "/code"), ("reporting", "1999-01", "/version")]
)
def test_only_what_was_asked_is_answered(code: str, version: str, pointer: str) -> None:
    with pytest.raises(Invalid) as refusal:
        rules.number_of(an_asked(), code, version)
    assert [fault.pointer for fault in refusal.value.errors] == [pointer]


@pytest.mark.parametrize(
    ("answers", "pointers"),
    [
        ({}, []),
        ({"circumstances": {}}, []),
        ({"circumstances": {"narrative": 7}}, ["/answers/circumstances/narrative"]),
        ({"starsign": "x"}, ["/answers"]),
    ],
)
def test_a_draft_may_be_empty_but_not_wrong(answers: dict[str, Any], pointers: list[str]) -> None:
    form = AskedForm(code="reporting", version="2022-04")
    if not pointers:
        rules.check_draft(form, answers)
        return
    with pytest.raises(Invalid) as refusal:
        rules.check_draft(form, answers)
    assert [fault.pointer for fault in refusal.value.errors] == pointers


@pytest.mark.parametrize(
    ("answers", "pointers"),
    [
        ({0: COMPLETE, 1: {"narrative": "Invented."}}, []),
        ({0: COMPLETE}, ["/forms/sudd"]),
        ({0: COMPLETE, 1: {}}, ["/forms/sudd/narrative"]),
        ({}, ["/forms/reporting", "/forms/sudd"]),
    ],
)
def test_all_that_was_asked_is_submitted_together(answers: dict[int, Any], pointers: list[str]) -> None:
    asked = an_asked("reporting", "sudd")
    if not pointers:
        rules.check_complete(asked, answers)
        return
    with pytest.raises(Invalid) as refusal:
        rules.check_complete(asked, answers)
    assert [fault.pointer for fault in refusal.value.errors] == pointers


def test_the_forms_are_in_when_nobody_is_waited_for() -> None:
    waiting = rules.waiting(Timeline(), ("a", "b"), NOW)
    assert (waiting.waiting_on, waiting.reached(Milestone.FORMS_IN)) == (("a", "b"), None)
    assert rules.waiting(waiting, (), NOW).reached(Milestone.FORMS_IN) == NOW
