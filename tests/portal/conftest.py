"""What tests of the pages share: browsers, and an office that releases packs and reports."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session, sessionmaker

from app.identity import demo
from app.identity.sessions import open_session
from app.kit import Parts
from tests.packs.begun import begun, long_pack, pack, ready, released
from tests.packs.office import Office
from tests.portal.browser import Browser
from tests.portal.chrome import address, chromium, opens
from tests.reports.making import YEAR, H, W, a_fact, a_review, keep

__all__ = ["address", "begun", "chromium", "long_pack", "opens", "pack", "ready", "released"]

Visitor = Callable[[str], Browser]


@pytest.fixture
def office(client: TestClient, as_: Callable[..., dict[str, str]], parts: Parts) -> Office:
    """The office, as it makes packs over the interface for programs."""
    return Office(client, as_, parts)


@pytest.fixture
def visitor(client: TestClient) -> Visitor:
    """Somebody invented at a browser of their own, signed in: `visitor("chair").opens("/meetings")`.

    The auditor has no page to sign in from, and a session as an outside issuer would open it.
    """

    def signed_in(persona: str) -> Browser:
        browser = Browser(client)
        if persona != "auditor":
            browser.signs_in(persona)
            return browser
        state = client.app.state  # type: ignore[attr-defined]
        claims = state.tokens.verify(demo.token(state.settings, persona))
        with state.sessions.begin() as session:
            browser.holds(open_session(session, claims, datetime.now(UTC)))
        return browser

    return signed_in


@pytest.fixture
def report(office: Office, sessions: sessionmaker[Session], parts: Parts) -> dict[str, Any]:
    """A report of Herefordshire that two people have released to its officers."""
    cases = [a_review(H, modifiability="modifiable")] * 12 + [a_review(W)] * 14 + [a_fact(H)] * 3
    keep(sessions, parts, cases)
    form = {"kind": "annual", "area": H, "level": "partner", "period": YEAR}
    made: dict[str, Any] = office.made("coordinator", "/reports", form)
    for persona in ("coordinator", "manager"):
        office.made(persona, f"/reports/{made['id']}/release")
    return made
