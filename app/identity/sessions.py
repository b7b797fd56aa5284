"""Sessions of people who read in a browser: opened at sign-in, resumed at each page, ended at sign-out."""

import hashlib
import secrets as random
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID, uuid4

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.identity.claims import Claims
from app.identity.models import BrowserSession, Person
from app.identity.seals import RowTags, bind, unchanged
from app.problems import Unauthenticated

IDLE_SECONDS = 30 * 60
WHOLE_SECONDS = 8 * 60 * 60
SEEN_EVERY = 60
SWEPT = 100
CLIENT = "browser"


def open_session(session: Session, claims: Claims, now: datetime) -> str:
    """Return the secret of a new session for the person of these claims, who must be one that we know."""
    its = (Person.issuer == claims.issuer, Person.subject == claims.subject, Person.active)
    with unchanged(Person.__tablename__, Unauthenticated()):
        person = session.scalars(select(Person).where(*its)).one_or_none()
    if person is None:
        raise Unauthenticated
    secret, seconds = random.token_urlsafe(32), int(now.timestamp())
    session.add(
        BrowserSession(
            id=uuid4(),
            digest=_digest(secret),
            person_id=person.id,
            acr=claims.acr,
            signed_in=int(claims.auth_time.timestamp()) if claims.auth_time else seconds,
            ends=seconds + WHOLE_SECONDS,
            seen=seconds,
            active=True,
        )
    )
    session.flush()
    return secret


def resume(session: Session, secret: str, now: datetime, tags: RowTags) -> Claims:
    """Return who a secret belongs to while its session lasts: eight hours, or half an hour without a page."""
    kept, seconds = _kept(bind(session, tags), secret), int(now.timestamp())
    if kept is None or not kept.active or seconds >= kept.ends or seconds >= kept.seen + IDLE_SECONDS:
        raise Unauthenticated
    with unchanged(Person.__tablename__, Unauthenticated()):
        person = session.get_one(Person, kept.person_id)
    if seconds >= kept.seen + SEEN_EVERY:
        its = BrowserSession.id == kept.id
        session.execute(
            update(BrowserSession).where(its).values(seen=seconds),
            execution_options={"synchronize_session": False},
        )
    return Claims(
        issuer=person.issuer,
        subject=person.subject,
        client=CLIENT,
        machine=False,
        scopes=frozenset(),
        acr=kept.acr,
        auth_time=datetime.fromtimestamp(kept.signed_in, UTC),
    )


def end_session(session: Session, secret: str) -> None:
    """End a session: whoever kept its secret has nothing."""
    kept = _kept(session, secret)
    if kept is not None:
        kept.active = False
        session.flush()


def end_sessions_of(session: Session, person_id: UUID) -> None:
    """End every session of a person, in whichever browser."""
    open_ones = select(BrowserSession).where(BrowserSession.person_id == person_id, BrowserSession.active)
    for kept in session.scalars(open_ones):
        kept.active = False
    session.flush()


def sweep(session: Session, now: datetime) -> Sequence[UUID]:
    """Remove some sessions that are over by now, and return their ids for the trail."""
    over = select(BrowserSession.id).where(BrowserSession.ends < int(now.timestamp())).limit(SWEPT)
    free = over.with_for_update(skip_locked=True)
    gone = delete(BrowserSession).where(BrowserSession.id.in_(free)).returning(BrowserSession.id)
    return session.scalars(gone, execution_options={"synchronize_session": False}).all()


def form_token(secret: str) -> str:
    """Return what the forms of a session carry, so that no other site can send one."""
    return hashlib.sha256(b"cdop/form/v1|" + secret.encode()).hexdigest()


def _kept(session: Session, secret: str) -> BrowserSession | None:
    wanted = select(BrowserSession).filter_by(digest=_digest(secret))
    with unchanged(BrowserSession.__tablename__, Unauthenticated()):
        return session.scalars(wanted).one_or_none()


def _digest(secret: str) -> str:
    return hashlib.sha256(b"cdop/session/v1|" + secret.encode()).hexdigest()
