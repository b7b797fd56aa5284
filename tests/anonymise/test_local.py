"""Short names of the four areas, as people say them, and the ordinary words that only look like them."""

import pytest

from tests.anonymise.examples import cleaned

HIDDEN = [
    ("He loves Ladybirds and sand.", "He loves [school] and sand."),
    ("been moved to aconbury east last night", "been moved to [ward] last night"),
    ("she was in princess royal overnight", "she was in [acute hospital] overnight"),
    ("Her scan at SaTH was clear.", "Her scan at [acute hospital trust] was clear."),
    ("we walked over to merry hill", "we walked over to [landmark]"),
    ("they know him at fort royal", "they know him at [school]"),
    ("phone from heartlands at one", "phone from [acute hospital] at one"),
    ("I do nights for S&A Produce, and", "I do nights for [organisation], and"),
    ("STATION WEM, WELFARE CHECK", "STATION [market town], WELFARE CHECK"),
]
KEPT = [
    "He hit his head on the crossbar.",
    "She counted ladybirds and ducklings in the garden.",
    "ABP 65 mean, rise in ABP after fluids.",
    "The Very Hungry Caterpillar was read. A caterpillar crawled.",
    "There is good hope of recovery, a new cross match was sent.",
    "Dad grows westons apples; two cuddly teddies in the cot.",
    "the riverbank was steep and the portcullis was shut",
]


@pytest.mark.parametrize(("text", "expected"), HIDDEN)
def test_a_short_name_of_the_area_is_hidden(text: str, expected: str) -> None:
    assert cleaned(text) == expected


@pytest.mark.parametrize("text", KEPT)
def test_an_ordinary_word_stays(text: str) -> None:
    assert cleaned(text) == text
