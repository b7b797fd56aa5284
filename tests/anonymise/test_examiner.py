"""The examiner's cases proven: marks that fit, names that are marked, the same bytes, an agreeing scorer."""

import hashlib
import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.anonymise import examiner
from tests.anonymise.examiner import shelf
from tests.anonymise.generator import Case
from tests.anonymise.scorer import KINDS, Score, add

SEEDS = (7, 11, 2027)
ROOT = Path(__file__).parents[2]


@cache
def cases(seed: int) -> list[Case]:
    """Return the few cases of a seed that are looked at here."""
    return examiner.cases(seed, 4)


def digest(seed: int) -> str:
    """Return what the bytes of a seed's cases come to."""
    told = [
        (case.record, {key: [vars(m) for m in marks] for key, marks in case.marks.items()})
        for case in cases(seed)
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def texts(case: Case) -> dict[str, str]:
    """Return the narratives of a case by their ids."""
    given: Any = case.record["narratives"]
    return {one["id"]: one["text"] for one in given}


def named(case: Case) -> set[str]:
    """Return the words of the names of a record."""
    record: Any = case.record
    names = [
        word for one in (record["child"], *record["people"]) for word in (one["surname"], *one["forenames"])
    ]
    names += [name for one in (record["child"], *record["people"]) for name in one["also_known_as"]]
    names += [
        one["value"].removeprefix("Dr ") for one in record["identifiers"] if one["kind"] == "professional"
    ]
    return {word for name in names for word in shelf.telling(name)}


@pytest.mark.parametrize("seed", SEEDS)
def test_marks_lie_in_their_text_in_order_and_apart(seed: int) -> None:
    for case in cases(seed):
        for key, text in texts(case).items():
            ends = [0, *(mark.end for mark in case.marks[key])]
            assert all(
                end <= mark.start < mark.end <= len(text)
                for end, mark in zip(ends, case.marks[key], strict=False)
            )
            assert all(text[mark.start : mark.end].strip() for mark in case.marks[key])


def plain(text: str) -> str:
    """Return a text as it was before it was typed: one space, straight quotes, small letters."""
    return " ".join(text.replace("’", "'").lower().split())


@cache
def phrases() -> frozenset[str]:
    """Return every clinical phrase that the documents hold."""
    told = [one.text for one in shelf.templates()] + list(shelf.traps())
    told += [path.read_text("utf-8") for path in sorted(shelf.DATA.joinpath("banks").glob("*.txt"))]
    return frozenset(plain(said) for text in told for said in re.findall(r"\[\[(.+?)\]\]", text))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_mark_holds_what_its_field_says(seed: int) -> None:
    looked_at = set()
    for case in cases(seed):
        record: Any = case.record
        names = [*record["child"]["forenames"], record["child"]["surname"]]
        for key, text in texts(case).items():
            for mark in case.marks[key]:
                said = text[mark.start : mark.end]
                looked_at.add(mark.field)
                if mark.field == "phrase":
                    assert plain(said) in phrases()
                if mark.field == "child.all~plain":
                    assert shelf.bare_words(said) == shelf.bare_words(" ".join(names))
                if mark.field == "child.full~plain":
                    assert shelf.bare(said[0]) in {shelf.bare(name[0]) for name in names}
                if mark.field == "nhs~plain":
                    assert "".join(filter(str.isdigit, said)) == record["child"]["nhs_number"]
    assert {"phrase", "child.full~plain", "nhs~plain"} <= looked_at


@pytest.mark.parametrize("seed", SEEDS)
def test_every_name_of_a_record_is_marked_wherever_it_stands(seed: int) -> None:
    for case in cases(seed):
        for key, text in texts(case).items():
            for word in shelf.WORD.finditer(text):
                if shelf.bare(word.group()) not in named(case):
                    continue
                around = [m for m in case.marks[key] if m.start <= word.start() and word.end() <= m.end]
                assert around, f"a name of the record stands unmarked in {key} of seed {seed}"
                if around[0].field == "ordinary":
                    assert shelf.bare(word.group()) in shelf.ordinary()


@pytest.mark.parametrize("hashing", ["0", "77"])
def test_a_seed_gives_the_same_bytes_under_any_hash_seed(hashing: str) -> None:
    code = "from tests.anonymise.test_examiner import digest; print(digest(7))"
    environment = os.environ | {"PYTHONHASHSEED": hashing}
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, check=True
    )
    assert told.stdout.decode().strip() == digest(7)


def scored(seed: int, removed: bool) -> Score:
    """Return the score of removing every identifying span of a seed, or nothing at all."""
    score = Score()
    for case in cases(seed):
        add(score, case, [answer(key, case, removed) for key in case.marks])
    return score


def answer(key: str, case: Case, removed: bool) -> dict[str, Any]:
    """Return what an anonymiser that knows the marks, or does nothing, would say of a narrative."""
    spans = [{"start": m.start, "end": m.end, "kind": m.kind} for m in case.marks[key] if removed]
    return {
        "id": key,
        "changes": [one for one in spans if one["kind"] in KINDS],
        "for_review": [one for one in spans if one["kind"] == "R"],
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_text_that_nobody_touched_scores_nothing(seed: int) -> None:
    score = scored(seed, removed=False)
    assert [score.recall(kind) for kind in KINDS] == [0, 0, 0, 0]
    assert (score.clean, score.rare_shown) == (0, 0)
    assert score.phrases_kept == score.phrases > 0
    assert score.words_kept == score.words > 0


@pytest.mark.parametrize("seed", SEEDS)
def test_removing_the_marks_scores_one(seed: int) -> None:
    score = scored(seed, removed=True)
    assert [score.recall(kind) for kind in KINDS] == [1, 1, 1, 1]
    assert all(score.spans[kind] > 0 for kind in KINDS)
    assert score.rare_shown == score.rare
    assert score.phrases_kept == score.phrases
    assert score.words_kept == score.words
    assert score.clean == score.cases == 4
