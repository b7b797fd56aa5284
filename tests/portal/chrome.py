"""A real browser at a real server, for tests: a desk that sees what is asked for and what fails."""

import re
import shutil
import socket
from collections.abc import Callable, Iterator
from threading import Thread
from typing import Any

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright
from sqlalchemy import Engine

from app.kit import Parts
from app.settings import Settings
from tests.conftest import Serve

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}
NARROW: ViewportSize = {"width": 320, "height": 640}
DESK: ViewportSize = {"width": 1280, "height": 900}
FOCUS = "document.activeElement.matches(%r)"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def address(serve: Serve, settings: Settings, engine: Engine, parts: Parts) -> Iterator[str]:
    """The service on a port of its own, as a browser finds it."""
    listener = socket.create_server(("127.0.0.1", 0))
    here = f"http://127.0.0.1:{listener.getsockname()[1]}"
    app = serve(settings.model_copy(update={"public_url": here}), engine, parts)
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
        """Follow the link, or the button that is one, whose name begins like this, and wait for its page."""
        named = re.compile(name)
        link = self.page.get_by_role("link", name=named).or_(self.page.get_by_role("button", name=named))
        with self.page.expect_navigation():
            link.click()

    def tabs_to(self, selector: str) -> None:
        """Go on by the keyboard until an element has the focus."""
        for _ in range(60):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(FOCUS % selector):
                return
        raise AssertionError(selector)

    def is_for_everybody(self) -> None:
        """Check what a program can: axe finds nothing, and a narrow screen does not scroll sideways."""
        self.page.wait_for_load_state()
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
        contexts[-1].set_default_timeout(40_000)
        return Desk(contexts[-1], address)

    yield desk
    for context in contexts:
        context.close()
