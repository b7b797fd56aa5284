"""The scorer proven, and one seed measured again: the anonymiser keeps its promise on invented cases."""

from typing import Any

from app.anonymise.record import anonymise
from tests.anonymise.generator import Case, cases
from tests.anonymise.scorer import KINDS, Score, add


def scored(made: list[Case], how: Any) -> Score:
    """Return the score of a way of anonymising."""
    score = Score()
    for case in made:
        add(score, case, how(case))
    return score


def untouched(case: Case) -> list[dict[str, Any]]:
    """Change nothing."""
    return [{"id": key, "changes": [], "for_review": []} for key in case.marks]


def perfect(case: Case) -> list[dict[str, Any]]:
    """Remove exactly the marked spans."""
    return [
        {"id": key, "changes": [{"start": m.start, "end": m.end} for m in marks if m.kind != "P"]}
        for key, marks in case.marks.items()
    ]


def test_untouched_text_scores_nothing_and_keeps_everything() -> None:
    score = scored(cases(3, 4), untouched)
    assert [score.recall(kind) for kind in KINDS] == [0, 0, 0, 0]
    assert score.phrases_kept == score.phrases > 0
    assert score.words_kept == score.words > 0
    assert score.clean == 0


def test_removing_exactly_the_marked_spans_scores_one() -> None:
    score = scored(cases(3, 4), perfect)
    assert [score.recall(kind) for kind in KINDS] == [1, 1, 1, 1]
    assert score.phrases_kept == score.phrases
    assert score.words_kept == score.words
    assert score.clean == score.cases == 4


def test_a_seed_measured_again_reaches_the_targets() -> None:
    score = scored(cases(2026, 15), lambda case: anonymise(case.record)["narratives"])
    assert score.recall("DK") >= 0.995
    assert score.recall("DU") >= 0.97
    assert score.recall("QK") >= 0.98
    assert score.recall("QU") >= 0.85
    assert score.phrases_kept / score.phrases >= 0.95
    assert score.words_kept / score.words >= 0.97
