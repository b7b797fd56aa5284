"""A pack through the office's pages alone: prepared, reviewed, approved by another, released."""

from typing import Any
from uuid import UUID

from app.anonymise.versions import assurance
from app.documents.readback import html_text, pdf_text
from app.identity.personas import PERSONAS
from app.portal.desk.telling import per
from tests.packs.begun import Ready
from tests.packs.office import Office
from tests.packs.test_deciding import plant
from tests.packs.told import KNOWN
from tests.portal.conftest import Visitor
from tests.portal.deskwork import WORDS, a_pack_with, approves, decides, review_of, sends
from tests.portal.forms import about, forms
from tests.portal.markup import Page, faults

OFFICE = ("coordinator", "doctor", "manager")


def test_a_pack_is_made_by_pages_alone(office: Office, ready: Ready, visitor: Visitor) -> None:
    case_id, meeting = ready
    office.made("coordinator", f"/meetings/{meeting}/items", {"case_id": case_id})
    keeper, doctor, manager = (visitor(one) for one in OFFICE)
    listed = keeper.opens("/packs").text
    asks = next(about(listed, case_id=case_id, meeting_id=meeting))
    made = keeper.sends("/packs", asks.values).headers["location"]
    page = html_text(keeper.opens(made).text)
    assert "The pack is prepared" in page
    assert "0 of 1 places looked at" in page
    for measure in ("recall_known", "recall_unknown"):
        assert per(float(str(assurance()[measure]))) in page
    assert "1 place waits" in html_text(keeper.opens("/packs").text)
    path = made.partition("?")[0]

    answer = decides(keeper, f"{path}/review", "accept")
    assert answer.headers["location"] == f"{path}?said=looked"
    assert "every place was looked at" in html_text(keeper.opens("/packs").text)
    assert "Read and approve" not in keeper.opens(path).text

    assert "Read and approve" in doctor.opens(path).text
    made_by = {"id": path.rpartition("/")[2]}
    assert approves(doctor, made_by).headers["location"] == f"{path}?said=approved"
    release = next(one for one in forms(manager.opens(path).text) if one.action.endswith("/release"))
    manager.sends(release.action, release.values)
    assert "Released" in html_text(keeper.opens("/packs").text)
    name = office.get("coordinator", f"/packs/{made_by['id']}").json()["pseudonym"]
    office.declare("member-lay", meeting, name)
    assert "salbutamol" in visitor("member-lay").opens(f"/meetings/{meeting}/packs/{name}").text


def test_the_history_says_who_what_and_when_and_never_what_was_hidden(
    office: Office, visitor: Visitor, pack: dict[str, Any]
) -> None:
    doctor = visitor("doctor")
    sends(doctor, pack, "extend", "salbutamol 2.5 mg", 303, label="a medicine")
    page = doctor.opens(f"/packs/{pack['id']}").text
    said = html_text(page)
    who = PERSONAS["doctor"].display_name
    assert f"{who} hid words, account 1" in said
    assert "Coordinator Example prepared it" in said
    assert "salbutamol" not in page
    assert not [one for one in KNOWN if one in said.lower().replace(" ", "")]


def test_the_same_decision_again_and_again_is_one_line_of_the_history(
    office: Office, visitor: Visitor
) -> None:
    pack = a_pack_with(office, "We saw zorbixes and quillfishes.")
    office.cleared(pack["id"])
    assert "(2 times)" in html_text(visitor("doctor").opens(f"/packs/{pack['id']}").text)


def test_each_page_of_the_desk_can_be_read_by_everybody_and_says_no_name_in_its_title(
    office: Office, visitor: Visitor, pack: dict[str, Any]
) -> None:
    keeper = visitor("coordinator")
    path = f"/packs/{pack['id']}"
    for one in (
        "/packs",
        path,
        f"{path}/review",
        f"{path}/review?n=n1&row=1",
        f"{path}/answers",
        f"{path}/preview",
    ):
        answer = keeper.opens(one)
        assert faults(answer.text) == [], one
        assert answer.headers["cache-control"] == "no-store"
        assert "script-src 'self'" in answer.headers["content-security-policy"]
        title = Page(answer.text).title.lower()
        assert pack["pseudonym"].lower() not in title
        assert not [name for name in KNOWN if name in title]


def test_nobody_approves_what_they_prepared_or_changed_and_the_page_says_why(
    office: Office, visitor: Visitor, pack: dict[str, Any]
) -> None:
    keeper, manager, doctor = visitor("coordinator"), visitor("manager"), visitor("doctor")
    decides(manager, review_of(pack), "accept")
    assert "You changed this pack, so another person approves it." in html_text(
        manager.opens(f"/packs/{pack['id']}").text
    )
    assert "The designated doctor or the manager approves it." in html_text(
        keeper.opens(f"/packs/{pack['id']}/preview").text
    )
    form = next(
        one
        for one in forms(doctor.opens(f"/packs/{pack['id']}/preview").text)
        if one.action.endswith("/approve")
    )
    for browser, status in ((manager, 409), (keeper, 403)):
        sent = form.values | {"read": "yes", "csrf": browser.token()}
        browser.sends(form.action, sent, status)
    assert office.get("doctor", f"/packs/{pack['id']}").json()["state"] == "draft"
    approves(doctor, pack)


def test_an_approval_needs_the_reading_and_exactly_these_bytes(
    office: Office, visitor: Visitor, pack: dict[str, Any]
) -> None:
    doctor = visitor("doctor")
    assert "It can be approved when every place was looked at." in html_text(
        doctor.opens(f"/packs/{pack['id']}/preview").text
    )
    office.cleared(pack["id"])
    answer = approves(doctor, pack, 422, read="")
    assert "Confirm that you have read the pack" in html_text(answer.text)
    assert 'href="#read"' in answer.text
    answer = approves(doctor, pack, 409, sha256="0" * 64)
    assert "These are not the bytes" in html_text(answer.text)
    page = doctor.opens(f"/packs/{pack['id']}/preview").text
    assert office.get("doctor", f"/packs/{pack['id']}").json()["sha256"] in page


def test_the_preview_is_the_finished_pack_under_nobodys_code(visitor: Visitor, pack: dict[str, Any]) -> None:
    keeper = visitor("manager")
    page = html_text(keeper.opens(f"/packs/{pack['id']}/preview").text)
    paper = keeper.opens(f"/packs/{pack['id']}/preview.pdf")
    assert paper.headers["content-disposition"] == 'attachment; filename="case-pack-preview.pdf"'
    for said in (page, pdf_text(paper.content)):
        assert "PREVIEW0" in said
        assert "salbutamol 2.5 mg" in said
        assert not [one for one in KNOWN if one in said.lower().replace(" ", "")]


def test_what_the_gate_finds_is_a_place_to_look_at(
    office: Office, visitor: Visitor, pack: dict[str, Any]
) -> None:
    office.cleared(pack["id"])
    plant(office, pack, " Her name is Mirabel now.")
    doctor = visitor("doctor")
    answer = approves(doctor, pack, 409)
    assert faults(answer.text) == []
    assert "The gate found something" in html_text(answer.text)
    assert "Mirabel" not in answer.text
    href = next(one["href"] for one in Page(answer.text).all("a") if "#look" in one.get("href", ""))
    manager = visitor("manager")
    page = manager.opens(href).text
    assert "Her name is Mirabel now." in html_text(page).replace("[", "").replace("]", "")
    form = next(one for one in about(page, name="look") if one.has("verdict", "extend"))
    manager.sends(form.action, form.values | {"verdict": "extend"})
    approves(doctor, pack)


def test_a_pack_that_lacks_something_is_prepared_anew(
    office: Office, visitor: Visitor, pack: dict[str, Any]
) -> None:
    said = {"who": "aunt", "text": WORDS, "for_pack": True}
    office.made("coordinator", f"/cases/{pack['case_id']}/family/contributions", said)
    keeper = visitor("coordinator")
    assert "Outdated: what the family said came in since" in html_text(keeper.opens("/packs").text)
    page = keeper.opens(f"/packs/{pack['id']}").text
    assert "there came in or was changed: what the family said" in html_text(page)
    form = next(one for one in forms(page) if one.action.endswith("/anew"))
    made = keeper.sends(form.action, form.values).headers["location"]
    assert pack["id"] not in made
    assert "version 2" in html_text(keeper.opens(made).text)
    keeper.sends(form.action, form.values, 412)


def test_a_pack_is_withdrawn_with_a_reason(office: Office, visitor: Visitor, pack: dict[str, Any]) -> None:
    keeper = visitor("coordinator")
    form = next(
        one for one in forms(keeper.opens(f"/packs/{pack['id']}").text) if one.action.endswith("/withdraw")
    )
    assert "Enter why this pack is withdrawn" in keeper.sends(form.action, form.values, 422).text
    keeper.sends(form.action, form.values | {"reason": "Too soon."})
    page = keeper.opens(review_of(pack)).text
    assert "no longer changed" in html_text(page)
    assert not any(one.action == review_of(pack) for one in forms(page))
    listed = keeper.opens("/packs").text
    asks = next(about(listed, case_id=pack["case_id"]))
    assert keeper.sends("/packs", asks.values).headers["location"].endswith("said=prepared")


def test_a_pack_that_is_there_is_opened_and_not_replaced(
    office: Office, visitor: Visitor, pack: dict[str, Any]
) -> None:
    keeper = visitor("coordinator")
    sent = {"csrf": keeper.token(), "case_id": f" {pack['case_id']} ", "meeting_id": pack["meeting_id"]}
    assert keeper.sends("/packs", sent).headers["location"] == f"/packs/{pack['id']}?said=there"
    for wrong in ("", "Testchild", "1234"):
        answer = keeper.sends("/packs", sent | {"case_id": wrong}, 422)
        assert "Enter the id of a case" in html_text(answer.text)
    keeper.sends("/packs", sent | {"case_id": str(UUID(int=4, version=4))}, 404)
    visitor("manager").sends("/packs", sent | {"csrf": "0" * 64}, 403)


def test_a_field_of_the_header_is_asked_for_with_a_reason(
    office: Office, visitor: Visitor, pack: dict[str, Any]
) -> None:
    keeper = visitor("coordinator")
    form = next(
        one for one in forms(keeper.opens(f"/packs/{pack['id']}").text) if one.action.endswith("/header")
    )
    sent = form.values | {"field": "county", "include": "yes"}
    assert "give the reason" in keeper.sends(form.action, sent, 422).text
    keeper.sends(form.action, sent | {"reason": "The roads matter."})
    page = html_text(keeper.opens(f"/packs/{pack['id']}").text)
    assert "County was asked for: “The roads matter.”; the chair has not approved it." in page
