"""Laws of the anonymiser: the changes say what was done, in the same way every time, and to the end."""

import json
import os
import subprocess
import sys
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.anonymise.find.near import one_edit
from app.anonymise.gate import inspect
from app.anonymise.normal import normalise
from app.anonymise.record import anonymise
from tests.anonymise.examples import narratives, one, with_texts
from tests.anonymise.generator import cases

PIECES = st.sampled_from(
    [
        *(
            "Hope",
            "hope",
            "Will",
            "will",
            "may",
            "Mary-Jane",
            "O\u2019Brien",
            "Wiśniewska",
            "Down",
            "syndrome",
        ),
        *("Daisy", "and", "the", "was", ",", ".", "\n", "Mrs", "Dr", "Long", "4", "yo", "9991234560"),
        *("999 123 4560", "01939 234567", "SY4 5ZZ", "Station Road", "48", "9/3/26", "4 May 2021", "\u00ad"),
        *(
            "aged 4",
            "at the age of two",
            "turned five",
            "who is 9,",
            "she was four.",
            "(F, 28)",
            "2yr 1m",
            "in May",
        ),
        *("Jan 5th", "4/5 April", "April. 5", "9/3", "D0", "[mother]", "St", "Surgery", "PC", "mum sharon"),
        *("e\u0301", "ﬁ", "İ", "10⁹", "GCS 3", "@", "Łukasz"),
    ]
)
TEXTS = st.lists(PIECES, max_size=30).map(" ".join) | st.text(max_size=80)


def rebuilt(text: str, changes: list[dict[str, Any]]) -> str:
    """Return a text with its changes made."""
    pieces, done = [], 0
    for change in changes:
        assert done <= change["start"] < change["end"] <= len(text)
        pieces += [text[done : change["start"]], change["replacement"]]
        done = change["end"]
    return "".join(pieces) + text[done:]


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_the_changes_rebuild_the_text(text: str) -> None:
    result = one(text)
    assert rebuilt(text, result["changes"]) == result["text"]
    assert all(0 <= doubt["start"] < doubt["end"] <= len(text) for doubt in result["for_review"])


@settings(max_examples=150, deadline=None)
@given(TEXTS)
@example("who is 9, hope and")
@example("Barlow's test was negative")
def test_the_gate_finds_nothing_that_the_record_knows_afterwards(text: str) -> None:
    assert inspect(one(text)["text"], with_texts()) == []


@pytest.mark.parametrize("case", cases(9, 6), ids=range(6))
def test_the_gate_passes_what_the_anonymiser_made(case: Any) -> None:
    for narrative in narratives(case.record):
        assert inspect(narrative["text"], case.record) == []


def test_the_record_is_left_as_it_was() -> None:
    record = with_texts("Hope was seen.")
    before = deepcopy(record)
    anonymise(record)
    assert record == before


def test_the_same_record_gives_the_same_bytes_under_any_hash_seed() -> None:
    record = json.dumps(cases(5, 1)[0].record)
    script = (
        "import json, sys; from app.anonymise.record import anonymise; "
        "print(json.dumps(anonymise(json.load(sys.stdin))))"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", script],
            input=record,
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(answers) == 1


@given(st.text(max_size=60))
def test_the_matching_copy_maps_every_character_in_order(text: str) -> None:
    normal = normalise(text)
    starts, ends = list(normal.starts), list(normal.ends)
    assert len(normal.text) == len(starts) == len(ends) == len(normal.lower)
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(starts, ends, strict=True))


@pytest.mark.parametrize(
    ("left", "right", "near"),
    [
        ("okafor", "okafr", True),
        ("okafor", "okaffor", True),
        ("okafor", "okafar", True),
        ("okafor", "oakfor", True),
        ("okafor", "okafor", False),
        ("okafor", "oakfro", False),
        ("okafor", "okaf", False),
    ],
)
def test_one_slip_of_the_pen(left: str, right: str, near: bool) -> None:
    assert one_edit(left, right) is near
    assert one_edit(right, left) is near


def test_labels_are_the_same_in_every_narrative() -> None:
    first, second = narratives(
        with_texts("Daisy and Sharon Priddy came.", "sharon came with daisy mcallister. Teddy slept.")
    )
    assert first["text"] == "[sibling 1] and [person 1] came."
    assert second["text"] == "[person 1] came with [sibling 1]. [sibling 2] slept."
