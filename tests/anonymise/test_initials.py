"""Initials of people whom no record knows, and the abbreviations that look like them."""

import pytest

from tests.anonymise.examples import cleaned, one

FOUND = [
    ("Swab and phone in a bag for police, sealed Q Z. She slept.", "Q Z"),
    ("Learning sent; file closed by F.M.. Next review: none.", "F.M"),
    ("Called twice, no reply. SEA lead BMB.", "BMB"),
    ("Feedback to G B and manager. No reply.", "G B"),
    ("The talk went forward. Action D A: write to parents.", "D A"),
    ("Scores: L.N 31; S R 12; EA 44. We will see.", "EA 44"),
    ("It rained, and no one told me. M J C\nThe gate was shut.", "M J C"),
    ("Review in June. Minutes TTQ\nIt was quick.", "TTQ"),
    ("Both parents, Y.M.C and NTM, were told.", "Y.M.C"),
    ("Both, Y.M.C and NTM, were told.", "NTM"),
    ("Chart closed; QX to email the unit.", "QX"),
    ("See the arrest sheet by I B. She slept.", "I B"),
]
KEPT = [
    "Lead II ECG normal; lead V1 and lead aVL too. Seen by SALT and the GP.",
    "HR 120; RR 40; BP 90/50; GCS 15. Hepatitis B C screen. Vitamin B D.",
    "Reviewed with CT and MRI. PICU. NAD.",
    "Scores: GCS 15; AVPU 4; Apgar 9. Plan B. I was told. I A lot.",
    "Closed by SW. Actions: GP to chase. SW to ring.",
]


@pytest.mark.parametrize(("text", "telling"), FOUND)
def test_somebodys_initials_go(text: str, telling: str) -> None:
    assert telling not in cleaned(text)


@pytest.mark.parametrize("text", KEPT)
def test_an_abbreviation_stays(text: str) -> None:
    assert cleaned(text) == text


def test_an_abbreviation_that_signs_an_entry_is_shown() -> None:
    assert any("initials" in doubt["reason"] for doubt in one("Nobody told me. AB")["for_review"])
