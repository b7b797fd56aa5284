"""People by how they are spoken to and of, and the ordinary words that stand in the same places."""

import pytest

from tests.anonymise.examples import cleaned, one

FOUND = [
    ("[14.8.25, 19:03] dat: calpol hun", "dat"),
    ("14/08/2025, 19:03 - Zorbley May: calpol hun", "May"),
    ("She was cold, oh my God. Van! Van, get the door!", "Van"),
    ('She was not right. She said, "Privilege, it is the snuffles." We went.', "Privilege"),
    ('He said, "You told them, marvel." We went.', "marvel"),
    ("Morning Pierce,\nQuick one before nine.", "Pierce"),
    ("dove to cem, 26 12 2024\nslept well", "cem"),
    ("she was not on duty and dr pool had never met the child", "pool"),
    ("he rang + amber. text at eleven", "amber"),
    ("BOAT CREW CALEY, HALPERN, LONE LAUNCH", "LONE"),
    ("CANOE (ELLVIS, WISDOM, KHADIJA) OVER", "WISDOM"),
    ("STAFF HUG. KENT TO INFORM CORONER.", "KENT"),
    ("Tell Ayesha and Misty that it was kind.", "Misty"),
    ("I was told by Ranger that he drank juice.", "Ranger"),
    ("Found in Blaze's bed at noon.", "Blaze"),
    ("Family ask that Barney not see the letter.", "Barney"),
    ("The farm is run by Felix Neighbour; he was out.", "Neighbour"),
    ("She replied to director Holly Power, by letter.", "Power"),
    ("Drinks with Halo Snow, a friend.", "Snow"),
    ("SECURITY VICTORY TO ESCORT.", "VICTORY"),
    ("HAS BOTAN WITH HIM. STAND DOWN.", "BOTAN"),
    ("good as gold. archer the student was crying", "archer"),
    ("the ambulance man was pierce i think at the end", "pierce"),
    ("police rang sunny 0915 and came", "sunny"),
    ("They moved Chi Wai to the ward.", "Wai"),
    ("Mr omar ijaz mirza, has opened it.", "ijaz"),
    ("Seen by off-duty nurse Robin  Careless. She left.", "Careless"),
]
KEPT = [
    "[image omitted] seen. Obs at 02:00: stable. 14:00 Bloods: normal. [see above]",
    'She said, "Honestly, it is fine." and "Mum, it hurts." and "No! No, stop." Help! Help, please.',
    "dr on call came. dr letter sent. dr said no. mrs was out. dr appointment tomorrow",
    "Paracetamol + ibuprofen. Feeds + flushes, + oxygen.",
    "CREW TO RESCUE. POLICE TO INFORM CORONER. NURSE TO ATTEND. GP TO CHASE.",
    "Seen on Amber Alert; the Star Chart, Rainbow Room and Faith Team.",
    "He had pain and swelling, cough and cold, vomiting and diarrhoea, fever and rash.",
    "CREW PALE, SHOCKED. Mum's phone, the ward's rota. Seen by Cardiology and Surgery.",
    "his sister was well. his brother may have asthma. her husband has asthma, w mum",
    "Chronic pain for years, asthma (two puffs), Eczema, one tube.",
    "Told by Police that Children's Services and Education were aware; seen by Triage in ED.",
]


@pytest.mark.parametrize(("text", "telling"), FOUND)
def test_somebody_who_is_spoken_of_goes(text: str, telling: str) -> None:
    assert telling not in cleaned(text).split("]")[-1] if text[0] == "[" else telling not in cleaned(text)


@pytest.mark.parametrize("text", KEPT)
def test_an_ordinary_word_stays(text: str) -> None:
    assert cleaned(text) == text


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Local authority: Coel Zorbley, allocated.", "Coel"),
        ("True recalls that he had a cough.", "True"),
        ("from the brother, link, also one brown syrup", "link"),
    ],
)
def test_what_may_be_the_rest_of_a_name_is_shown(text: str, word: str) -> None:
    shown = [text[doubt["start"] : doubt["end"]] for doubt in one(text)["for_review"]]
    assert any(word in piece for piece in shown) or word not in cleaned(text)
