"""The way back from the provider: for the browser that left, once, soon, and to a page of ours."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from sqlalchemy import Engine, text

from app.identity.signing_in import Attempt, SignInRefused
from app.portal.signin.router import local
from app.web.limits import Counter
from tests.portal.signin.conftest import Intrude
from tests.portal.signin.walking import SUBJECT, House, assert_refused, at_provider, comes_back, leaves


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


def test_a_session_that_somebody_planted_is_not_the_one_that_is_opened(house: House) -> None:
    victim, attacker = house.browser(), house.browser()
    for browser in (victim, attacker):
        browser.holds("planted" * 6, "__Host-cdop")
    comes_back(victim, house)
    assert victim.secret != "planted" * 6
    assert attacker.opens("/start", 303).headers["location"].startswith("/sign-in")


@pytest.mark.parametrize(
    "kept",
    ["", "x", "a.b.c", "..", "a.1.!!", f"a.{10**20}.Lw==", f"a.{10**400}.Lw==", "x" * 5000, "ä.1.Lw=="],
)
def test_an_attempt_that_cannot_be_read_is_refused(kept: str) -> None:
    with pytest.raises(SignInRefused):
        Attempt.read(kept)


ELSEWHERE = [
    "//evil.invalid", "///evil.invalid", "https://evil.invalid", "/\\evil.invalid", "\\\\evil.invalid",
    "evil", "/\t/evil.invalid", "/%2f/evil.invalid", "javascript:alert(1)", "/start\n", "/start?x=1", "",
    "/" + "x" * 500,
]  # fmt: skip


@pytest.mark.parametrize("back", ELSEWHERE)
def test_what_leads_elsewhere_is_no_page_of_ours(back: str) -> None:
    assert local(back) == "/"


@pytest.mark.parametrize("back", ["/", "/meetings", "/meetings/7b5f/packs/HW-7K3F", "/reports/"])
def test_a_page_of_ours_is_where_one_gets_to(back: str) -> None:
    assert local(back) == back


def test_nobody_is_sent_elsewhere(house: House) -> None:
    assert comes_back(house.browser(), house, back="//evil.invalid").headers["location"] == "/"
    assert house.browser().signs_in("chair", "//evil.invalid").headers["location"] == "/"


def test_what_was_used_is_remembered_no_longer_than_it_matters(engine: Engine, intrude: Intrude) -> None:
    counter = Counter(engine)
    assert [counter.is_first("one", 600), counter.is_first("one", 600)] == [True, False]
    intrude("UPDATE request_count SET ends = 1")
    assert counter.is_first("another", 600)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT key FROM request_count")).scalars().all() == ["another"]
