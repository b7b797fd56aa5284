"""A browser as a test sees it: it keeps cookies, and says where its forms come from."""

import re
from collections.abc import Callable, Mapping

from fastapi.testclient import TestClient
from httpx2 import Response

NAMES = {"cdop", "__Host-cdop"}
PAGE = {"accept": "text/html,application/xhtml+xml", "sec-fetch-site": "same-origin", "origin": "null"}


class Browser:
    """Somebody at a browser of their own. Redirects are followed by hand."""

    def __init__(self, client: TestClient) -> None:
        self.http = TestClient(
            client.app, base_url=str(client.base_url), headers=PAGE, follow_redirects=False
        )

    def opens(self, path: str, expect: int = 200) -> Response:
        """Open a page."""
        answer: Response = self.http.get(path)
        assert answer.status_code == expect, (path, answer.status_code, answer.text[:2000])
        return answer

    def sends(
        self, path: str, form: Mapping[str, str] | None = None, expect: int = 303, **headers: str
    ) -> Response:
        """Send a form."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        answer: Response = self.http.post(path, data=form or {}, headers=named)
        assert answer.status_code == expect, (path, answer.status_code, answer.text[:2000])
        return answer

    def signs_in(self, persona: str, back: str = "/") -> Response:
        """Sign in as somebody invented."""
        return self.sends("/sign-in/demo", {"persona": persona, "next": back})

    def signs_out(self, expect: int = 303, **headers: str) -> Response:
        """Sign out, with the token that the forms of this session carry."""
        return self.sends("/sign-out", {"csrf": self.token()}, expect, **headers)

    def holds(self, secret: str, name: str = "cdop") -> None:
        """Have this as the secret of a session, wherever it comes from."""
        self.http.cookies.set(name, secret, domain=self.http.base_url.host, path="/")

    def token(self) -> str:
        """Return the token of this session's forms, as a page has it."""
        found = re.search(r'name="csrf" value="([0-9a-f]{64})"', self.opens("/signed-out").text)
        return found[1] if found else ""

    @property
    def secret(self) -> str:
        """Return the secret of this browser's session, or nothing."""
        return next((cookie.value or "" for cookie in self.http.cookies.jar if cookie.name in NAMES), "")


Browsers = Callable[[], Browser]
