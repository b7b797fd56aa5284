"""The accounts that no rule was written for: read as they are marked, and measured as the record says."""

import json
from importlib.resources import files
from typing import Any

import pytest

from app.anonymise.record import anonymise
from tests.anonymise.examples import cleaned, one
from tests.anonymise.scorer import Score, add
from tests.anonymise.unseen_cases import HALVES, read, unseen
from tests.bench.anonymise import again, unseen_half

FORMS = [
    ("Chair: Marguerite Osei-Tutu. Minutes: Jill.", "Chair: [person 1]. Minutes: [person 2]."),
    ("Present: L. Cattermole (education).", "Present: [person 1] (education)."),
    ("CSI Quilter took photographs.", "CSI [person 1] took photographs."),
    ("the name dark_raven_07 was seen", "the name [account] was seen"),
    ("given penicillin V. Mary-Jane slept.", "given penicillin V. [child] slept."),
    ("we met at The Zone youth club", "we met at [club]"),
    ("our rabbit thumper died", "our rabbit [person] died"),
    (
        "seen 15/10 and 31/3, GCS 10/15",
        "seen D-21 weeks and D+22, GCS 10/15",
    ),
    ("Pt 14/12 male", "Pt [age 1 year] male"),
    ("lactate 11.2. 15 minutes later", "lactate 11.2. 15 minutes later"),
]


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_a_form_in_which_people_write_names_is_read(text: str, expected: str) -> None:
    assert cleaned(text) == expected


def test_what_stays_and_may_be_a_name_is_shown() -> None:
    text = "She asked for the Comfort. Seen by K at 3. She likes Bounty best."
    shown = {text[doubt["start"] : doubt["end"]] for doubt in one(text)["for_review"]}
    assert {"Comfort", "K", "Bounty"} <= shown


def test_a_file_is_read_with_its_record_and_its_marks() -> None:
    case = read(
        "child | A B | Ox | C, D | 2020-01-02 | 2021-01-02 | 9\n"
        "school | X\n== log\n⟦name:DU|Bo⟧ it ⟦P|wheezed⟧"
    )
    assert case.record["child"] == {
        "forenames": ["A", "B"], "surname": "Ox", "also_known_as": ["C", "D"],
        "date_of_birth": "2020-01-02", "date_of_death": "2021-01-02", "nhs_number": "9",
    }  # fmt: skip
    assert case.record["narratives"] == [{"id": "n0", "source": "log", "text": "Bo it wheezed"}]
    assert [(mark.start, mark.end, mark.kind) for mark in case.marks["n0"]] == [(0, 2, "DU"), (6, 13, "P")]


def recorded() -> dict[str, Any]:
    """Return what the rules in force were measured to do."""
    found: dict[str, Any] = json.loads((files("app.anonymise") / "data" / "results.json").read_text("utf-8"))
    return found


@pytest.mark.parametrize("half", HALVES)
def test_a_half_measured_again_reaches_its_recorded_figures(half: str) -> None:
    assert unseen_half(half, 0) == recorded()["unseen"][half]


def test_a_few_cases_of_the_examiner_measured_again_reach_their_recorded_figures() -> None:
    assert again() == recorded()["again"]["figures"]


def test_the_accounts_that_may_be_tuned_on_reach_the_targets() -> None:
    score = Score()
    for case in unseen("tuning"):
        narratives = anonymise(case.record)["narratives"]
        add(score, case, narratives if isinstance(narratives, list) else [])
    assert score.recall("DU") >= 0.97
    assert score.recall("QU") >= 0.85
    assert score.phrases_kept / score.phrases >= 0.95
    assert score.words_kept / score.words >= 0.97
