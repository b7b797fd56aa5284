"""The last look: what blocks a finished text, and what a person may keep."""

import pytest

from app.anonymise.gate import Keep, inspect
from tests.anonymise.examples import one, with_texts

BLOCKS = [
    ("Hope was told.", "name"),
    ("seen with Wi\u00adśniewska", "name"),
    ("seen with Wiśniew\ufffeska", "name"),
    ("seen with Wis-\nniewska", "name"),
    ("seen with W i s n i e w s k a", "name"),
    ("999 123 4560", "number"),
    ("9 9 9 1 2 3 4 5 6 0", "number"),
    ("house in SY4 5ZZ", "postcode"),
    ("house in WR1 2AB", "postcode"),
    ("ring 01905 123456", "phone"),
    ("ring 01939 23-45-67", "phone"),
    ("write to a@example.org", "email"),
    ("see www.example.org/a", "other"),
    ("on 3 March 2026", "date"),
    ("on 2026-03-09", "date"),
    ("at 48 Station Road", "address"),
    ("car VX65KJL", "vehicle"),
    ("ref CDR-2026-00417", "reference"),
]


@pytest.mark.parametrize(("text", "kind"), BLOCKS)
def test_it_blocks(text: str, kind: str) -> None:
    assert kind in {finding.kind for finding in inspect(text, with_texts())}


@pytest.mark.parametrize(
    "text",
    [
        "[child] was seen at D-3 by [mother]. D0. [age 4 years]. Down syndrome.",
        "We hope that the panel will meet. It may not. She fell down after a long night.",
        "GCS 3/15, 10 micrograms/kg, 39+2 weeks, BP 60/30 at 02:15.",
        "7QK-M4",
    ],
)
def test_it_lets_pass(text: str) -> None:
    assert inspect(text, with_texts()) == []


def test_a_finding_says_where_and_not_what() -> None:
    text = "told by Hope today"
    (finding,) = inspect(text, with_texts())
    assert (text[finding.start : finding.end], finding.rule) == ("Hope", "known-name")
    assert "Hope" not in repr(finding)


def test_a_keep_covers_its_very_place_and_no_other() -> None:
    keep = Keep("Hope", before="of Good", after="Cape")
    assert inspect("the ship of Good Hope, Cape", with_texts(), [keep]) == []
    assert inspect("the ship of Good-\nHope, Cape", with_texts(), [keep]) == []
    assert inspect("told by Hope, Cape", with_texts(), [keep]) != []


LOOKALIKES = [
    "\u041cary-Jane slept",
    "M4ry-Jane d4isy slept",
    "\u1d05\u1d00\u026as\u028f slept",
    "Dai\ufffdsy slept",
    "Dai\u202esy slept",
    "NHS 999 12O 456O",
    "D\u0430isy slept",
]


@pytest.mark.parametrize("text", LOOKALIKES)
def test_letters_that_look_alike_hide_no_name(text: str) -> None:
    record = {**with_texts(), "child": {**with_texts()["child"], "nhs_number": "9991204560"}}
    assert inspect(text, record) != []
    assert inspect(one(text)["text"], with_texts()) == []
