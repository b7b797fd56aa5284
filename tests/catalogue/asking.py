"""Asks the service over HTTP as an actor with one role, without the signing in that `identity` tests."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID, uuid4

from fastapi import APIRouter, FastAPI
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from app.identity.actors import Actor, Kind, Role, Seat
from app.web import problems
from app.web.begin import begin_work
from app.work import Work

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def client_of(
    router: APIRouter, role: Role, panel_id: UUID | None = None, session: Session | None = None
) -> TestClient:
    """Return a client of one room whose every request is the work of this role."""
    kind = Kind.CLIENT if role is Role.NOTIFIER else Kind.PERSON
    actor = Actor(uuid4(), kind, (Seat(role, panel_id=panel_id),))
    work = Work(cast("Session", session), actor, NOW, str(uuid4()), cast("Any", None))

    def begin() -> Iterator[Work]:
        yield work

    api = FastAPI()
    api.include_router(router)
    problems.install(api)
    api.dependency_overrides[begin_work] = begin
    return TestClient(api)
