"""How strangers wrote of somebody unknown: each form of a name, an age, a day, a number and a place."""

import pytest

from tests.anonymise.examples import cleaned, narratives, one, with_texts

NAMES = [
    (
        "PC 3317 ZORBLEY AND SGT MAY TRECKLE AWARE",
        "PC [number] [police officer A] AND SGT [police officer B] AWARE",
    ),
    ("typed 7/4/26 ZQX. Seen", "typed D+4 weeks [person 1]. Seen"),
    ("Authorised 30/03/26, B.Q. cc", "Authorised D+21, [person]. cc"),
    ("CHECKED Q R/ZZ.", "CHECKED [person]/[person]"),
    ("friends Ayesha and Polly May have been seen", "friends [person 1] and [child] [person] have been seen"),
    ("a nurse called Rich. He sat", "a nurse called [person]. He sat"),
    ("Retrieval nurse Cal May came", "Retrieval nurse [nurse A] came"),
    ("Summer prepared the room.", "[person] prepared the room."),
    ("Photographs: Joy. No rosary", "Photographs: [person]. No rosary"),
    ("Foster carers the Zorbleys. Seen", "Foster carers the [person]. Seen"),
    (
        "Present: Ruby Zorbley (SW), Will Treckle (HV).",
        "Present: [person 1] (SW), [police officer A] [person] (HV).",
    ),
    ("RELEASED 16/05/24 TO ZORBLEY, J., FORM SEEN", "RELEASED D-22 months TO [person 1]., FORM SEEN"),
    ("Hale Zorbley drove down", "[person 1] drove down"),
    ("TEDDY (BUN-BUN), SHAWL", "[sibling 1] ([toy]), SHAWL"),
]
AGES = [
    ("how old is he? CALLER: 9 weeks. she said", "how old is he? CALLER: [age 9 weeks]. she said"),
    ("rose was 12 and loved it", "rose was 12 and loved it"),
    ("Our daughter lived 69 minutes", "Our daughter lived [age under 4 weeks]"),
    ("Zorbley Simran, 15 F. Standby", "[person 1], [age 15 to 17 years]. Standby"),
    ("Kids: Ava 6, Leo 4, seen", "Kids: [person 1] [age 5 to 9 years], [person 2] [age 4 years], seen"),
    ("The boys (8 and 10) slept", "The boys ([age]) slept"),
    ("in his seventies", "in his [age]"),
]
DAYS = [
    ("Sunday 17 agitated.", "[date] agitated."),
    ("Plan: list for 1/4, not home.", "Plan: list for D+23, not home."),
    ("seen 04Apr2022 and 14 11 2024", "seen D-47 months and D-16 months"),
    ("the night before the funeral", "[family or public day]"),
    ("two days before her birthday", "[family or public day]"),
    ("DOD 090326 in the log", "DOD D0 in the log"),
]
CODES = [
    ("interpreter 77130", "interpreter [reference]"),
    ("histology (H26-01884)", "histology ([reference])"),
    ("LOG 754S OF 04", "LOG [reference]"),
    ("KX74-VYG parked", "[vehicle] parked"),
    ("on poshposy13, 212k views", "on [account], 212k views"),
]
PLACES = [
    ("I live at 11 Zorblegate with my", "I live at [address] with my"),
    ("Dad works at Zorbley Poultry.", "Dad works at [organisation]."),
    ("in the black swan on friday", "in [place] on [day of the week]"),
    ("Chaplain from Our Lady and St Edburga came", "Chaplain from [church] came"),
    ("AT WORK ZORBLEY TYRES NIGHT DEPOT", "AT [organisation] NIGHT DEPOT"),
    ("Location: M5 junction 6, near", "Location: [road], near"),
]
KEPT = [
    "One, two, three, four. Oxygen up to 2 L. Woods' screw manoeuvre, Mallampati 2.",
    "CALL 0551  MOBILE 0552  SCENE 0601",
    "Hickman site clean. PEG site clean. Noonan panel sent; Patau and Edwards low risk.",
    "SCBU 5/7 for jaundice. Developmental age about 14 months. 14 Fr tube, size\n5.5 tube.",
    "Ketocal 4:1, Glucogel 0.5 ml/kg, Neisseria meningitidis W.",
]


@pytest.mark.parametrize(("text", "expected"), [*NAMES, *AGES, *DAYS, *CODES, *PLACES])
def test_what_a_stranger_wrote_is_read(text: str, expected: str) -> None:
    assert cleaned(text) == expected


@pytest.mark.parametrize("text", KEPT)
def test_what_only_looks_like_it_survives(text: str) -> None:
    assert cleaned(text) == text


def test_an_age_in_a_clinical_phrase_stops_nothing() -> None:
    assert cleaned("Developmental age turning three years.")


@pytest.mark.parametrize(
    "text",
    [
        "It was on midlands today. She slept.",
        "the fourth child in this class to die",
        "They had a court case.",
    ],
)
def test_an_event_that_many_know_is_shown(text: str) -> None:
    assert any("recognise" in doubt["reason"] for doubt in one(text)["for_review"])


def test_a_place_that_is_only_a_kind_of_place_makes_no_word_known() -> None:
    record = with_texts("A Public meeting was held, and a private one.")
    record["identifiers"] = [{"kind": "place", "value": "A public road"}]
    assert narratives(record)[0]["text"] == "A Public meeting was held, and a private one."
