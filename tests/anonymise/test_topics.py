"""Sentences that are shown as a whole, and places that only their neighbours give away."""

import pytest

from tests.anonymise.examples import cleaned, one

SHOWN = [
    (
        "we went past the plough and he had his big coat on\nthen home",
        "we went past the plough and he had his big coat on",
    ),
    ("MUM WAS AT THE HARROW. NO REPLY", "MUM WAS AT THE HARROW"),
    ("I told my husband button at nine. She went home.", "I told my husband button at nine."),
]
HIDDEN = [
    ("PAED ARREST WARD 18. TEAM CALLED", "PAED ARREST [ward]. TEAM CALLED"),
    ("moved to beech ward at night", "moved to [ward] at night"),
    ("She was on the labour ward.", "She was on the labour ward."),
    ("he goes to tiny toes nursery", "he goes to [place]"),
    ("we met at the live and let live", "we met at [place]"),
    ("She fell in etnam street.", "She fell in [place]."),
    (
        "Report on the boiler, 39 Sidbury, let by a landlord",
        "Report on the boiler, [address], let by a landlord",
    ),
    ("closed for the spring bank holiday", "closed for the [public day]"),
    ("checked on the 10th night", "checked on [date] night"),
    ("reference R0840808 was sent", "reference [reference] was sent"),
    ("brought moo moo with him", "brought [toy] with him"),
    ("It was very very cold", "It was very very cold"),
    ("Action HO: write", "Action [mother]: write"),
]


@pytest.mark.parametrize(("text", "sentence"), SHOWN)
def test_a_sentence_whose_words_are_all_ordinary_is_shown_whole(text: str, sentence: str) -> None:
    shown = {text[doubt["start"] : doubt["end"]] for doubt in one(text)["for_review"]}
    assert any(sentence.strip(".") in each for each in shown), shown


@pytest.mark.parametrize(("text", "expected"), HIDDEN)
def test_what_stands_beside_a_place_gives_it_away(text: str, expected: str) -> None:
    assert cleaned(text) == expected
