"""The review of a pack in a real browser: by single keys, by selecting words, and without a script."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient

from app.identity.actors import Actor, Kind, Role, Seat
from app.identity.personas import PERSONAS
from app.kit import Parts
from app.packs import history
from app.partners.rules import HEREFORDSHIRE_AND_WORCESTERSHIRE as HW
from app.work import Work
from tests.brought import Begun, begins
from tests.packs.begun import Prepared
from tests.packs.office import Headers, Office
from tests.portal.chrome import FOCUS, Desk, Opens, needs_chromium
from tests.portal.deskwork import a_pack_with, bring_asleep, told

pytestmark = needs_chromium
STORY = (
    "We saw the zorbixes \U0001f98b by the gate. Then Mrs Brackenwell came with 4412 and with 5513.\n"
    "The quillfish was there, and nobody at the school knew."
)
SELECT = """words => {
  const told = document.querySelector(`p[data-side=${words[0]}]`);
  const walker = document.createTreeWalker(told, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words[1]);
    if (at >= 0 && !range.startOffset) range.setStart(walker.currentNode, at);
    const to = walker.currentNode.data.indexOf(words[2]);
    if (to >= 0) range.setEnd(walker.currentNode, to + words[2].length);
  }
  document.getSelection().removeAllRanges();
  document.getSelection().addRange(range);
}"""
KEEPER = PERSONAS["coordinator"].display_name
DOCTOR = PERSONAS["doctor"].display_name


def bring_story(client: TestClient, as_: Headers, parts: Parts) -> Prepared:
    """A pack with a few places that wait, in more than one account."""
    return a_pack_with(Office(client, as_, parts), STORY)


begun = begins({"pack": bring_story, "asleep": bring_asleep})


@pytest.fixture
def asleep(begun: Begun) -> Prepared:
    """A prepared pack of which the police have told in coded answers."""
    return dict(begun.told)


def story_of(office: Office, pack: dict[str, Any]) -> tuple[str, int]:
    """The id and the place of the account that has the story."""
    accounts = office.get("doctor", f"/packs/{pack['id']}").json()["narratives"]
    number = next(number for number, one in enumerate(accounts) if "quillfish" in one["original"])
    return accounts[number]["id"], number


def waits(office: Office, pack: dict[str, Any]) -> int:
    """How many doubts nobody has cleared."""
    return int(office.get("doctor", f"/packs/{pack['id']}").json()["counts"]["for_review"])


def has_focus(desk: Desk) -> str:
    """The id of what has the focus."""
    return str(desk.page.evaluate("document.activeElement.id"))


def presses(desk: Desk, key: str) -> None:
    """Press a key that decides, and wait for the page that follows."""
    with desk.page.expect_navigation():
        desk.page.keyboard.press(key)


def test_each_page_of_the_desk_is_for_everybody(office: Office, opens: Opens, pack: dict[str, Any]) -> None:
    desk, (narrative, _) = opens(), story_of(office, pack)
    desk.signs_in(KEEPER)
    path = f"/packs/{pack['id']}"
    for one in ("/packs", path, f"{path}/review", f"{path}/review?n={narrative}&row=1", f"{path}/preview"):
        desk.opens(one)
        desk.is_for_everybody()
    desk.opens(f"{path}/review?n={narrative}")
    for summary in desk.page.locator("#review summary").all():
        summary.click()
    desk.is_for_everybody()
    desk.page.get_by_label("Hide words that nobody flagged").fill("quillfish")
    desk.page.get_by_role("button", name="Find").click()
    desk.page.get_by_role("heading", name="1 place with these words").wait_for()
    desk.is_for_everybody()
    desk.kept_to_itself()


def test_a_pack_is_reviewed_by_single_keys(office: Office, opens: Opens, pack: dict[str, Any]) -> None:
    desk, before = opens(), waits(office, pack)
    desk.signs_in(KEEPER)
    desk.opens(f"/packs/{pack['id']}/review")
    desk.page.keyboard.press("j")
    assert desk.page.evaluate(FOCUS % ".desk-card--open")
    first = has_focus(desk)
    assert desk.page.locator(f".m-{first}.is-here").count() == 2
    presses(desk, "a")
    assert waits(office, pack) < before
    assert desk.page.evaluate(FOCUS % ".desk-card--open:target")

    left = waits(office, pack)
    second = has_focus(desk)
    presses(desk, "a" if desk.page.locator(f"#{second} [data-key=h]").count() == 0 else "h")
    assert waits(office, pack) < left
    desk.page.keyboard.press("k")
    desk.page.keyboard.press("?")
    assert desk.page.get_by_text("next open place").is_visible()
    desk.page.keyboard.press("?")
    assert not desk.page.get_by_text("next open place").is_visible()

    desk.page.get_by_label("Hide words that nobody flagged").focus()
    desk.page.keyboard.type("jakhau?")
    assert desk.page.get_by_label("Hide words that nobody flagged").input_value() == "jakhau?"
    desk.page.get_by_label("Single keys").uncheck()
    desk.page.reload()
    assert not desk.page.get_by_label("Single keys").is_checked()
    here = has_focus(desk)
    desk.page.keyboard.press("j")
    desk.page.keyboard.press("a")
    assert (has_focus(desk), waits(office, pack)) == (here, waits(office, pack))
    desk.kept_to_itself()


def test_a_decision_that_is_on_its_way_is_not_sent_twice(
    office: Office, opens: Opens, pack: dict[str, Any]
) -> None:
    desk, before = opens(), waits(office, pack)
    desk.signs_in(KEEPER)
    desk.opens(f"/packs/{pack['id']}/review")
    desk.page.locator("[data-key=a]").first.dblclick()
    desk.page.wait_for_url("**at=p*")
    assert desk.page.get_by_text("Somebody has changed this pack").count() == 0
    assert waits(office, pack) == before - 1
    desk.kept_to_itself()


def test_what_was_decided_last_is_taken_back_by_a_key(
    office: Office, opens: Opens, pack: dict[str, Any]
) -> None:
    desk, (narrative, number) = opens(), story_of(office, pack)
    before = told(office, pack, number), waits(office, pack)
    desk.signs_in(KEEPER)
    desk.opens(f"/packs/{pack['id']}/review?n={narrative}&at=p1#p1")
    presses(desk, "h" if desk.page.locator("#p1 [data-key=h]").count() else "a")
    assert (told(office, pack, number), waits(office, pack)) != before
    desk.page.locator("#p1 button").focus()
    presses(desk, "u")
    assert (told(office, pack, number), waits(office, pack)) == before
    assert has_focus(desk) == "p1"
    desk.kept_to_itself()


@pytest.mark.parametrize(
    ("side", "first", "last", "reads"),
    [
        ("original", "by the gate", "by the gate", "\U0001f98b [outdoors]. Then"),
        ("pack", "by the gate", "by the gate", "\U0001f98b [outdoors]. Then"),
        ("original", "by the", "Then", "\U0001f98b [outdoors] Mrs"),
    ],
)
def test_selected_words_are_hidden_by_a_key_and_by_a_button(
    office: Office, opens: Opens, pack: dict[str, Any], side: str, first: str, last: str, reads: str
) -> None:
    desk, (narrative, number) = opens(), story_of(office, pack)
    before = told(office, pack, number)
    desk.signs_in(KEEPER)
    desk.opens(f"/packs/{pack['id']}/review?n={narrative}")
    desk.page.evaluate(SELECT, [side, first, last])
    desk.page.get_by_label("Select words in either text").fill("outdoors")
    with desk.page.expect_navigation():
        desk.page.get_by_role("button", name="Hide selection").click()
    assert reads in told(office, pack, number).replace("[person 1]", "Mrs")
    desk.page.locator(".desk-card--done button", has_text="Undo").first.focus()
    presses(desk, "u")
    assert told(office, pack, number) == before
    desk.page.evaluate(SELECT, [side, first, last])
    presses(desk, "h")
    assert "\U0001f98b [removed]" in told(office, pack, number)
    desk.kept_to_itself()


def test_a_button_without_a_selection_says_so(opens: Opens, pack: dict[str, Any]) -> None:
    desk = opens()
    desk.signs_in(KEEPER)
    desk.opens(f"/packs/{pack['id']}/review")
    desk.page.get_by_role("button", name="Hide selection").click()
    desk.page.get_by_text("Select words in one of the texts first").wait_for()
    desk.kept_to_itself()


def test_how_long_somebody_looked_is_kept_with_the_decision(
    office: Office, opens: Opens, pack: dict[str, Any]
) -> None:
    desk = opens()
    desk.signs_in(KEEPER)
    desk.opens(f"/packs/{pack['id']}/review")
    desk.page.keyboard.press("j")
    desk.page.wait_for_timeout(1600)
    presses(desk, "a")
    with office.parts.sessions.begin() as session:
        actor = Actor(uuid4(), Kind.PERSON, (Seat(Role.COORDINATOR, panel_id=HW),))
        work = Work(session, actor, datetime.now(UTC), str(uuid4()), office.parts.kit)
        (kept,) = history.read(work, UUID(pack["id"]), "accept")
    assert 1 <= kept.said["seconds"] <= 30


def test_the_review_needs_no_script(office: Office, opens: Opens, pack: dict[str, Any]) -> None:
    desk = opens(java_script_enabled=False)
    desk.signs_in(KEEPER)
    desk.follows("^Review the pack")
    assert not desk.page.get_by_role("button", name="Hide selection").is_visible()
    while desk.page.locator("[data-key=a]").count():
        with desk.page.expect_navigation():
            desk.page.locator("[data-key=a]").first.click()
    desk.page.get_by_text("Every place was looked at").wait_for()
    assert waits(office, pack) == 0
    doctor = opens(java_script_enabled=False)
    doctor.signs_in(DOCTOR)
    doctor.opens(f"/packs/{pack['id']}")
    doctor.follows("^Read and approve")
    doctor.page.get_by_label("I have read this pack to its end").check()
    doctor.page.get_by_role("button", name="Approve").click()
    doctor.page.get_by_text("The pack is approved.").wait_for()
    for one in (desk, doctor):
        one.kept_to_itself()


def test_the_page_of_answers_is_for_everybody(opens: Opens, asleep: dict[str, Any]) -> None:
    desk = opens()
    desk.signs_in(KEEPER)
    desk.opens(f"/packs/{asleep['id']}")
    desk.follows("^Answers of forms: 3 told, 1 kept back")
    desk.is_for_everybody()
    desk.page.get_by_role("button", name="Tell the chosen").click()
    desk.is_for_everybody()
    desk.page.get_by_role("alert").get_by_role("link", name="Select the answers").click()
    assert desk.page.evaluate(FOCUS % "[name=answer]")
    desk.kept_to_itself()


def test_answers_are_decided_about_by_the_keyboard_and_without_a_script(
    opens: Opens, asleep: dict[str, Any]
) -> None:
    desk = opens(java_script_enabled=False)
    desk.signs_in(KEEPER)
    desk.opens(f"/packs/{asleep['id']}/answers")
    desk.page.get_by_role("link", name="Multiple birth").press("Enter")
    desk.page.get_by_role("checkbox", name="Multiple birth").press("Space")
    desk.page.get_by_role("checkbox", name="Head covered").focus()
    desk.page.keyboard.press("Space")
    desk.page.get_by_role("textbox", name="Reason").focus()
    desk.page.keyboard.type("The panel asks.")
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.press("Enter")
    desk.page.get_by_text("What you chose is in the pack now.").wait_for()
    desk.page.get_by_text("4 told").wait_for()
    desk.kept_to_itself()
