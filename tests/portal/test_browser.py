"""A real browser at a real server: by keyboard, without script, on a narrow screen, on paper, with axe."""

import re
import shutil
import socket
from collections.abc import Callable, Iterator
from io import BytesIO
from threading import Thread
from typing import Any

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright
from pypdf import PdfReader
from sqlalchemy import Engine

from app.kit import Parts
from app.main import create_app
from app.settings import Settings
from tests.packs.conftest import Office

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}
NARROW: ViewportSize = {"width": 320, "height": 640}
DESK: ViewportSize = {"width": 1280, "height": 900}
FOCUS = "document.activeElement.matches(%r)"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def address(settings: Settings, engine: Engine, parts: Parts) -> Iterator[str]:
    """The service on a port of its own, as a browser finds it."""
    listener = socket.create_server(("127.0.0.1", 0))
    here = f"http://127.0.0.1:{listener.getsockname()[1]}"
    app = create_app(settings.model_copy(update={"public_url": here}), engine, parts)
    config = uvicorn.Config(app, log_level="error", access_log=False, lifespan="off", ws="none")
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, args=([listener],))
    thread.start()
    yield here
    server.should_exit = True
    thread.join()
    listener.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The machine's own Chromium."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


Opens = Callable[..., "Desk"]


class Desk:
    """Somebody at a browser, which keeps an eye on what it is asked for."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.page: Page = context.new_page()
        self.address = address
        self.asked: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda fault: self.errors.append(str(fault)))
        self.page.on("console", self._said)

    def _said(self, message: Any) -> None:
        if (
            message.type in {"error", "warning"}
            and " 404 " not in message.text
            and " 422 " not in message.text
        ):
            self.errors.append(message.text)

    def opens(self, path: str) -> None:
        """Open a page."""
        self.page.goto(self.address + path)

    def signs_in(self, who: str) -> None:
        """Sign in as somebody invented, from the first page on."""
        self.opens("/")
        self.page.get_by_role("button", name="Sign in").click()
        self.page.get_by_role("button", name=who, exact=True).click()

    def follows(self, name: str) -> None:
        """Follow the link, or the button that is one, whose name begins like this."""
        named = re.compile(name)
        self.page.get_by_role("link", name=named).or_(self.page.get_by_role("button", name=named)).click()

    def tabs_to(self, selector: str) -> None:
        """Go on by the keyboard until an element has the focus."""
        for _ in range(60):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(FOCUS % selector):
                return
        raise AssertionError(selector)

    def is_for_everybody(self) -> None:
        """Check what a program can: axe finds nothing, and a narrow screen does not scroll sideways."""
        found = Axe().run(self.page, options=RULES)
        assert found.violations_count == 0, (self.page.url, found.generate_report())
        self.page.set_viewport_size(NARROW)
        assert self.page.evaluate(OVERFLOW) == 0, self.page.url
        self.page.set_viewport_size(DESK)

    def kept_to_itself(self) -> None:
        """Check that no other host was asked for anything, and that nothing was refused or failed."""
        assert self.asked
        assert [one for one in self.asked if not one.startswith((self.address, "data:"))] == []
        assert self.errors == []


@pytest.fixture
def opens(chromium: Browser, address: str) -> Iterator[Opens]:
    """Desks at this service."""
    contexts: list[BrowserContext] = []

    def desk(**options: Any) -> Desk:
        contexts.append(chromium.new_context(**({"viewport": DESK} | options)))
        contexts[-1].set_default_timeout(10_000)
        return Desk(contexts[-1], address)

    yield desk
    for context in contexts:
        context.close()


def test_a_member_declares_by_keyboard_reads_prints_and_signs_out(office: Office, opens: Opens) -> None:
    _, meeting, pack = office.released()
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
    page.wait_for_function(FOCUS % ".nhsuk-error-summary")
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


def test_everything_works_without_a_script(office: Office, opens: Opens) -> None:
    _, _, pack = office.released()
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
        desk.follows("Download PDF")
    assert kept.value.suggested_filename == "case-pack.pdf"
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="You have signed out").wait_for()
    desk.kept_to_itself()


@pytest.mark.parametrize(
    ("who", "first"),
    [("Officer Example (herefordshire)", "/reports"), ("Coordinator Example", "/packs")],
)
def test_an_officer_and_the_office_find_their_pages(
    office: Office, opens: Opens, report: dict[str, Any], who: str, first: str
) -> None:
    office.prepared(office.a_case(), office.a_meeting())
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
