"""Sits an invented person at a desk at an instant, and does one piece of work there, as a request would."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from app import kit as doors
from app import worker
from app.audit import trail
from app.db.engine import make_sessions
from app.identity import demo, service
from app.identity.actors import Actor, Kind, Role, Seat
from app.identity.claims import Claims
from app.identity.personas import PERSONAS
from app.kit import Parts
from app.settings import Settings
from app.work import Work

NOT_WAITING, WAITING = text("SET synchronous_commit TO off"), text("RESET synchronous_commit")
SCOPES = frozenset({"notification.write", "notification.status"})


@contextmanager
def opened(settings: Settings, engine: Engine) -> Iterator["Desk"]:
    """Open a desk on one connection that does not wait for the disk: invented data can be invented again."""
    parts = doors.build(settings, engine)
    with engine.connect() as connection:
        connection.execute(NOT_WAITING)
        connection.commit()
        yield Desk(replace(parts, sessions=make_sessions(connection, parts.kit.tags)))
        connection.execute(WAITING)
        connection.commit()


@dataclass(slots=True)
class Desk:
    """The service's own use cases, reached as each of the demo's people."""

    parts: Parts
    _actors: dict[str, Actor] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=count)

    @contextmanager
    def sit(self, name: str, at: datetime) -> Iterator[Work]:
        """Give one piece of work of a person at an instant; it is kept when nothing goes wrong."""
        with self.parts.sessions.begin() as session:
            actor = self._actors.get(name) or self._actor(session, name)
            work = Work(session, actor, at, self._request(), self.parts.kit)
            yield work
            trail.settle(work)

    @contextmanager
    def answer(self, request_id: UUID, panel_id: UUID, at: datetime) -> Iterator[Work]:
        """Give a piece of work of the respondent, who sits there for this one request."""
        seat = Seat(Role.RESPONDENT, panel_id=panel_id, request_id=request_id)
        actor = Actor(PERSONAS["respondent"].id, Kind.PERSON, (seat,))
        with self.parts.sessions.begin() as session:
            work = Work(session, actor, at, self._request(), self.parts.kit)
            yield work
            trail.settle(work)

    def settle(self, at: datetime) -> None:
        """Do what the use cases have put off, as of an instant, so that a reader finds it done."""
        worker.drain(self.parts, at)

    def _request(self) -> str:
        return str(uuid5(NAMESPACE_URL, f"https://cdop.invalid/demo/{next(self._numbers)}"))

    def _actor(self, session: Session, name: str) -> Actor:
        who = PERSONAS[name]
        issuer = demo.issuer()
        claims = Claims(issuer, str(who.id), None, who.is_machine, SCOPES if who.is_machine else frozenset())
        actor = service.actor_for(session, claims, self.parts.kit.tags)
        return self._actors.setdefault(name, actor)
