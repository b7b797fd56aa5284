"""The forms load, hang together with the code lists, and refuse what does not fit without repeating it."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalogue import rules
from app.catalogue.answers import BOUNDED, TYPES
from app.problems import NotFound

SECRET = "Testchild Example"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def questions(schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield a schema and every schema in it, definitions included."""
    yield schema
    for inner in [*schema.get("properties", {}).values(), *schema.get("$defs", {}).values()]:
        yield from questions(inner)
    for inner in [*schema.get("anyOf", ()), *([schema["items"]] if "items" in schema else ())]:
        yield from questions(inner)


def test_there_are_the_core_forms_and_nineteen_supplements() -> None:
    core = {(form.code, form.version) for form in rules.forms() if form.kind == "core"}
    assert core == {("notification", "2022-04"), ("reporting", "2022-04"), ("analysis", "2018-10")}
    assert len(rules.supplementary()) == 19


def test_the_reporting_form_has_the_sections_a_to_g_and_offers_every_supplement() -> None:
    form = rules.latest("reporting")
    titles = [section["title"][0] for section in form.schema["properties"].values()]
    assert titles == list("ABCDEFG")
    assert set(form.schema["$defs"]["supplement"]["enum"]) == {known.code for known in rules.supplementary()}


@pytest.mark.parametrize("form", rules.forms(), ids=lambda form: form.code)
def test_every_question_has_words_and_every_code_a_label(form: rules.Form) -> None:
    for question in questions(form.schema):
        if "enum" in question:
            assert set(question["enum"]) == set(question["x-labels"])
        assert all("title" in inner for inner in question.get("properties", {}).values())


@pytest.mark.parametrize("form", rules.forms(), ids=lambda form: form.code)
def test_a_form_repeats_its_code_lists_exactly(form: rules.Form) -> None:
    for definition in form.schema.get("$defs", {}).values():
        if named := definition.get("x-code-list"):
            known = rules.code_list(named["code"])
            assert (known.version, rules.labels(known.code)) == (named["version"], definition["x-labels"])


@pytest.mark.parametrize("form", rules.forms(), ids=lambda form: form.code)
def test_a_form_stays_within_the_part_of_json_schema_that_we_check(form: rules.Form) -> None:
    for question in questions(form.schema):
        if "$ref" in question:
            assert question["$ref"].removeprefix("#/$defs/") in form.schema["$defs"]
        elif "enum" not in question and "anyOf" not in question:
            assert question["type"] in TYPES
            needed = {
                "string": {"maxLength"},
                "integer": {"minimum", "maximum"},
                "array": {"maxItems", "items"},
            }
            assert needed.get(question["type"], set()) <= question.keys()
        assert set(question.get("required", ())) <= question.get("properties", {}).keys()
    assert set(BOUNDED) <= set(TYPES)


@pytest.mark.parametrize(
    ("answers", "faults"),
    [
        ({}, []),
        ({"circumstances": {"narrative": "Text."}}, []),
        ({"circumstances": {"expected": SECRET}}, [("/circumstances/expected", "is not one of the codes")]),
        ({"circumstances": {"expected": ["yes"]}}, [("/circumstances/expected", "is not one of the codes")]),
        ({"circumstances": {SECRET: 1}}, [("/circumstances", "has a field that the form does not know")]),
        ({"circumstances": {"narrative": 7}}, [("/circumstances/narrative", "must be text")]),
        ({"circumstances": SECRET}, [("/circumstances", "must be an object")]),
        (
            {"circumstances": {"events": ["sudd", SECRET]}},
            [("/circumstances/events/1", "is not one of the codes")],
        ),
        ({"circumstances": {"events": "sudd"}}, [("/circumstances/events", "must be a list")]),
        (
            {"circumstances": {"events": ["sudd"] * 20}},
            [("/circumstances/events", "has more than 19 entries")],
        ),
        ({"child": {"gestation_weeks": 23}}, []),
        ({"child": {"gestation_weeks": "not_known"}}, []),
        ({"child": {"gestation_weeks": 46}}, [("/child/gestation_weeks", "must be between 18 and 45")]),
        ({"child": {"gestation_weeks": True}}, [("/child/gestation_weeks", "must be a whole number")]),
        ({"child": {"gestation_weeks": 23.5}}, [("/child/gestation_weeks", "must be a whole number")]),
        ({"child": {"feeding": "x" * 4001}}, [("/child/feeding", "is longer than 4000 characters")]),
        ({"identification": {"involved_from": "2026-02-28"}}, []),
        (
            {"identification": {"involved_from": "2026-02-30"}},
            [("/identification/involved_from", "must be a day, as YYYY-MM-DD")],
        ),
        ([SECRET], [("", "must be an object")]),
    ],
)
def test_a_draft_is_checked_in_what_it_says(answers: object, faults: list[tuple[str, str]]) -> None:
    assert rules.check_answers(rules.latest("reporting"), answers) == faults


def test_what_is_required_counts_when_the_form_is_submitted() -> None:
    form = rules.latest("reporting")
    answers = {"identification": {"respondent_name": "Testperson Example", "agency": "Testagency"}}
    assert rules.check_answers(form, answers) == []
    assert rules.check_answers(form, answers, complete=True) == [
        ("/identification/respondent_role", "is required"),
        ("/circumstances", "is required"),
    ]


def test_an_analysis_form_may_name_a_factor_of_its_own_levels_only() -> None:
    factor = {"domain": "B", "code": "household_smoking", "level": "2", "modifiable": True}
    form = rules.latest("analysis")
    assert rules.check_answers(form, {"factors": [factor]}) == []
    assert rules.check_answers(form, {"factors": [factor | {"level": "1*"}]}) == [
        ("/factors/0/level", "is not one of the codes")
    ]
    assert rules.check_answers(form, {"factors": [factor | {"modifiable": "yes"}]}) == [
        ("/factors/0/modifiable", "must be true or false")
    ]


@given(JSON)
def test_no_fault_repeats_what_was_sent(sent: Any) -> None:
    answers = {"identification": sent, "circumstances": {"narrative": sent, "events": sent}, SECRET: sent}
    form = rules.latest("reporting")
    words = {"", "/identification", "/circumstances", "/circumstances/narrative", "/circumstances/events"}
    for pointer, reason in rules.check_answers(form, answers):
        assert SECRET not in pointer + reason
        assert pointer in words or pointer.startswith(("/circumstances/events/", "/identification/"))


@pytest.mark.parametrize(("code", "version"), [("reporting", "1999"), ("nothing", "2022-04")])
def test_an_unknown_form_is_not_found(code: str, version: str) -> None:
    with pytest.raises(NotFound):
        rules.form(code, version)


def test_there_is_no_latest_of_an_unknown_form() -> None:
    with pytest.raises(NotFound):
        rules.latest("nothing")
