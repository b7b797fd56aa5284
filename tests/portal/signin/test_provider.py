"""Signing in at a provider that nobody here wrote, from our page to its pages and back."""

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from sqlalchemy import Engine, text

from app.identity.personas import PERSONAS
from tests.portal.signin.conftest import KEY, WITH_SECRET
from tests.portal.signin.running import provider
from tests.portal.signin.walking import (
    ADDRESS,
    CLIENT,
    RETURN,
    SUBJECT,
    House,
    MakeHouse,
    assert_refused,
    at_provider,
    comes_back,
    leaves,
)


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


def test_whom_we_do_not_know_and_who_has_no_seat_see_the_same_page(house: House) -> None:
    house.knows("seatless-example", role=None)
    pages = [comes_back(house.browser(), house, who) for who in ("nobody-example", "seatless-example")]
    for page in pages:
        assert_refused(page, 403)
        assert "You have no seat here" in page.text
        assert "example" not in page.text
    assert pages[0].text == pages[1].text


def test_a_persona_of_another_issuer_is_nobody(house: House) -> None:
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
