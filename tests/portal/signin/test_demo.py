"""Signing in as somebody invented: a session like any other, and nothing of it outside demo mode."""

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from app.identity.personas import PERSONAS
from app.kit import Parts
from app.settings import Settings
from tests.conftest import Serve
from tests.portal.browser import Browser

LISTED = [
    "chair", "coordinator", "coordinator-2", "doctor", "manager", "member-health", "member-lay",
    "member-police", "member-public-health", "member-social-care", "partner-herefordshire",
    "partner-shropshire", "partner-telford-and-wrekin", "partner-worcestershire", "stw-chair",
    "stw-coordinator", "stw-doctor", "stw-manager", "stw-member-health", "stw-member-police",
    "stw-member-public-health", "stw-member-social-care",
]  # fmt: skip


@pytest.fixture
def browser(client: TestClient) -> Browser:
    """A browser that nobody has signed in at."""
    return Browser(client)


def said(engine: Engine, action: str) -> list[str]:
    """Return what the trail says of one kind of thing."""
    with engine.connect() as connection:
        found = connection.execute(
            text("SELECT convert_from(body, 'UTF8') FROM audit_event WHERE action = :action"),
            {"action": action},
        )
        return list(found.scalars())


def test_the_page_lists_the_people_who_read_pages_and_says_that_they_are_invented(browser: Browser) -> None:
    page = browser.opens("/sign-in").text
    assert "everybody here is invented" in page
    assert sorted(name for name in PERSONAS if f'value="{name}"' in page) == LISTED


def test_everybody_on_the_page_can_sign_in(browser: Browser) -> None:
    for persona in LISTED:
        assert browser.signs_in(persona, "/start").headers["location"] == "/start"
        assert "sign-in" not in browser.http.get("/start").headers.get("location", ""), persona


def test_nobody_else_can(browser: Browser) -> None:
    for persona in ("notifier-wvt", "auditor", "administrator", "respondent", "Testchild"):
        assert "Testchild" not in browser.sends("/sign-in/demo", {"persona": persona}, 404).text
        assert not browser.secret


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "", "origin": "https://elsewhere.invalid"},
        {"sec-fetch-site": "none", "origin": "null"},
    ],
)
def test_no_other_site_signs_anybody_in(browser: Browser, headers: dict[str, str]) -> None:
    browser.http.headers.update(headers)
    assert browser.sends("/sign-in/demo", {"persona": "chair"}, 403).text
    assert not browser.secret


def test_a_program_that_does_not_say_where_a_form_is_from_signs_nobody_in(client: TestClient) -> None:
    assert client.post("/sign-in/demo", data={"persona": "chair"}).status_code == 403
    ours = {"origin": "http://127.0.0.1:8000"}
    answer = client.post("/sign-in/demo", data={"persona": "chair"}, headers=ours, follow_redirects=False)
    assert answer.status_code == 303


def test_the_trail_says_how_somebody_signed_in_and_out_and_not_who(browser: Browser, engine: Engine) -> None:
    browser.signs_in("chair")
    browser.signs_out()
    for entries in (said(engine, "signed.in"), said(engine, "signed.out")):
        assert len(entries) == 1
        assert '"acr":"aal2"' in entries[0]
        assert "browser_session" in entries[0]
        assert str(PERSONAS["chair"].id) not in entries[0]
        assert "Example" not in entries[0]


@pytest.fixture
def refusing(serve: Serve, engine: Engine, settings: Settings, parts: Parts) -> Browser:
    """A service without the demo issuer."""
    changed = settings.model_copy(update={"demo_issuer": False})
    return Browser(TestClient(serve(changed, engine, parts), base_url="http://127.0.0.1:8000"))


def test_without_the_demo_issuer_nobody_is_invented(refusing: Browser) -> None:
    assert "persona" not in refusing.opens("/sign-in").text
    refusing.sends("/sign-in/demo", {"persona": "chair"}, 404)
    assert not refusing.secret
