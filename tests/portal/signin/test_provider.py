"""Signing in at a provider that nobody here wrote, from our page to its pages and back."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from httpx2 import Response
from joserfc.jwk import ECKey
from sqlalchemy import Engine, text

from tests.portal.browser import Browser
from tests.portal.signin.conftest import (
    ADDRESS,
    CLIENT,
    RETURN,
    SECRET,
    SUBJECT,
    House,
    MakeHouse,
    at_provider,
)
from tests.portal.signin.running import install, provider

KEY = ECKey.generate_key("P-256", {"kid": "ours", "alg": "ES256"})
BOTH = {"redirect_uris": [RETURN], "id_token_signed_response_alg": "ES256"}
WITH_SECRET = {**BOTH, "client_id": CLIENT, "client_secret": SECRET}
WITH_KEY = {
    **BOTH,
    "client_id": "cdop-key",
    "token_endpoint_auth_method": "private_key_jwt",
    "jwks": {"keys": [KEY.as_dict(private=False)]},
}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the provider is installed."""
    return install(tmp_path_factory.mktemp("provider"))


@pytest.fixture(scope="module")
def issuer(package: Path) -> Iterator[str]:
    """The provider, in which everybody signs in with two factors."""
    with provider(package, "aal2", WITH_SECRET, WITH_KEY) as running:
        yield running


@pytest.fixture
def house(issuer: str, make_house: MakeHouse) -> House:
    """A house that knows one person of the provider."""
    house = make_house(issuer)
    house.knows()
    return house


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


def test_somebody_signs_in_and_gets_to_where_they_wanted(house: House) -> None:
    browser = house.browser()
    answer = comes_back(browser, house)
    assert (answer.status_code, answer.headers["location"]) == (303, "/start")
    assert browser.http.get("/start").status_code in {200, 303}
    assert "manager" in browser.opens("/reports").text


def test_what_is_asked_of_the_provider(house: House) -> None:
    asked = parse_qs(urlsplit(leaves(house.browser())).query)
    assert {name: asked[name] for name in ("response_type", "client_id", "redirect_uri", "scope")} == {
        "response_type": ["code"],
        "client_id": [CLIENT],
        "redirect_uri": [RETURN],
        "scope": ["openid"],
    }
    assert (asked["code_challenge_method"], asked["acr_values"], asked["max_age"]) == (
        ["S256"],
        ["aal2"],
        ["28800"],
    )
    assert all(len(asked[name][0]) == 43 for name in ("state", "nonce", "code_challenge"))


def test_no_two_attempts_ask_the_same(house: House) -> None:
    first, second = (parse_qs(urlsplit(leaves(house.browser())).query) for _ in range(2))
    for name in ("state", "nonce", "code_challenge"):
        assert first[name] != second[name]


def test_the_cookies_are_for_this_host_over_tls_and_for_no_script(house: House) -> None:
    browser = house.browser()
    leaving = browser.opens("/sign-in/start", 303).headers["set-cookie"]
    coming = comes_back(browser, house).headers.get_list("set-cookie")
    (session,) = [cookie for cookie in coming if cookie.startswith("__Host-cdop=")]
    (over,) = [cookie for cookie in coming if cookie.startswith("__Host-cdop-sign-in=")]
    assert leaving.startswith("__Host-cdop-sign-in=")
    assert "Max-Age=600" in leaving
    assert "Max-Age=28800" in session
    assert "Max-Age=0" in over
    for cookie in (leaving, session, over):
        flags = {flag.strip().lower() for flag in cookie.split(";")[1:]}
        assert {"secure", "httponly", "samesite=lax", "path=/"} <= flags
        assert not any(flag.startswith("domain") for flag in flags)


def test_the_trail_keeps_how_somebody_signed_in(house: House, engine: Engine) -> None:
    comes_back(house.browser(), house)
    with engine.connect() as connection:
        body = connection.execute(
            text("SELECT convert_from(body, 'UTF8') FROM audit_event WHERE action = 'signed.in'")
        ).scalar_one()
        acr, signed_in = connection.execute(text("SELECT acr, signed_in FROM browser_session")).one()
    assert '"acr":"aal2"' in body
    assert SUBJECT not in body
    assert (acr, signed_in > 1_700_000_000) == ("aal2", True)


def test_a_signature_is_as_good_as_a_secret(issuer: str, make_house: MakeHouse, tmp_path: Path) -> None:
    file = tmp_path / "key.json"
    file.write_text(json.dumps(KEY.as_dict(private=True)), encoding="utf-8")
    file.chmod(0o600)
    house = make_house(
        issuer, oidc_client_id="cdop-key", oidc_client_secret_file=None, oidc_client_key_file=file
    )
    house.knows()
    for _ in range(2):
        assert comes_back(house.browser(), house).status_code == 303


def test_a_wrong_secret_signs_nobody_in(issuer: str, make_house: MakeHouse, tmp_path: Path) -> None:
    house = make_house(issuer)
    house.knows()
    wrong = tmp_path / "wrong"
    wrong.write_text("another", encoding="utf-8")
    wrong.chmod(0o600)
    other = make_house(issuer, oidc_client_secret_file=wrong)
    assert_refused(comes_back(other.browser(), other))
    assert comes_back(house.browser(), house).status_code == 303


def test_the_same_redirect_works_once(house: House) -> None:
    browser = house.browser()
    start = browser.opens("/sign-in/start", 303)
    place = at_provider(start.headers["location"], house.issuer, SUBJECT)
    kept = browser.http.cookies["__Host-cdop-sign-in"]
    assert browser.http.get(place).status_code == 303
    assert_refused(browser.http.get(place))
    browser.holds(kept, "__Host-cdop-sign-in")
    assert_refused(browser.http.get(place))


def test_a_code_that_was_used_buys_nothing_in_another_attempt(house: House) -> None:
    browser = house.browser()
    place = at_provider(leaves(browser), house.issuer, SUBJECT)
    assert browser.http.get(place).status_code == 303
    code = parse_qs(urlsplit(place).query)["code"][0]
    state = parse_qs(urlsplit(leaves(browser)).query)["state"][0]
    again = urlencode({"code": code, "state": state, "iss": house.issuer})
    assert_refused(browser.http.get(f"/sign-in/return?{again}"))


def test_a_code_of_somebody_elses_browser_is_refused(house: House) -> None:
    """Login CSRF: an attacker's own redirect, opened in a victim's browser."""
    attacker, victim = house.browser(), house.browser()
    leaves(victim)
    place = at_provider(leaves(attacker), house.issuer, SUBJECT)
    assert_refused(victim.http.get(place))
    assert_refused(house.browser().http.get(place))
    state = parse_qs(urlsplit(leaves(victim)).query)["state"][0]
    code = parse_qs(urlsplit(place).query)["code"][0]
    swapped = urlencode({"code": code, "state": state, "iss": house.issuer})
    assert_refused(victim.http.get(f"/sign-in/return?{swapped}"))
    assert attacker.http.get(place).status_code == 303


@pytest.mark.parametrize(
    "change",
    [
        {"state": ""},
        {"state": "ä"},
        {"iss": "https://elsewhere.invalid"},
        {"iss": None},
        {"code": None},
        {"code": "x"},
    ],
    ids=str,
)
def test_a_redirect_with_one_thing_wrong_is_refused(house: House, change: dict[str, str | None]) -> None:
    browser = house.browser()
    place = urlsplit(at_provider(leaves(browser), house.issuer, SUBJECT))
    said = {name: values[0] for name, values in parse_qs(place.query).items()} | change
    kept = {name: value for name, value in said.items() if value is not None}
    assert_refused(browser.http.get(f"/sign-in/return?{urlencode(kept)}"))


def test_who_gives_up_at_the_provider_is_back_where_they_began(house: House) -> None:
    browser = house.browser()
    answer = comes_back(browser, house, who=None)
    assert_refused(answer)
    assert "sign in again" in answer.text
    assert "access_denied" not in answer.text
    assert comes_back(browser, house).status_code == 303


def test_an_attempt_lasts_ten_minutes(house: House) -> None:
    browser = house.browser()
    place = at_provider(leaves(browser), house.issuer, SUBJECT)
    secret, began, back = browser.http.cookies["__Host-cdop-sign-in"].split(".")
    browser.holds(f"{secret}.{int(began) - 601}.{back}", "__Host-cdop-sign-in")
    assert_refused(browser.http.get(place))


@pytest.mark.parametrize(
    "kept", ["", "x", "a.b.c", "..", "a.1.!!", "a.99999999999999999999.Lw==", "x" * 5000]
)
def test_an_attempt_that_cannot_be_read_is_refused(house: House, kept: str) -> None:
    browser = house.browser()
    place = at_provider(leaves(browser), house.issuer, SUBJECT)
    browser.holds(kept, "__Host-cdop-sign-in")
    assert_refused(browser.http.get(place))


ELSEWHERE = [
    "//evil.invalid", "///evil.invalid", "https://evil.invalid", "/\\evil.invalid", "\\\\evil.invalid",
    "evil", "/\t/evil.invalid", "/%2f/evil.invalid", "javascript:alert(1)", "/start\n", "/start?x=1", "",
    "/" + "x" * 500,
]  # fmt: skip


@pytest.mark.parametrize("back", ELSEWHERE)
def test_nobody_is_sent_elsewhere(house: House, back: str) -> None:
    browser = house.browser()
    start = browser.opens(f"/sign-in/start?{urlencode({'next': back})}", 303)
    answer = browser.http.get(at_provider(start.headers["location"], house.issuer, SUBJECT))
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    invented = browser.http.post("/sign-in/demo", data={"persona": "chair", "next": back})
    assert invented.headers.get("location", "/") == "/"


@pytest.mark.parametrize("back", ["/", "/meetings", "/meetings/7b5f/packs/HW-7K3F", "/reports/"])
def test_a_page_of_ours_is_where_one_gets_to(house: House, back: str) -> None:
    assert comes_back(house.browser(), house, back=back).headers["location"] == back


def test_a_session_that_somebody_planted_is_not_the_one_that_is_opened(house: House) -> None:
    victim, attacker = house.browser(), house.browser()
    for browser in (victim, attacker):
        browser.holds("planted" * 6, "__Host-cdop")
    comes_back(victim, house)
    assert victim.secret != "planted" * 6
    assert attacker.opens("/start", 303).headers["location"].startswith("/sign-in")


def test_whom_we_do_not_know_and_who_has_no_seat_see_the_same_page(house: House) -> None:
    house.knows("seatless-example", role=None)
    pages = [comes_back(house.browser(), house, who) for who in ("nobody-example", "seatless-example")]
    for page in pages:
        assert_refused(page, 403)
        assert "You have no seat here" in page.text
        assert "example" not in page.text
    assert pages[0].text == pages[1].text


def test_a_persona_of_another_issuer_is_nobody(house: House) -> None:
    from app.identity.personas import PERSONAS

    assert_refused(comes_back(house.browser(), house, str(PERSONAS["chair"].id)), 403)


def test_weaker_than_asked_is_refused(package: Path, make_house: MakeHouse) -> None:
    with provider(package, "aal1", WITH_SECRET) as issuer:
        house = make_house(issuer)
        house.knows()
        assert_refused(comes_back(house.browser(), house))
        either = make_house(issuer, oidc_acr_values="aal2 aal1")
        assert comes_back(either.browser(), either).status_code == 303


def test_who_signs_out_can_leave_the_provider_too(house: House) -> None:
    browser = house.browser()
    comes_back(browser, house)
    browser.signs_out()
    assert not browser.secret
    page = browser.opens("/signed-out").text
    assert f'href="{house.issuer}/session/end?client_id={CLIENT}"' in page


def test_sign_ins_are_counted_by_person(issuer: str, make_house: MakeHouse) -> None:
    house = make_house(issuer)
    house.knows()
    house.knows("another-example")
    slow = make_house(issuer, rate_per_minute=2)
    seen = [comes_back(slow.browser(), slow).status_code for _ in range(3)]
    assert seen == [303, 303, 429]
    assert comes_back(slow.browser(), slow, "another-example").status_code == 303


def test_a_token_of_the_provider_opens_no_interface(house: House) -> None:
    browser = house.browser()
    comes_back(browser, house)
    bearer = {"authorization": f"Bearer {browser.secret}"}
    assert [browser.http.get("/v1/reports", headers=sent).status_code for sent in ({}, bearer)] == [401, 401]


def test_a_provider_that_goes_away_is_told_calmly(package: Path, make_house: MakeHouse) -> None:
    with provider(package, "aal2", WITH_SECRET) as issuer:
        house = make_house(issuer)
        house.knows()
        browser = house.browser()
        place = at_provider(leaves(browser), issuer, SUBJECT)
    assert_refused(browser.http.get(place), 503)
    gone = make_house(issuer).browser()
    assert_refused(gone.opens("/sign-in/start", 503), 503)
    assert "sign out there too" not in gone.opens("/signed-out").text
    assert ADDRESS not in gone.opens("/sign-in").text
