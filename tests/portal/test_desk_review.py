"""Reviewing a pack by pages, without a script: each decision, and what refuses one."""

from typing import Any

import pytest

from app.documents.readback import html_text
from tests.packs.office import Office
from tests.portal.conftest import Visitor
from tests.portal.deskwork import WORDS, a_pack_with, decides, review_of, sends, told
from tests.portal.forms import about, forms
from tests.portal.markup import Page, faults


def test_a_place_shows_its_sentence_its_reason_and_what_can_be_done(
    visitor: Visitor, pack: dict[str, Any]
) -> None:
    page = visitor("coordinator").opens(review_of(pack)).text
    said = html_text(page)
    assert "Close to a known name: is it the same person?" in said
    assert "1 June 2026. Testchlid, known as Tilly" in said
    assert "Keep [child]" in said
    assert "The record knows this, so it is never shown." in said
    assert not any(one.has("verdict", "restore") for one in about(page, name="p1"))
    assert '<del class="desk-gone desk-gone--person"' in page
    assert "[removed name: " in page


def test_what_the_record_knows_is_not_given_back_and_the_page_says_why(
    office: Office, visitor: Visitor, pack: dict[str, Any]
) -> None:
    doctor = visitor("doctor")
    answer = sends(doctor, pack, "restore", "999 000 7017", 422, reason="Needed.")
    assert "What the record knows is never given back." in html_text(answer.text)
    assert Page(answer.text).title.startswith("Error: ")
    assert "Needed." not in office.get("doctor", f"/packs/{pack['id']}").text
    answer = sends(doctor, pack, "restore", "07700 900123", 422)
    assert "Say why this may be read." in html_text(answer.text)
    sends(doctor, pack, "restore", "07700 900123", 303, reason="A helpline.")
    assert "telephone is 07700 900123" in told(office, pack)
    page = doctor.opens(f"{review_of(pack)}?n=n1").text
    assert "given back, by a person" in html_text(page)
    assert "“A helpline.”" in html_text(doctor.opens(f"/packs/{pack['id']}").text)


def test_a_decision_can_be_taken_back(office: Office, visitor: Visitor, pack: dict[str, Any]) -> None:
    keeper, before = visitor("coordinator"), told(office, pack)
    sends(keeper, pack, "extend", "salbutamol 2.5 mg", 303)
    assert "had been given [removed]." in told(office, pack)
    answer = decides(keeper, f"{review_of(pack)}?n=n1", "undo")
    assert answer.headers["location"].startswith(f"{review_of(pack)}?n=n1&at=h")
    assert told(office, pack) == before
    decides(keeper, review_of(pack), "accept")
    decides(keeper, f"{review_of(pack)}?n=n1", "undo")
    assert "0 of 1 looked at" in html_text(keeper.opens(review_of(pack)).text)


def test_words_that_nobody_flagged_are_found_and_hidden(
    office: Office, visitor: Visitor, pack: dict[str, Any]
) -> None:
    keeper = visitor("coordinator")
    find = next(one for one in forms(keeper.opens(review_of(pack)).text) if one.action.endswith("/find"))
    page = keeper.sends(find.action, find.values | {"words": "PENHALIGON"}, 200).text
    assert "Hidden already" in page
    page = keeper.sends(find.action, find.values | {"words": "GARDEN"}, 200).text
    assert faults(page) == []
    hide = next(one for one in forms(page) if one.action.endswith("/hide"))
    (place,) = [value for name, value in hide.ticks if name == "place"]
    answer = keeper.sends(hide.action, hide.values | {"place": place, "label": "outdoors"})
    assert answer.headers["location"].startswith(f"{review_of(pack)}?n=")
    assert "loved the [outdoors]" in " ".join(
        one["text"] for one in office.get("doctor", f"/packs/{pack['id']}").json()["narratives"]
    )
    for words in ("", "x", "y" * 201):
        assert (
            "Enter the words to hide" in keeper.sends(find.action, find.values | {"words": words}, 422).text
        )
    nothing = keeper.sends(find.action, find.values | {"words": "no such words"}, 200).text
    assert "stand in no account" in nothing


def test_only_the_ticked_places_are_hidden(office: Office, visitor: Visitor) -> None:
    pack = a_pack_with(office, WORDS)
    keeper = visitor("coordinator")
    token = keeper.token()
    page = keeper.sends(f"{review_of(pack)}/find", {"csrf": token, "words": "the garden"}, 200).text
    hide = next(one for one in forms(page) if one.action.endswith("/hide"))
    places = [value for name, value in hide.ticks if name == "place"]
    number = int(places[-1].partition(":")[0][1:]) - 1
    keeper.sends(hide.action, hide.values | {"place": places[-1]})
    assert told(office, pack, number).endswith("The Garden was locked; [removed] path was wet.")


def test_nothing_ticked_hides_nothing(visitor: Visitor, pack: dict[str, Any]) -> None:
    keeper = visitor("coordinator")
    answer = keeper.sends(f"{review_of(pack)}/hide", {"csrf": keeper.token(), "version": "1"}, 422)
    assert "Tick the places that are to be hidden." in html_text(answer.text)
    assert faults(answer.text) == []


def test_the_same_for_every_same_word(office: Office, visitor: Visitor) -> None:
    pack = a_pack_with(office, "We gave zorbixes. More zorbixes came.", "He had some zorbixes too.")
    keeper = visitor("coordinator")
    names = [one["id"] for one in office.get("doctor", f"/packs/{pack['id']}").json()["narratives"]]
    pages = [keeper.opens(f"{review_of(pack)}?n={name}").text for name in names]
    form = next(
        one
        for page in pages
        for one in forms(page)
        if one.has("everywhere", "yes") and one.has("verdict", "extend")
    )
    keeper.sends(form.action, form.values | {"verdict": "extend", "everywhere": "yes"})
    texts = [one["text"] for one in office.get("doctor", f"/packs/{pack['id']}").json()["narratives"]]
    assert " ".join(texts).count("[removed]") == 3
    assert "zorbixes" not in " ".join(texts)


@pytest.mark.parametrize("label", ["Mirabel", "[Penhaligon]", "HR1 2AA", "<b>", "x" * 80])
def test_a_label_names_nobody_and_is_not_lost(
    office: Office, visitor: Visitor, pack: dict[str, Any], label: str
) -> None:
    before = told(office, pack)
    answer = sends(visitor("doctor"), pack, "extend", "salbutamol", 422, label=label)
    assert "A label is" in html_text(answer.text)
    assert told(office, pack) == before


def test_ordinary_doubts_are_kept_together_and_no_others(office: Office, visitor: Visitor) -> None:
    pack, keeper = (
        a_pack_with(office, "The codes 4412 and 5513 hung there. We saw zorbixes."),
        visitor("manager"),
    )
    accounts = office.get("doctor", f"/packs/{pack['id']}").json()["narratives"]
    name = next(one["id"] for one in accounts if "4412" in one["original"])
    page = keeper.opens(f"{review_of(pack)}?n={name}").text
    (form,) = [one for one in forms(page) if one.action.endswith("/together")]
    answer = keeper.sends(form.action, form.values)
    (told,) = [
        one for one in office.get("doctor", f"/packs/{pack['id']}").json()["narratives"] if one["id"] == name
    ]
    left = {told["original"][one["start"] : one["end"]] for one in told["for_review"] if not one["cleared"]}
    assert left == {"zorbixes"}
    assert answer.headers["location"].startswith(f"{review_of(pack)}?n={name}&at=p")
    keeper.sends(form.action, form.values, 412)
    wrong = form.values | {"reason": "Not a word that we know: is it a name?", "version": "*"}
    assert "Nothing is left" in keeper.sends(form.action, wrong, 422).text


def test_who_comes_second_learns_that_it_has_changed(
    office: Office, visitor: Visitor, pack: dict[str, Any]
) -> None:
    keeper, doctor = visitor("coordinator"), visitor("doctor")
    fields = next(about(keeper.opens(review_of(pack)).text, name="p1")).values
    sends(doctor, pack, "extend", "salbutamol", 303)
    answer = keeper.sends(review_of(pack), fields | {"verdict": "accept"}, 412)
    assert "Somebody has changed this pack since you opened the page" in html_text(answer.text)
    assert 'href="#p1"' in answer.text
    assert "0 of 1 looked at" in html_text(answer.text)
    keeper.sends(review_of(pack), fields | {"verdict": "accept", "version": ""}, 428)
    again = next(about(answer.text, name="p1")).values
    keeper.sends(review_of(pack), again | {"verdict": "accept"})
    old = {"csrf": doctor.token(), "version": fields["version"], "reason": "Late."}
    answer = doctor.sends(f"/packs/{pack['id']}/withdraw", old, 412)
    assert "what you asked for was not done" in html_text(answer.text)
