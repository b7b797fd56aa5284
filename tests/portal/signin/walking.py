"""A house whose people sign in at a provider, and the way there and back."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import httpx
from fastapi.testclient import TestClient
from httpx2 import Response

from app.partners.rules import HEREFORDSHIRE_AND_WORCESTERSHIRE as HW
from tests.portal.browser import Browser

ADDRESS = "https://cdop.example.invalid"
RETURN = f"{ADDRESS}/sign-in/return"
CLIENT, SECRET = "cdop-pages", "a secret+of 100%: Example"
SUBJECT = "subject-example"

Headers = Callable[[str], dict[str, str]]


@dataclass
class House:
    """The service under its https address, with one provider."""

    http: TestClient
    issuer: str
    as_: Headers

    def browser(self) -> Browser:
        """Return somebody's browser."""
        return Browser(self.http)

    def knows(self, subject: str = SUBJECT, role: str | None = "manager") -> str:
        """Register somebody, with a seat or without one."""
        form = {"issuer": self.issuer, "subject": subject, "display_name": "Somebody Example"}
        person_id: str = self._adds("/v1/people", form)
        if role:
            self._adds("/v1/seats", {"person_id": person_id, "role": role, "panel_id": str(HW)})
        return person_id

    def _adds(self, path: str, form: dict[str, str]) -> str:
        made = self.http.post(path, json=form, headers=self.as_("administrator"))
        assert made.status_code == 201, made.text
        return str(made.json()["id"])


def is_in(browser: Browser) -> bool:
    """Return whether this browser's session is believed; if it is not, its cookie goes and it may sign in."""
    answer = browser.http.get("/start")
    if answer.headers.get("location") != "/sign-in?next=%2Fstart":
        return True
    assert answer.status_code == 303
    assert not browser.secret
    return False


def secret_file(folder: Path, content: str = SECRET) -> Path:
    """Return a file for its owner alone."""
    path = folder / "client-secret"
    path.write_text(content + "\n", encoding="utf-8")
    path.chmod(0o600)
    return path


MakeHouse = Callable[..., House]


def at_provider(address: str, issuer: str, who: str | None) -> str:
    """Walk through the provider's pages in a browser of its own, and return where it sends us at the end."""
    with httpx.Client(base_url=issuer, timeout=10) as browser:
        place = f"{address}&login_hint={who}" if who else address
        for _ in range(5):
            if not place.startswith(("/", issuer)):
                break
            place = browser.get(place).headers["location"]
    assert place.startswith(f"{RETURN}?"), place
    return place


def leaves(browser: Browser, back: str = "/start") -> str:
    """Follow the button of our page to the provider."""
    page = browser.opens(f"/sign-in?{urlencode({'next': back})}").text
    path = page.split('href="/sign-in/start', 1)[1].split('"', 1)[0].replace("&amp;", "&")
    return browser.opens(f"/sign-in/start{path}", 303).headers["location"]


def comes_back(browser: Browser, house: House, who: str | None = SUBJECT, back: str = "/start") -> Response:
    """Go to the provider, sign in there, and come back."""
    place = at_provider(leaves(browser, back), house.issuer, who)
    return browser.http.get(place)


def assert_refused(answer: Response, *statuses: int) -> None:
    """Show that nobody was signed in, and that the page tells nothing of why."""
    assert answer.status_code in (statuses or (400,)), answer.text
    assert "<h1" in answer.text
    assert "__Host-cdop=" not in str(answer.headers.get_list("set-cookie"))
    assert SUBJECT not in answer.text
    assert "127.0.0.1" not in answer.text.replace("http://127.0.0.1:8000", "")
