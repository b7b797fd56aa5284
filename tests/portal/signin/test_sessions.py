"""How long a session lasts, what ends it, and what the database shows of it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import structlog.testing
from fastapi.testclient import TestClient
from sqlalchemy import Engine, NullPool, create_engine, select, text
from sqlalchemy.orm import Session, sessionmaker

from app.audit.note import Trust
from app.audit.verify import verify
from app.crypto.small import signed_by
from app.db.embedded import Urls
from app.identity.models import BrowserSession
from app.identity.personas import PERSONAS
from app.identity.sessions import IDLE_SECONDS, WHOLE_SECONDS, form_token
from app.kit import Parts
from tests.portal.browser import Browser
from tests.portal.signin.conftest import Intrude
from tests.portal.signin.walking import is_in

CHAIR = PERSONAS["chair"]


@pytest.fixture
def browser(client: TestClient) -> Browser:
    """A browser at which the chair has signed in."""
    browser = Browser(client)
    browser.signs_in("chair")
    return browser


def change(sessions: sessionmaker[Session], **values: Any) -> None:
    """Change the one session as the service itself would."""
    with sessions.begin() as session:
        kept = session.scalars(select(BrowserSession)).one()
        for name, value in values.items():
            setattr(kept, name, value)


def seconds() -> int:
    """Return now, as sessions count it."""
    return int(datetime.now(UTC).timestamp())


@pytest.mark.parametrize(("idle", "stays"), [(IDLE_SECONDS - 60, True), (IDLE_SECONDS + 1, False)])
def test_who_is_idle_for_half_an_hour_is_signed_out(
    browser: Browser, intrude: Intrude, idle: int, stays: bool
) -> None:
    intrude(f"UPDATE browser_session SET seen = {seconds() - idle}")
    assert is_in(browser) is stays


def test_each_page_keeps_a_session_alive(browser: Browser, intrude: Intrude, engine: Engine) -> None:
    intrude(f"UPDATE browser_session SET seen = {seconds() - 1000}")
    assert is_in(browser)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT seen FROM browser_session")).scalar_one() > seconds() - 10


def test_nobody_stays_longer_than_a_day_of_work(
    browser: Browser, sessions: sessionmaker[Session], engine: Engine
) -> None:
    with engine.connect() as connection:
        ends = connection.execute(text("SELECT ends FROM browser_session")).scalar_one()
    assert abs(ends - seconds() - WHOLE_SECONDS) < 10
    change(sessions, ends=seconds() - 1)
    assert not is_in(browser)


TAMPERED = {
    "longer": "UPDATE browser_session SET ends = ends + 100000",
    "somebody else's": "UPDATE browser_session SET person_id ="
    f" (SELECT id FROM person WHERE subject = '{PERSONAS['manager'].id}')",
    "stronger": "UPDATE browser_session SET acr = 'aal3'",
    "another version": "UPDATE browser_session SET row_version = 7",
    "the person": f"UPDATE person SET subject = '{PERSONAS['manager'].id}x' WHERE id = '{CHAIR.id}'",
}


@pytest.mark.parametrize("statement", TAMPERED.values(), ids=TAMPERED.keys())
def test_a_row_changed_behind_the_services_back_is_refused_with_an_alarm(
    browser: Browser, intrude: Intrude, statement: str
) -> None:
    intrude(statement)
    with structlog.testing.capture_logs() as logs:
        assert not is_in(browser)
    assert [entry["event"] for entry in logs if entry["log_level"] == "critical"] == ["row.refused"]


def test_a_session_that_was_ended_does_not_come_back(browser: Browser, intrude: Intrude) -> None:
    secret = browser.secret
    browser.signs_out()
    intrude("UPDATE browser_session SET active = true")
    browser.holds(secret)
    assert not is_in(browser)


def test_the_database_holds_no_secret(browser: Browser, database: Urls, engine: Engine) -> None:
    with engine.connect() as connection:
        rows = str(connection.execute(text("SELECT * FROM browser_session")).all())
    assert len(browser.secret) > 40
    assert browser.secret not in rows
    assert form_token(browser.secret) not in rows


def test_two_browsers_are_two_sessions(browser: Browser, client: TestClient) -> None:
    other = Browser(client)
    other.signs_in("chair")
    assert browser.secret != other.secret
    browser.signs_out()
    assert is_in(other)


def test_a_secret_that_was_there_before_signing_in_is_worth_nothing_after(client: TestClient) -> None:
    victim = Browser(client)
    victim.holds("chosen-by-somebody-else")
    victim.signs_in("chair")
    assert victim.secret != "chosen-by-somebody-else"
    attacker = Browser(client)
    attacker.holds("chosen-by-somebody-else")
    assert not is_in(attacker)


def test_signing_in_again_ends_the_session_before(browser: Browser, client: TestClient) -> None:
    before = browser.secret
    browser.signs_in("manager")
    assert browser.secret != before
    old = Browser(client)
    old.holds(before)
    assert not is_in(old)


def test_a_person_who_is_ended_is_out_on_the_next_page(
    browser: Browser, client: TestClient, as_: Callable[[str], dict[str, str]], engine: Engine
) -> None:
    ended = client.delete(f"/v1/people/{CHAIR.id}", headers=as_("administrator"))
    assert ended.status_code == 204
    with engine.connect() as connection:
        assert not connection.execute(text("SELECT active FROM browser_session")).scalar_one()
    assert not is_in(browser)
    browser.sends("/sign-in/demo", {"persona": "chair"}, 403)
    assert not browser.secret


def test_a_seat_that_ends_bites_on_the_next_page(
    browser: Browser, client: TestClient, as_: Callable[[str], dict[str, str]]
) -> None:
    assert client.delete(f"/v1/seats/{CHAIR.seat_id}", headers=as_("administrator")).status_code == 204
    page = browser.opens("/start", 403).text
    assert "You have no seat here" in page
    assert "chair" not in page


def test_the_trail_holds_while_sessions_are_opened_used_ended_and_swept(
    browser: Browser,
    client: TestClient,
    parts: Parts,
    intrude: Intrude,
    database: Urls,
) -> None:
    other = Browser(client)
    other.signs_in("manager")
    other.signs_out()
    intrude("UPDATE browser_session SET ends = 1 WHERE NOT active")
    other.signs_in("doctor")
    intrude("UPDATE browser_session SET seen = seen + 61")  # as each page does after a minute
    engine = create_engine(database.superuser, poolclass=NullPool)
    with engine.connect() as connection:
        assert verify(connection, parts.kit.mac, Trust([], signed_by)).ok
