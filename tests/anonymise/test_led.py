"""What the words beside it give away: employers, pubs, toys and pets, and what only looks like them."""

import pytest

from tests.anonymise.examples import cleaned, one

LED = [
    ("mum's at work, zorbtek, nights", "mum's at work, [organisation], nights"),
    ("he was at work (zorb fresco) he went", "he was at work ([organisation]) he went"),
    ("She does nights at Zorbley Foods, near us.", "She does nights at [organisation], near us."),
    ("Income: wages from T&Z owed.", "Income: wages from [organisation] owed."),
    ("School (Fort Zorble, Mrs Treckle) wrote", "School ([school], Mrs [person 1]) wrote"),
    ("Drinks at The Zorble Bell. Lives alone.", "Drinks at [pub]. Lives alone."),
    ("We met at the Hollies and had tea.", "We met at [place] and had tea."),
    ("the woman said zorblegate. i said no. zorbleway.", "the woman said [place]. i said no. [place]."),
    ("the woman said five elms road. i said no.", "the woman said [place]. i said no."),
    ("in the 3 horseshoes on friday", "in [pub] on [day of the week]"),
    ("it took ages at waht that night", "it took ages at [acute hospital trust] that night"),
    ("transferred to trauma assessment a, then home", "transferred to [ward], then home"),
    ("grandmother, 46 Swan Lane, assessed", "grandmother, [address], assessed"),
    ("they live at 88 sutton park rise now", "they live at [address] now"),
]
CHERISHED = [
    ("She held Ellie Elephant all day.", "She held [toy] all day."),
    ("She brought Mister Fox with her.", "She brought [toy] with her."),
    ("Clothing and Panda-Pan returned.", "Clothing and [toy] returned."),
    ("i can do the voice of lamby for him", "i can do the voice of [toy] for him"),
    ("BELONGINGS: LAMBY AND A BAG", "BELONGINGS: [toy] AND A BAG"),
    ("Scamp (cat) was in the cot.", "[pet] (cat) was in the cot."),
    ("He went out to see Diesel and cried.", "He went out to see [pet] and cried."),
    ("Patch ate the ribbon.", "Patch ate the ribbon."),
    ("Oreo ate the ribbon.", "[pet] ate the ribbon."),
    ("patch's only a pup", "[pet]'s only a pup"),
    ("be good to socks. tell him", "be good to [pet]. tell him"),
]
KEPT = [
    "Mum was at work, tired, and rang. He was at work (late).",
    "Seen at work, asthma, nights worse. Nights at home, days at school.",
    "He finished at school and started at nursery.",
    "She said stop. I said no. Please. They said yes.",
    "The dog barked. The cat purred..",
    "Skin prick: allergens (dog, cat) negative. Patch test, diesel fumes, socks wet.",
    "Dirty duck pond. Testes descended, murmur heard.",
    "his first steps at ten months, my little angels are home",
    "A rise in ABP. Faith: none. Drinks at night. Wages from home.",
    "2 cm rise in the fundus, a 5 minute walk, 1 AP view of the chest.",
    "went home to the ward, in the lodge, past the grove of trees",
]
SHOWN = [
    ("we went back to the barn with him", "barn"),
    ("Written agreement with Zohra sultani.", "sultani"),
]


@pytest.mark.parametrize(("text", "expected"), [*LED, *CHERISHED])
def test_what_the_words_beside_it_give_away_is_hidden(text: str, expected: str) -> None:
    assert cleaned(text) == expected


@pytest.mark.parametrize("text", KEPT)
def test_ordinary_and_clinical_words_stay(text: str) -> None:
    assert cleaned(text) == text


@pytest.mark.parametrize(("text", "word"), SHOWN)
def test_what_cannot_be_decided_is_shown(text: str, word: str) -> None:
    assert any(word in text[doubt["start"] : doubt["end"]] for doubt in one(text)["for_review"])
