"""Work begun from a page: who it is comes from a cookie, and a form has to come from a page of ours."""

import hmac
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import quote, urlsplit

from fastapi import Depends, Form, Request
from starlette.responses import Response

from app.audit import trail
from app.identity import sessions
from app.identity.claims import Claims
from app.identity.sessions import WHOLE_SECONDS, form_token
from app.problems import Forbidden, Problem, Unauthenticated
from app.settings import Settings
from app.web.begin import working
from app.work import Work

SIGN_IN = "/sign-in"


class SignInNeeded(Problem):
    """A page that is only for people who have signed in: the browser is sent to do so, and comes back."""

    status, type, title = 303, "sign-in-needed", "Sign in first"

    def __init__(self, request: Request) -> None:
        back = f"?next={quote(request.url.path, safe='')}" if request.method == "GET" else ""
        gone = Response()
        take_cookie(gone, request.app.state.settings)
        super().__init__(headers={"Location": SIGN_IN + back, "Set-Cookie": gone.headers["set-cookie"]})


class NoSeat(Forbidden):
    """Somebody whom an issuer knows, and who has nothing to do here. It does not say whether we know them."""

    type, title = "no-seat", "You have no seat here"

    def __init__(self) -> None:
        super().__init__(
            "Your sign-in worked, but you take part in no review here. Speak to your panel's office."
        )


class Elsewhere(Forbidden):
    """A form that may have been sent by another site."""

    def __init__(self) -> None:
        super().__init__("Open the page again, and send the form from there.")


def cookie_name(settings: Settings) -> str:
    """Return the name of the session's cookie; over TLS no other host can set one of this name."""
    return "__Host-cdop" if settings.public_url.startswith("https://") else "cdop"


def give_cookie(response: Response, settings: Settings, secret: str) -> None:
    """Give a browser the secret of its session."""
    keep(response, settings, cookie_name(settings), secret, WHOLE_SECONDS)


def take_cookie(response: Response, settings: Settings) -> None:
    """Take the secret of its session from a browser."""
    drop(response, settings, cookie_name(settings))


def keep(response: Response, settings: Settings, name: str, value: str, seconds: int) -> None:
    """Let a browser keep something for so long: no script reads it, and no form of another site brings it."""
    secure = settings.public_url.startswith("https://")
    response.set_cookie(name, value, max_age=seconds, secure=secure, httponly=True, samesite="lax")


def drop(response: Response, settings: Settings, name: str) -> None:
    """Have a browser forget what it keeps under this name."""
    secure = settings.public_url.startswith("https://")
    response.delete_cookie(name, secure=secure, httponly=True, samesite="lax")


def secret_of(request: Request) -> str:
    """Return the secret that a browser brings, or nothing."""
    return request.cookies.get(cookie_name(request.app.state.settings), "")[:100]


def sign_in(request: Request, claims: Claims) -> str:
    """Return the secret of a new session for whom an issuer has just signed in.

    It is always a new one, and the session that this browser had before is over, whosever it was.
    """
    try:
        with contextmanager(working)(request, claims) as work:
            _must_sit(work)
            swept = [trail.gone("browser_session", row) for row in sessions.sweep(work.session, work.now)]
            with suppress(Unauthenticated):
                sessions.end_session(work.session, secret_of(request))
            secret = sessions.open_session(work.session, claims, work.now)
            trail.record(work, trail.Event.SIGNED_IN, rows=swept)
    except Unauthenticated:
        raise NoSeat from None
    return secret


def begin_visit(request: Request) -> Iterator[Work]:
    """Begin the work of a page, as `begin_work` does, for the person whose session the cookie names."""
    state, secret = request.app.state, secret_of(request)
    if not secret:
        raise SignInNeeded(request)
    try:
        with state.sessions.begin() as session:
            claims = sessions.resume(session, secret, datetime.now(UTC), state.kit.tags)
        with contextmanager(working)(request, claims) as work:
            _must_sit(work)
            request.state.actor = work.actor
            yield work
    except Unauthenticated:
        raise SignInNeeded(request) from None


def _must_sit(work: Work) -> None:
    if not work.actor.seats:
        raise NoSeat


def from_our_site(request: Request) -> None:
    """Return if the browser says that a form comes from a page of ours: saying nothing is not enough."""
    if not _is_ours(request):
        raise Elsewhere


VisitWork = Annotated[Work, Depends(begin_visit, scope="function")]


def from_our_page(request: Request, _work: VisitWork, csrf: Annotated[str, Form(max_length=64)] = "") -> None:
    """Return if a form was sent by a page of this session, and not by another site: a refusal is kept."""
    is_same_session = hmac.compare_digest(csrf.encode(), form_token(secret_of(request)).encode())
    if _is_ours(request) is False or not is_same_session:
        raise Elsewhere


def _is_ours(request: Request) -> bool | None:
    """Return what the browser says of where a form comes from, in headers that no page can set.

    Our pages send no referrer, and so their origin is `null`; browsers that say so have the other header too.
    """
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None and site != "none":
        return site == "same-origin"
    ours = urlsplit(request.app.state.settings.public_url)
    return None if origin is None else origin == f"{ours.scheme}://{ours.netloc}"


FromOurSite = Depends(from_our_site)
FromOurPage = Depends(from_our_page)
