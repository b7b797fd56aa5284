"""People by how they are spoken to and of, and the ordinary words that stand in the same places."""

import pytest

from tests.anonymise.examples import cleaned

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
