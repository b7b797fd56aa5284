"""Numbers, marks and accounts that their form gives away, and the clinical words that look like them."""

import pytest

from tests.anonymise.examples import cleaned, one

FOUND = [
    ("Re prisoner X, A4417EK. Told", "A4417EK"),
    ("hmp stafford, noms no a1234bc. told", "a1234bc"),
    ("NI TN 21 08 94 F. Income: none", "21 08 94"),
    ("nino qq123456 on the form", "qq123456"),
    ("111 call 0342i-260526. Caller", "0342i-260526"),
    ("LOG 0987S-100324 CREW", "0987S-100324"),
    ("Tenancy S60375, from May", "S60375"),
    ("ok to drive, car dm14-yrc told him", "dm14-yrc"),
    ("Drives van BP74DGJ. Police", "BP74DGJ"),
    ("seals P.M/3 intact", "P.M"),
    ("Swabs I.M./1 to I M/6", "I M/6"),
    ("a message from MinerKid77: where", "MinerKid77"),
    ("23:40 Zer0Pulse: do it", "Zer0Pulse"),
    ("TEXT FROM TOXICTEDDY8 AT 1802", "TOXICTEDDY8"),
    ("friends with KittyQueen.exe and others", "KittyQueen.exe"),
    ("logged in as YT-Smasher. I spoke", "YT-Smasher"),
    ("was on his Xbox as rocketzaz and said", "rocketzaz"),
]
KEPT = [
    "interleukin6 raised, H1N1 negative, covid19 swab, CD4 count 300, G6PD, HbA1c 48.",
    "Ventilated on the SLE5000, then BabyLog8000; FreeStyle2 sensor.",
    "SERPINA1, ADAMTS13 and SCN5A sequenced; c.985A>G; parvovirus19 IgM; MgSO4 given.",
    "PICU2 bedspace4, PEWS3, T1DM, SpO2 94, FiO2 0.4, BP 82/40, E45.",
    "someone known as a friend; logged in as usual. A message from school.",
    "enoxaparin 1000 units, heparin 5000-10000 units.",
]


@pytest.mark.parametrize(("text", "telling"), FOUND)
def test_a_number_a_mark_or_an_account_goes(text: str, telling: str) -> None:
    assert telling.lower() not in cleaned(text).lower()


@pytest.mark.parametrize("text", KEPT)
def test_what_is_clinical_stays(text: str) -> None:
    assert cleaned(text) == text


def test_letters_and_figures_that_may_be_an_account_are_shown() -> None:
    assert any("account" in doubt["reason"] for doubt in one("It was zorblex8 again.")["for_review"])
