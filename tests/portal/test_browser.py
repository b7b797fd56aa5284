"""A real browser at a real server: by keyboard, without script, on a narrow screen, on paper, with axe."""

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from app.identity.personas import PERSONAS
from tests.packs.begun import Prepared, Released
from tests.packs.office import Office
from tests.packs.test_heading import ask
from tests.portal.chrome import FOCUS, NARROW, Opens, needs_chromium

pytestmark = needs_chromium


def test_a_member_declares_by_keyboard_reads_prints_and_signs_out(released: Released, opens: Opens) -> None:
    _, meeting, pack = released
    desk = opens()
    page = desk.page
    desk.opens("/")
    desk.is_for_everybody()
    page.get_by_role("button", name="Sign in").click()
    desk.is_for_everybody()
    page.get_by_role("button", name="Member Example (lay)").click()
    assert page.url.endswith("/meetings")
    desk.is_for_everybody()
    desk.follows("^Panel")
    desk.is_for_everybody()

    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS % ".nhsuk-skip-link")
    page.keyboard.press("Enter")
    desk.tabs_to("a[href$='/declare']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/declare")
    desk.is_for_everybody()
    desk.tabs_to("main .nhsuk-button")
    page.keyboard.press("Enter")
    page.wait_for_selector(".nhsuk-error-summary:focus")
    assert page.title().startswith("Error: ")
    desk.is_for_everybody()
    desk.tabs_to("#interest")
    page.keyboard.press("Space")
    desk.tabs_to("#confirmed")
    page.keyboard.press("Space")
    desk.tabs_to("main .nhsuk-button")
    page.keyboard.press("Enter")
    page.get_by_text("Your declaration is kept").wait_for()
    desk.is_for_everybody()

    desk.follows(f"Read the pack of {pack['pseudonym']}")
    page.get_by_role("heading", name="What was told").wait_for()
    desk.is_for_everybody()
    assert page.get_by_role("button", name="Print").is_visible()
    printed = PdfReader(BytesIO(page.pdf(format="A4")))
    sheets = [sheet.extract_text() for sheet in printed.pages]
    assert all("Reader code" in sheet for sheet in sheets)
    assert "salbutamol" in "".join(sheets)
    assert "Sign out" not in "".join(sheets)

    desk.opens(f"/meetings/{meeting}/packs/ZZZ-99")
    desk.is_for_everybody()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="You have signed out").wait_for()
    desk.is_for_everybody()
    page.go_back()
    assert "salbutamol" not in page.content()
    desk.kept_to_itself()


def test_everything_works_without_a_script(released: Released, opens: Opens) -> None:
    _, _, pack = released
    desk = opens(java_script_enabled=False, viewport=NARROW)
    page = desk.page
    desk.signs_in("Member Example (lay)")
    desk.follows("^Panel")
    desk.follows(f"Declare on {pack['pseudonym']}")
    page.get_by_role("button", name="Declare").click()
    page.get_by_role("link", name="Select whether you have an interest to declare").wait_for()
    page.get_by_label("I have no interest to declare").check()
    page.get_by_label("My declaration is complete").check()
    page.get_by_role("button", name="Declare").click()
    desk.follows(f"Read the pack of {pack['pseudonym']}")
    assert "salbutamol" in page.content()
    assert not page.get_by_role("button", name="Print").is_visible()
    with page.expect_download() as kept:
        page.get_by_role("button", name="Download PDF").click()
    assert kept.value.suggested_filename == "case-pack.pdf"
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="You have signed out").wait_for()
    desk.kept_to_itself()


def test_the_chair_rules_and_answers_and_a_copy_is_traced(
    office: Office, long_pack: Prepared, opens: Opens
) -> None:
    pack, meeting = long_pack, long_pack["meeting_id"]
    ask(office, pack["id"], "county")
    office.declare("chair", meeting, pack["pseudonym"])
    office.declare("member-health", meeting, pack["pseudonym"], "knew_family")
    chair = opens()
    chair.signs_in(PERSONAS["chair"].display_name)
    chair.opens(f"/meetings/{meeting}")
    chair.follows("^Rulings and questions")
    assert chair.page.get_by_label("Reason").first.input_value() == ""
    chair.page.get_by_role("button", name="Rule").click()
    chair.page.wait_for_selector(".nhsuk-error-summary:focus")
    chair.is_for_everybody()
    chair.page.get_by_role("link", name="Select whether they stay").click()
    assert chair.page.evaluate(FOCUS % "[name=choice]")
    chair.page.keyboard.press("Space")
    chair.page.get_by_label("Reason").first.fill("A neighbour, and no more.")
    chair.page.get_by_role("button", name="Rule").click()
    chair.page.get_by_text("Your ruling is kept").wait_for()
    chair.page.get_by_label("Approve").check()
    chair.page.get_by_role("textbox", name=f"{pack['pseudonym']}: County").fill("The roads matter.")
    chair.page.get_by_role("button", name="Say so").click()
    chair.page.get_by_text("Your word is kept").wait_for()
    for summary in chair.page.locator("summary").all():
        summary.click()
    chair.is_for_everybody()

    office.approved(pack["id"])
    office.made("manager", f"/packs/{pack['id']}/release")
    chair.opens(f"/meetings/{meeting}/packs/{pack['pseudonym']}")
    found = chair.page.locator("main").inner_text()
    manager = opens()
    manager.signs_in(PERSONAS["manager"].display_name)
    manager.opens(f"/packs/{pack['id']}")
    manager.follows("^Trace a copy")
    manager.page.get_by_label("The text that was found").fill(found)
    manager.page.get_by_role("button", name="Trace").click()
    manager.page.get_by_role("table", name="Whose copies it agrees with").wait_for()
    assert PERSONAS["chair"].display_name in manager.page.locator("tbody tr").first.inner_text()
    manager.is_for_everybody()
    for one in (chair, manager):
        one.kept_to_itself()


@pytest.mark.parametrize(
    ("who", "first"),
    [("Officer Example (herefordshire)", "/reports"), ("Coordinator Example", "/packs")],
)
def test_an_officer_and_the_office_find_their_pages(
    pack: Prepared, opens: Opens, report: dict[str, Any], who: str, first: str
) -> None:
    desk = opens()
    desk.signs_in(who)
    assert desk.page.url.endswith(first)
    desk.is_for_everybody()
    desk.opens(f"/reports/{report['id']}")
    assert desk.page.locator("figure img").count() == len(report["figures"])
    drawn = "[...document.images].every(image => image.naturalWidth > 100)"
    assert desk.page.evaluate(drawn)
    desk.is_for_everybody()
    desk.kept_to_itself()
