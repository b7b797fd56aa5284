"""Two agencies submit at the same moment: the case has to learn that nobody is waited for."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from uuid import UUID, uuid4

from fastapi.testclient import TestClient
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.cases.rules.timeline import Milestone
from app.identity.actors import Actor, Kind, Role, Seat
from app.kit import Parts
from app.partners.rules import HEREFORDSHIRE_AND_WORCESTERSHIRE as HW
from app.requests import answering
from app.work import Work
from tests.requests.asking import ask, write
from tests.reviews.opening import Headers, timeline_of


def answers(parts: Parts, session: Session, request_id: str) -> Work:
    """The work of the one who answers a request."""
    seat = Seat(Role.RESPONDENT, panel_id=HW, request_id=UUID(request_id))
    actor = Actor(uuid4(), Kind.PERSON, (seat,))
    return Work(session, actor, datetime.now(UTC), str(uuid4()), parts.kit)


def test_the_last_of_two_that_submit_at_once_is_known_to_be_the_last(
    client: TestClient, as_: Headers, case_id: UUID, parts: Parts
) -> None:
    first, second = (ask(client, as_("coordinator"), case_id, kind)["id"] for kind in ("police", "acute"))
    for request_id in (first, second):
        write(client, as_("respondent"), request_id)

    def submit_second() -> None:
        with parts.sessions.begin() as session:
            answering.submit(answers(parts, session, second), UUID(second))

    with ThreadPoolExecutor(1) as pool:
        with parts.sessions.begin() as session:
            answering.submit(answers(parts, session, first), UUID(first))
            waiting = pool.submit(submit_second)
            _until_somebody_waits(parts)
        waiting.result(timeout=20)
    timeline = timeline_of(parts, case_id)
    assert timeline.waiting_on == ()
    assert timeline.reached(Milestone.FORMS_IN)


def _until_somebody_waits(parts: Parts) -> None:
    blocked = text(
        "SELECT pg_sleep(0.02), count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
        " WHERE NOT l.granted AND a.datname = current_database()"
    )
    with parts.sessions() as session:
        for _ in range(500):
            if session.execute(blocked).one()[1]:
                return
    raise AssertionError("The second agency never had to wait.")
