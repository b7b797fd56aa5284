"""The work dependency: who asks, in which transaction. Here is the only commit of a request."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, Request

from app.audit import trail
from app.identity import service as identity
from app.identity.claims import Claims
from app.problems import Forbidden, FourEyes, NotFound, Unauthenticated
from app.web.limits import count
from app.work import Work


def bearer(request: Request) -> str:
    """Return the token of the request."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token or token != token.strip():
        raise Unauthenticated
    return token


def begin_work(request: Request) -> Iterator[Work]:
    """Commit before the answer leaves. On a refusal, undo the work and keep a record of the refusal."""
    yield from working(request, request.app.state.tokens.verify(bearer(request)))


def working(request: Request, claims: Claims) -> Iterator[Work]:
    """Give a piece of work to whom these claims speak of, and settle it when it is done."""
    state = request.app.state
    count(state.counter, claims, state.kit.settings.rate_per_minute)
    with state.sessions() as session:
        actor = identity.actor_for(session, claims, state.kit.tags)
        work = Work(session, actor, datetime.now(UTC), request.state.request_id, state.kit)
        try:
            yield work
            trail.settle(work)
            session.commit()
        except (Forbidden, FourEyes, NotFound) as refusal:
            session.rollback()
            with state.sessions.begin() as fresh:
                trail.record(replace(work, session=fresh), trail.Event.REFUSED, None, fields=[refusal.type])
            raise


RequestWork = Annotated[Work, Depends(begin_work, scope="function")]
