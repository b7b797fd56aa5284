"""Signing out ends the session itself, and only a page of that session asks for it."""

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from app.identity.sessions import form_token
from tests.portal.browser import Browser
from tests.portal.signin.walking import is_in


@pytest.fixture
def browser(client: TestClient) -> Browser:
    """A browser at which the chair has signed in."""
    browser = Browser(client)
    browser.signs_in("chair")
    return browser


def test_signing_out_ends_the_session_and_not_just_the_cookie(browser: Browser, client: TestClient) -> None:
    secret = browser.secret
    answer = browser.signs_out()
    assert answer.headers["location"] == "/signed-out"
    assert answer.headers["clear-site-data"] == '"cache", "storage"'
    assert not browser.secret
    assert "You have signed out" in browser.opens("/signed-out").text
    kept = Browser(client)
    kept.holds(secret)
    assert not is_in(kept)


WRONG_FORMS: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "no token": ({}, {}),
    "another session's token": ({"csrf": form_token("another")}, {}),
    "a token of letters": ({"csrf": "ä" * 64}, {}),
    "a site beside ours": ({}, {"sec-fetch-site": "same-site"}),
    "another site": ({}, {"sec-fetch-site": "cross-site"}),
    "another site, in an old browser": ({}, {"sec-fetch-site": "", "origin": "https://elsewhere.invalid"}),
}


@pytest.mark.parametrize(("form", "headers"), WRONG_FORMS.values(), ids=WRONG_FORMS.keys())
def test_no_other_site_signs_anybody_out_and_who_tries_leaves_an_entry(
    browser: Browser, engine: Engine, form: dict[str, str], headers: dict[str, str]
) -> None:
    right = {"csrf": browser.token()} if headers else {}
    browser.sends("/sign-out", right | form, 403, **headers)
    assert is_in(browser)
    with engine.connect() as connection:
        kept = text("SELECT count(*) FROM audit_event WHERE action = 'refused'")
        assert connection.execute(kept).scalar_one() == 1
