"""The chair at a browser: rules on what others have declared, and says what a header may say."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine, text

from app.documents.readback import html_text
from app.identity.personas import PERSONAS
from tests.packs.office import Office
from tests.packs.test_heading import WHY, ask
from tests.portal.browser import Browser
from tests.portal.conftest import Visitor
from tests.portal.forms import Form, forms
from tests.portal.markup import Page, faults

NOBODY = "00000000-0000-4000-8000-000000000000"
REASON = {"reason": "As the terms of reference say."}


def declares(
    office: Office, pack: dict[str, Any], persona: str = "member-health", **form: str
) -> dict[str, Any]:
    """Somebody declares an interest in the item of a pack."""
    said = {"pseudonym": pack["pseudonym"], "interest": "knew_family", "note": "We were neighbours."} | form
    made: dict[str, Any] = office.made(persona, f"/meetings/{pack['meeting_id']}/declarations", said)
    return made


def page_of(pack: dict[str, Any]) -> str:
    """The path of the chair's page."""
    return f"/meetings/{pack['meeting_id']}/chair"


def ruling_on(declared: dict[str, Any], pack: dict[str, Any]) -> str:
    """The path of a ruling."""
    return f"{page_of(pack)}/declarations/{declared['id']}"


def word_on(field: str, pack: dict[str, Any]) -> str:
    """The path of a word on a header."""
    return f"{page_of(pack)}/header/{pack['pseudonym']}/{field}"


def cards(browser: Browser, pack: dict[str, Any]) -> dict[str, Form]:
    """The forms of the chair's page, by where they go."""
    found = forms(browser.opens(page_of(pack)).text)
    return {one.action: one for one in found if one.action.startswith(page_of(pack))}


def decides(browser: Browser, pack: dict[str, Any], path: str, choice: str) -> str:
    """Decide as the page does, and return what the page says then."""
    form = cards(browser, pack)[path]
    assert ("choice", choice) in form.ticks
    answer = browser.sends(path, form.values | REASON | {"choice": choice})
    return html_text(browser.opens(answer.headers["location"]).text)


def standing(office: Office, persona: str, pack: dict[str, Any]) -> list[str]:
    """Where somebody stands with what they may know of."""
    return [
        one["status"] for one in office.get(persona, f"/meetings/{pack['meeting_id']}/items").json()["items"]
    ]


@pytest.mark.parametrize(
    ("choice", "stands", "said"),
    [("stay", ["may_read"], "stays"), ("observe", ["may_read"], "observes"), ("recuse", [], "keeps out")],
)
def test_a_chair_rules_and_the_ruling_bites(
    office: Office, visitor: Visitor, pack: dict[str, Any], choice: str, stands: list[str], said: str
) -> None:
    declared, chair = declares(office, pack), visitor("chair")
    agenda = f"/meetings/{pack['meeting_id']}"
    assert "1 declaration waits for your ruling." in html_text(chair.opens(agenda).text)
    assert standing(office, "member-health", pack) == []
    page = html_text(chair.opens(page_of(pack)).text)
    for told in (f"Item {pack['pseudonym']}: Health", "Knows the family", "We were neighbours."):
        assert told in page
    assert "Death in summer 2026, hospital" in page
    after = decides(chair, pack, ruling_on(declared, pack), choice)
    assert "Your ruling is kept" in after
    assert "No interest waits for your ruling." in after
    assert f"Item {pack['pseudonym']}: Health, {said}" in after
    assert standing(office, "member-health", pack) == stands
    assert "Nothing waits for you." in html_text(chair.opens(agenda).text)


def test_a_ruling_is_changed_by_another(office: Office, visitor: Visitor, pack: dict[str, Any]) -> None:
    declared, chair = declares(office, pack), visitor("chair")
    decides(chair, pack, ruling_on(declared, pack), "recuse")
    assert "Health, observes" in decides(chair, pack, ruling_on(declared, pack), "observe")
    assert standing(office, "member-health", pack) == ["may_read"]


def test_the_page_says_neither_who_nor_which_case(
    office: Office, visitor: Visitor, pack: dict[str, Any]
) -> None:
    declared, chair = declares(office, pack), visitor("chair")
    ask(office, pack["id"], "county")
    office.declare("chair", pack["meeting_id"], pack["pseudonym"])
    page = chair.opens(page_of(pack)).text
    assert faults(page) == []
    assert len(cards(chair, pack)) == 2
    assert "".join(Page(page).texts.get("textarea", [])).strip() == ""
    who = PERSONAS["member-health"]
    for hidden in (str(who.id), who.display_name, "R1A", pack["case_id"], pack["id"], "Herefordshire"):
        assert hidden not in page
    assert pack["pseudonym"] not in Page(page).title
    assert declared["id"] in page


def test_nobody_rules_on_their_own(office: Office, visitor: Visitor, pack: dict[str, Any]) -> None:
    own, chair = declares(office, pack, "chair"), visitor("chair")
    assert cards(chair, pack) == {}
    assert "Nothing waits for you." in html_text(chair.opens(f"/meetings/{pack['meeting_id']}").text)
    sent = REASON | {"choice": "stay", "csrf": chair.token()}
    answer = chair.sends(ruling_on(own, pack), sent, 409)
    assert "Another person has to rule on this declaration" in html_text(answer.text)
    chair.sends(ruling_on(own, pack), sent | {"choice": ""}, 404)
    assert standing(office, "chair", pack) == []


def test_a_conflict_of_the_chair_hides_all_of_an_item(
    office: Office, visitor: Visitor, pack: dict[str, Any]
) -> None:
    declared, chair = declares(office, pack), visitor("chair")
    ask(office, pack["id"], "county")
    office.declare("chair", pack["meeting_id"], pack["pseudonym"])
    known = cards(chair, pack)
    assert len(known) == 2
    declares(office, pack, "chair")
    assert pack["pseudonym"] not in chair.opens(page_of(pack)).text
    for path, choice in ((ruling_on(declared, pack), "stay"), (word_on("county", pack), "approve")):
        for form in ({"choice": choice}, {"choice": ""}):
            chair.sends(path, known[path].values | REASON | form, 404)
    assert office.get("doctor", f"/packs/{pack['id']}").json()["header"][0]["chair_approved"] is False


def test_a_ruling_on_what_is_declared_anew_is_refused_and_the_new_one_shown(
    office: Office, visitor: Visitor, pack: dict[str, Any]
) -> None:
    first, chair = declares(office, pack), visitor("chair")
    form = cards(chair, pack)[ruling_on(first, pack)]
    second = declares(office, pack, note="We are related.")
    answer = chair.sends(form.action, form.values | REASON | {"choice": "stay"}, 409)
    assert "There is a later declaration" in html_text(answer.text)
    assert "We are related." in html_text(answer.text)
    assert list(cards(chair, pack)) == [ruling_on(second, pack)]


def test_county_and_quarter_wait_for_the_chairs_word(
    office: Office, visitor: Visitor, pack: dict[str, Any]
) -> None:
    chair, agenda = visitor("chair"), f"/meetings/{pack['meeting_id']}"
    for field in ("county", "quarter", "ethnicity"):
        ask(office, pack["id"], field)
    assert cards(chair, pack) == {}
    office.declare("chair", pack["meeting_id"], pack["pseudonym"])
    assert "2 questions about headers wait for your word." in html_text(chair.opens(agenda).text)
    page = html_text(chair.opens(page_of(pack)).text)
    assert f"Item {pack['pseudonym']}: County" in page
    assert WHY in page
    assert "Your word is kept" in decides(chair, pack, word_on("county", pack), "approve")
    after = decides(chair, pack, word_on("quarter", pack), "refuse")
    assert f"Item {pack['pseudonym']}: County, approved" in after
    assert f"Item {pack['pseudonym']}: Quarter of the year, refused" in after
    header = office.get("doctor", f"/packs/{pack['id']}").json()["header"]
    assert {one["field"]: one["chair_approved"] for one in header} == {"county": True, "quarter": False}
    assert [one["reason"] for one in office.accounts(pack["id"], "header.chair")] == [REASON["reason"]] * 2
    ask(office, pack["id"], "quarter")
    assert "1 question about a header waits for your word." in html_text(chair.opens(agenda).text)
    ask(office, pack["id"], "quarter", include=False)
    assert list(cards(chair, pack)) == [word_on("county", pack)]


def test_what_is_released_or_closed_is_asked_no_more(
    office: Office, visitor: Visitor, pack: dict[str, Any]
) -> None:
    chair, meeting = visitor("chair"), pack["meeting_id"]
    ask(office, pack["id"], "county")
    office.declare("chair", meeting, pack["pseudonym"])
    decides(chair, pack, word_on("county", pack), "approve")
    office.approved(pack["id"])
    office.made("manager", f"/packs/{pack['id']}/release")
    assert cards(chair, pack) == {}
    sent = REASON | {"choice": "refuse", "csrf": chair.token()}
    answer = chair.sends(word_on("county", pack), sent, 409)
    assert "have it withdrawn" in html_text(answer.text)
    declared = declares(office, pack)
    for state in ("held", "closed"):
        etag = office.get("coordinator", f"/meetings/{meeting}").headers["etag"]
        headers = office.as_("coordinator", If_Match=etag)
        assert office.client.patch(
            f"/v1/meetings/{meeting}", headers=headers, json={"state": state}
        ).is_success
    assert cards(chair, pack) == {}
    assert "For you as chair" not in chair.opens(f"/meetings/{meeting}").text
    chair.sends(ruling_on(declared, pack), sent | {"choice": "stay"}, 404)


@pytest.mark.parametrize(
    ("form", "fault", "at"),
    [
        ({"choice": ""}, "Select whether they stay, observe or keep out", "choice"),
        ({"choice": "Testchild"}, "Select whether they stay, observe or keep out", "choice"),
        ({"reason": " \r\n"}, "Enter the reason", "reason"),
        ({"reason": "x" * 2001}, "The reason must be 2,000 characters or fewer", "reason"),
        ({"reason": "a\0b"}, "The reason holds a character that cannot be kept", "reason"),
    ],
)
def test_a_ruling_that_lacks_something_says_where_and_is_not_made(
    office: Office, visitor: Visitor, pack: dict[str, Any], form: dict[str, str], fault: str, at: str
) -> None:
    declared, other, chair = declares(office, pack), declares(office, pack, "member-police"), visitor("chair")
    sent = cards(chair, pack)[ruling_on(declared, pack)].values | REASON | {"choice": "stay"} | form
    answer = chair.sends(ruling_on(declared, pack), sent, 422)
    assert Page(answer.text).title.startswith("Error: ")
    assert faults(answer.text) == []
    assert html_text(answer.text).count(fault) == 2
    assert f'href="#{at}-{declared["id"]}"' in answer.text
    assert f"{at}-{other['id']}-error" not in answer.text
    if at == "choice":
        assert REASON["reason"] in "".join(Page(answer.text).texts["textarea"])
    assert "Testchild" not in answer.text
    assert standing(office, "member-health", pack) == []


def test_a_word_that_lacks_something_says_where(
    office: Office, visitor: Visitor, pack: dict[str, Any]
) -> None:
    chair, path = visitor("chair"), word_on("county", pack)
    ask(office, pack["id"], "county")
    office.declare("chair", pack["meeting_id"], pack["pseudonym"])
    answer = chair.sends(path, cards(chair, pack)[path].values, 422)
    assert faults(answer.text) == []
    assert "Select whether you approve or refuse" in answer.text
    assert f'href="#reason-{pack["pseudonym"]}-county"' in answer.text
    chair.sends(path.replace("county", "ethnicity"), {"csrf": chair.token()}, 404)


def test_what_people_write_stays_text(office: Office, visitor: Visitor, pack: dict[str, Any]) -> None:
    hostile = '</span></textarea><script>alert(1)</script><img src=x onerror="alert(2)"> {{ 7 * 7 }}'
    declared, chair = declares(office, pack, note=hostile), visitor("chair")
    form = cards(chair, pack)[ruling_on(declared, pack)]
    again = chair.sends(form.action, form.values | {"reason": hostile}, 422)
    for page in (chair.opens(page_of(pack)).text, again.text):
        assert faults(page) == []
        assert "alert(" in page
        assert {one.get("src") for one in Page(page).all("script", "img")} == {"/assets/portal.js"}
        assert "{{ 7 * 7 }}" in html_text(page)


@pytest.mark.parametrize("csrf", ["", "0" * 64])
def test_a_decision_from_elsewhere_is_refused(
    office: Office, visitor: Visitor, pack: dict[str, Any], csrf: str
) -> None:
    declared, chair = declares(office, pack), visitor("chair")
    for path, choice in ((ruling_on(declared, pack), "stay"), (word_on("county", pack), "approve")):
        chair.sends(path, REASON | {"choice": choice, "csrf": csrf}, 403)
    assert standing(office, "member-health", pack) == []


@pytest.mark.parametrize(
    ("persona", "status"),
    [("member-lay", 403), ("doctor", 403), ("coordinator", 403), ("manager", 403), ("stw-chair", 404)],
)
def test_it_is_for_the_chair_alone(
    office: Office, visitor: Visitor, pack: dict[str, Any], persona: str, status: int
) -> None:
    declared, other = declares(office, pack), visitor(persona)
    ruling = f"/meetings/{pack['meeting_id']}/declarations/{declared['id']}/ruling"
    assert office.post(persona, ruling, {"ruling": "stay"}).status_code == status
    answers = [other.opens(page_of(pack), status)]
    for path, choice in ((ruling_on(declared, pack), "stay"), (word_on("county", pack), "approve")):
        sent = [REASON | {"choice": one, "csrf": other.token()} for one in (choice, "")]
        answers += [other.sends(path, one, status) for one in sent]
    assert not [one for one in answers if pack["pseudonym"] in one.text or "neighbours" in one.text]
    assert "For you as chair" not in other.http.get(f"/meetings/{pack['meeting_id']}").text
    assert standing(office, "member-health", pack) == []


def test_a_chair_who_is_not_invited_learns_nothing(office: Office, visitor: Visitor) -> None:
    form = {"kind": "panel", "starts_at": "2031-03-04T09:30:00+00:00", "title": "", "place": ""}
    meeting, chair = office.made("coordinator", "/meetings", form)["id"], visitor("chair")
    nowhere = chair.opens(f"/meetings/{NOBODY}/chair", 404).content
    assert chair.opens(f"/meetings/{meeting}/chair", 404).content == nowhere


def test_what_is_opened_and_decided_is_written_down(
    office: Office, visitor: Visitor, pack: dict[str, Any], engine: Engine
) -> None:
    def written(act: Callable[[], object]) -> list[str]:
        with engine.connect() as connection:
            before = set(connection.execute(events).scalars())
        act()
        with engine.connect() as connection:
            return [str(action) for one, action in connection.execute(events) if one not in before]

    events = text("SELECT id, action FROM audit_event")

    declared, chair = declares(office, pack), visitor("chair")
    agenda = written(lambda: chair.opens(f"/meetings/{pack['meeting_id']}"))
    assert "fields.disclosed" not in agenda
    assert written(lambda: chair.opens(page_of(pack))).count("fields.disclosed") == 1
    ask(office, pack["id"], "county")
    office.declare("chair", pack["meeting_id"], pack["pseudonym"])
    assert written(lambda: chair.opens(page_of(pack))).count("fields.disclosed") == 2
    sent = REASON | {"csrf": chair.token()}
    ruled = written(lambda: chair.sends(ruling_on(declared, pack), sent | {"choice": "stay"}))
    assert {"fields.revised", "declaration.ruled"} <= set(ruled)
    said = written(lambda: chair.sends(word_on("county", pack), sent | {"choice": "approve"}))
    assert "pack.changed" in said
    member = visitor("member-lay")
    assert "refused" in written(lambda: member.opens(page_of(pack), 403))
