"""Is it alive, is it ready: for the machines that look after the service. No token, no detail."""

from datetime import UTC, datetime

from fastapi import APIRouter, Request
from sqlalchemy import func, select

from app.problems import Unavailable

CLOCK = select(func.clock_timestamp())
SECONDS = 5
router = APIRouter(include_in_schema=False)


@router.get("/livez")
def live() -> dict[str, str]:
    """Say that the process answers."""
    return {"status": "ok"}


@router.get("/readyz")
def ready(request: Request) -> dict[str, str]:
    """Say that the database answers, and that its clock agrees with ours to five seconds."""
    with request.app.state.sessions() as session:
        apart = session.execute(CLOCK).scalar_one() - datetime.now(UTC)
    if abs(apart.total_seconds()) > SECONDS:
        raise Unavailable("Not ready.")
    return {"status": "ok"}
