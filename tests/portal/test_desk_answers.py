"""The coded answers of a pack, decided about from the page of the desk."""

from typing import Any

import pytest
from httpx2 import Response

from app.documents.readback import html_text
from app.identity.personas import PERSONAS
from tests.brought import Begun, begins
from tests.packs.begun import Prepared, bring_pack
from tests.packs.office import Office
from tests.portal.browser import Browser
from tests.portal.conftest import Visitor
from tests.portal.deskwork import SLEEP, approves, bring_asleep
from tests.portal.forms import Form, forms
from tests.portal.markup import Page, faults

WHY = "The panel asks about <b>sleep</b>."


begun = begins({"asleep": bring_asleep, "pack": bring_pack})


@pytest.fixture
def asleep(begun: Begun) -> Prepared:
    """A prepared pack of which the police have told in coded answers."""
    return dict(begun.told)


def path_of(pack: dict[str, Any]) -> str:
    """The path of the page."""
    return f"/packs/{pack['id']}/answers"


def ids(office: Office, pack: dict[str, Any]) -> dict[str, str]:
    """The id of each answer by what was asked."""
    answers = office.get("doctor", f"/packs/{pack['id']}").json()["answers"]
    return {one["question"]: one["id"] for one in answers}


def asks(browser: Browser, pack: dict[str, Any]) -> Form:
    """The one form of the page."""
    return next(one for one in forms(browser.opens(path_of(pack)).text) if one.action == path_of(pack))


def decides(
    browser: Browser, form: Form, tell: str, *answers: str, expect: int = 303, **more: Any
) -> Response:
    """Choose these answers, give the reason, and press the button."""
    assert form.has("tell", tell)
    assert all(form.has("answer", one) for one in answers)
    sent = form.values | {"answer": list(answers), "reason": WHY, "tell": tell} | more
    return browser.sends(form.action, sent, expect)


def previewed(browser: Browser, pack: dict[str, Any]) -> str:
    """What the preview of the pack says."""
    return html_text(browser.opens(f"/packs/{pack['id']}/preview").text)


def test_what_is_left_out_is_gone_and_what_is_told_is_there(
    office: Office, visitor: Visitor, asleep: dict[str, Any]
) -> None:
    keeper, named = visitor("coordinator"), ids(office, asleep)
    overview = keeper.opens(f"/packs/{asleep['id']}").text
    assert "Answers of forms: 3 told, 1 kept back" in html_text(overview)
    assert path_of(asleep) in {one.get("href") for one in Page(overview).all("a")}
    before = previewed(keeper, asleep)
    assert "Sleep surface" in before
    assert "Multiple birth" not in before

    gone = [named["Sleep surface"], named["Head covered"]]
    answer = decides(keeper, asks(keeper, asleep), "no", *gone)
    assert answer.headers["location"] == f"{path_of(asleep)}?said=left_out"
    page = keeper.opens(answer.headers["location"]).text
    assert "What you chose is no longer in the pack." in html_text(page)
    assert "1 told, 1 kept back, 2 left out" in html_text(page)
    assert faults(page) == []
    decides(keeper, asks(keeper, asleep), "yes", named["Multiple birth"])
    after = previewed(keeper, asleep)
    assert "Shared a bed or sofa" in after
    assert "Multiple birth" in after
    assert "Sleep surface" not in after
    assert "Head covered" not in after


def test_the_page_and_the_history_say_who_decided_and_why(
    office: Office, visitor: Visitor, asleep: dict[str, Any]
) -> None:
    manager, named = visitor("manager"), ids(office, asleep)
    decides(manager, asks(manager, asleep), "no", named["Sleep surface"], named["Head covered"])
    said, who = manager.opens(path_of(asleep)).text, PERSONAS["manager"].display_name
    assert html_text(said).count(f"{who}: “{WHY}”") == 2
    assert "<b>" not in said
    history = html_text(manager.opens(f"/packs/{asleep['id']}").text)
    assert f"{who} left an answer of a form out (2 times)" in history


def test_a_decision_takes_an_approval_back(office: Office, visitor: Visitor, asleep: dict[str, Any]) -> None:
    keeper, named = visitor("coordinator"), ids(office, asleep)
    office.cleared(asleep["id"])
    approves(visitor("doctor"), asleep)
    assert "Any change takes the approval back." in html_text(keeper.opens(path_of(asleep)).text)
    decides(keeper, asks(keeper, asleep), "no", named["Sleep surface"])
    assert office.get("doctor", f"/packs/{asleep['id']}").json()["state"] == "draft"


@pytest.mark.parametrize(
    ("tell", "chosen", "reason", "field", "says"),
    [
        ("no", ["Sleep surface"], " \r\n", "reason", "Enter the reason"),
        ("no", ["Sleep surface"], "x" * 2001, "reason", "2,000 characters or fewer"),
        ("no", [], WHY, "", "Select the answers"),
        ("yes", ["Sleep surface"], WHY, "", "what you chose is in the pack already"),
        ("no", ["Multiple birth"], WHY, "", "what you chose is not in the pack as it is"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_done(
    office: Office,
    visitor: Visitor,
    asleep: dict[str, Any],
    tell: str,
    chosen: list[str],
    reason: str,
    field: str,
    says: str,
) -> None:
    keeper, named = visitor("coordinator"), ids(office, asleep)
    wanted = [named[one] for one in chosen]
    answer = decides(keeper, asks(keeper, asleep), tell, *wanted, expect=422, reason=reason)
    page = Page(answer.text)
    assert page.title.startswith("Error: ")
    assert faults(answer.text) == []
    assert says in html_text(answer.text)
    first = next(one["value"] for one in page.all("input") if one.get("name") == "answer")
    assert f"#{field or first}" in {one.get("href") for one in page.all("a")}
    ticked = [one["value"] for one in page.all("input") if "checked" in one]
    assert ticked == wanted
    assert office.get("doctor", f"/packs/{asleep['id']}").json()["sha256"] == asleep["sha256"]


def test_both_faults_are_said_at_once(visitor: Visitor, asleep: dict[str, Any]) -> None:
    keeper = visitor("coordinator")
    said = html_text(decides(keeper, asks(keeper, asleep), "no", expect=422, reason="").text)
    assert "Select the answers" in said
    assert "Enter the reason" in said


def test_of_several_only_those_change_that_are_not_so_already(
    office: Office, visitor: Visitor, asleep: dict[str, Any]
) -> None:
    keeper, named = visitor("coordinator"), ids(office, asleep)
    decides(keeper, asks(keeper, asleep), "yes", named["Sleep surface"], named["Multiple birth"])
    assert [one["answer"] for one in office.accounts(asleep["id"], "tell")] == [named["Multiple birth"]]


def test_a_stale_page_changes_nothing_and_keeps_what_was_chosen(
    office: Office, visitor: Visitor, asleep: dict[str, Any]
) -> None:
    keeper, manager, named = visitor("coordinator"), visitor("manager"), ids(office, asleep)
    stale = asks(keeper, asleep)
    decides(manager, asks(manager, asleep), "no", named["Head covered"])
    answer = decides(keeper, stale, "no", named["Sleep surface"], expect=412)
    assert "Somebody has changed this pack since you opened the page." in html_text(answer.text)
    assert "Sleep surface" in previewed(keeper, asleep)
    again = next(one for one in forms(answer.text) if one.action == path_of(asleep))
    assert "".join(Page(answer.text).texts["textarea"]) == WHY
    decides(keeper, again, "no", named["Sleep surface"])
    assert "Sleep surface" not in previewed(keeper, asleep)


@pytest.mark.parametrize(
    "wrong", [{"tell": "maybe"}, {"tell": ""}, {"answer": ["a999"]}, {"answer": ["<b>"]}]
)
def test_a_form_that_no_page_has_is_refused(
    visitor: Visitor, asleep: dict[str, Any], wrong: dict[str, Any]
) -> None:
    keeper = visitor("coordinator")
    sent = asks(keeper, asleep).values | {"answer": ["a1"], "reason": WHY, "tell": "no"} | wrong
    answer = keeper.sends(path_of(asleep), sent, 400)
    assert "Open the page again, and decide from there." in html_text(answer.text)
    assert "Sleep surface" in previewed(keeper, asleep)


@pytest.mark.parametrize("last", ["released", "withdrawn"])
def test_a_pack_that_left_the_desk_is_read_and_no_longer_changed(
    office: Office, visitor: Visitor, asleep: dict[str, Any], last: str
) -> None:
    keeper, named = visitor("coordinator"), ids(office, asleep)
    office.cleared(asleep["id"])
    stale = asks(keeper, asleep)
    if last == "released":
        approves(visitor("doctor"), asleep)
        office.made("manager", f"/packs/{asleep['id']}/release")
    else:
        office.made("coordinator", f"/packs/{asleep['id']}/withdraw", {"reason": "Another meeting."})
    page = keeper.opens(path_of(asleep)).text
    assert faults(page) == []
    assert f"This pack is {last}: it can be read here, and no longer changed." in html_text(page)
    assert "Sleep surface" in page
    assert not [one for one in forms(page) if one.action == path_of(asleep)]
    answer = decides(keeper, stale, "no", named["Sleep surface"], expect=409, version="*")
    assert "prepare it again" in html_text(answer.text)


def test_a_pack_without_answers_says_so(visitor: Visitor, pack: dict[str, Any]) -> None:
    page = html_text(visitor("doctor").opens(path_of(pack)).text)
    assert "No form of this pack has answers that were chosen." in page


def test_the_sources_stand_in_the_order_of_the_pack(office: Office, visitor: Visitor) -> None:
    case_id, keeper = office.a_case(), visitor("coordinator")
    office.answered(case_id, "police", "sudd", narrative="He slept there before.", last_sleep=SLEEP)
    ward: dict[str, Any] = {"circumstances": {"narrative": "He was brought in."}}
    office.answered(case_id, "acute", **ward, child={"mode_of_delivery": "spontaneous"})
    pack = office.prepared(case_id, office.a_meeting())
    page, finished = html_text(keeper.opens(path_of(pack)).text), previewed(keeper, pack)
    for said in (page, finished):
        assert said.index("Mode of delivery") < said.index("Sleep surface")
