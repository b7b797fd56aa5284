"""What an analysis form may say, as tables."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis import rules
from app.analysis.schemas import AnalysisIn, DeterminationIn, FactorIn
from app.catalogue.rules import code_list
from app.problems import Invalid

CATEGORIES = [value.code for value in code_list("category_of_death").values]


def a_factor(**changes: Any) -> FactorIn:
    known = {"domain": "C", "code": "unsafe_sleep", "level": "2"}
    return FactorIn.model_validate(known | changes)


def faults(check: Any, *args: Any) -> set[tuple[str, str]]:
    """Where a form is wrong, and by which rule."""
    try:
        check(*args)
    except Invalid as refused:
        return {(fault.pointer, fault.type) for fault in refused.errors}
    return set()


@pytest.mark.parametrize(
    ("scheme", "factor", "found"),
    [
        ("cdr2018_0_2", {}, set()),
        ("cdr2018_0_2", {"level": "0"}, set()),
        ("cdr2018_0_2", {"level": "3"}, {("/factors/0/level", "level")}),
        ("cdr2018_0_2", {"level": "1*"}, {("/factors/0/level", "level")}),
        ("formc_0_3", {"level": "1*"}, set()),
        ("formc_0_3", {"level": "3", "modifiable": True}, set()),
        ("cdr2018_0_2", {"modifiable": True}, set()),
        ("cdr2018_0_2", {"level": "1", "modifiable": True}, {("/factors/0/modifiable", "not-contributory")}),
        ("formc_0_3", {"level": "1*", "modifiable": True}, {("/factors/0/modifiable", "not-contributory")}),
        ("cdr2018_0_2", {"code": "moonlight"}, {("/factors/0/code", "unknown-code")}),
        ("cdr2018_0_2", {"domain": "A"}, {("/factors/0/domain", "domain")}),
    ],
)
def test_factors_keep_to_their_form(scheme: str, factor: dict[str, Any], found: set[tuple[str, str]]) -> None:
    form = AnalysisIn.model_validate({"scheme": scheme, "factors": [a_factor(**factor).model_dump()]})
    assert faults(rules.check_draft, form) == found


MODIFIABLE = [a_factor(modifiable=True)]


@pytest.mark.parametrize(
    ("said", "factors", "found"),
    [
        ({"modifiability": "modifiable"}, MODIFIABLE, set()),
        ({"modifiability": "modifiable"}, [], {("/modifiability", "no-modifiable-factor")}),
        ({"modifiability": "modifiable"}, [a_factor()], {("/modifiability", "no-modifiable-factor")}),
        ({"modifiability": "none"}, [a_factor()], set()),
        ({"modifiability": "none"}, MODIFIABLE, {("/modifiability", "modifiable-factor")}),
        ({"modifiability": "insufficient"}, [], {("/reason", "reason-needed")}),
        ({"modifiability": "insufficient", "reason": "  "}, [], {("/reason", "reason-needed")}),
        ({"modifiability": "insufficient", "reason": "No post-mortem."}, [], set()),
        (
            {"modifiability": "insufficient", "reason": "No post-mortem."},
            MODIFIABLE,
            {("/modifiability", "modifiable-factor")},
        ),
        (
            {"modifiability": "none", "categories": ["trauma", "inflicted"]},
            [],
            {("/referral", "referral-decision")},
        ),
        ({"modifiability": "none", "categories": ["inflicted"], "referral": "made"}, [], set()),
        ({"modifiability": "none", "categories": ["moonlight"]}, [], {("/categories/0", "unknown-code")}),
    ],
)
def test_a_determination_holds_together(
    said: dict[str, Any], factors: list[FactorIn], found: set[tuple[str, str]]
) -> None:
    form = DeterminationIn.model_validate({"categories": ["unexplained"]} | said)
    assert faults(rules.check_determination, form, factors, "cdr2018_0_2") == found


@given(st.lists(st.sampled_from(CATEGORIES), min_size=1), st.randoms())
def test_the_uppermost_category_is_the_primary_one(chosen: list[str], random: Any) -> None:
    primary = rules.primary(chosen)
    assert CATEGORIES.index(primary) == min(map(CATEGORIES.index, chosen))
    random.shuffle(chosen)
    assert rules.primary(chosen) == primary


@pytest.mark.parametrize(
    ("categories", "age", "said", "codes"),
    [
        (["unexplained"], 4, "SUDEP", ["sudep"]),
        (["unexplained"], 4, "Sudden unexpected death in epilepsy", ["sudep"]),
        (["acute_med"], 4, "SUDEP", []),
        (["unexplained"], 0, "Unascertained", []),
        (["suicide"], 9, "", ["age_under_10"]),
        (["suicide"], 10, "", []),
        (["suicide"], None, "", []),
        (["perinatal"], 1, "", ["age_over_1"]),
        (["perinatal"], 0, "", []),
        (["perinatal", "suicide"], 5, "", ["age_under_10", "age_over_1"]),
    ],
)
def test_what_the_panel_looks_at_again(
    categories: list[str], age: int | None, said: str, codes: list[str]
) -> None:
    assert [warning.code for warning in rules.warnings(categories, age, said)] == codes


@pytest.mark.parametrize(
    ("changes", "complete"),
    [
        ({}, True),
        ({"summary": ""}, False),
        ({"cause": None}, False),
        ({"cause": {"as_understood": ""}}, False),
        ({"proposed_categories": ()}, False),
        ({"factors": ()}, True),
    ],
)
def test_when_a_draft_is_complete(changes: dict[str, Any], complete: bool) -> None:
    whole = {
        "summary": "It happened.",
        "cause": {"as_understood": "Known."},
        "proposed_categories": ["trauma"],
    }
    assert rules.is_complete(AnalysisIn.model_validate(whole | changes)) is complete


def test_a_recommendation_has_an_addressee_and_a_level() -> None:
    whole = {"text": "Do it.", "addressee": "Somebody", "level": "local"}
    form = {"categories": ["trauma"], "modifiability": "none"}
    assert DeterminationIn.model_validate(form | {"recommendations": [whole]}).recommendations
    for broken in ({"addressee": ""}, {"level": "galactic"}, {"due_on": "2026-02-30"}):
        with pytest.raises(ValueError, match="validation error"):
            DeterminationIn.model_validate(form | {"recommendations": [whole | broken]})
