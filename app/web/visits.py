"""Work begun from a page: who it is comes from a cookie, and a form has to come from a page of ours."""

import hmac
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import quote, urlsplit

from fastapi import Depends, Form, Request
from starlette.responses import Response

from app.identity import sessions
from app.identity.sessions import WHOLE_SECONDS, form_token
from app.problems import Forbidden, Problem, Unauthenticated
from app.settings import Settings
from app.web.begin import working
from app.work import Work

SIGN_IN = "/sign-in"
OWN = frozenset({None, "same-origin", "none"})


class SignInNeeded(Problem):
    """A page that is only for people who have signed in: the browser is sent to do so, and comes back."""

    status, type, title = 303, "sign-in-needed", "Sign in first"

    def __init__(self, back: str = "") -> None:
        where = f"{SIGN_IN}?next={quote(back, safe='')}" if back else SIGN_IN
        super().__init__(headers={"Location": where})


def cookie_name(settings: Settings) -> str:
    """Return the name of the session's cookie; over TLS no other host can set one of this name."""
    return "__Host-cdop" if settings.public_url.startswith("https://") else "cdop"


def give_cookie(response: Response, settings: Settings, secret: str) -> None:
    """Give a browser the secret of its session: no script reads it, and no other site sends it."""
    response.set_cookie(
        cookie_name(settings),
        secret,
        max_age=WHOLE_SECONDS,
        secure=settings.public_url.startswith("https://"),
        httponly=True,
        samesite="lax",
    )


def secret_of(request: Request) -> str:
    """Return the secret that a browser brings, or nothing."""
    return request.cookies.get(cookie_name(request.app.state.settings), "")[:100]


def begin_visit(request: Request) -> Iterator[Work]:
    """Begin the work of a page, as `begin_work` does, for the person whose session the cookie names."""
    state, secret = request.app.state, secret_of(request)
    back = request.url.path if request.method == "GET" else ""
    if not secret:
        raise SignInNeeded(back)
    try:
        with state.sessions.begin() as session:
            claims = sessions.resume(session, secret, datetime.now(UTC), state.kit.tags)
        yield from working(request, claims)
    except Unauthenticated:
        raise SignInNeeded(back) from None


def from_our_page(request: Request, csrf: Annotated[str, Form(max_length=64)] = "") -> None:
    """Return if a form was sent by a page of this session, and not by another site."""
    origin, settings = request.headers.get("origin"), request.app.state.settings
    same_site = request.headers.get("sec-fetch-site") in OWN
    same_host = origin is None or urlsplit(origin).netloc == urlsplit(settings.public_url).netloc
    if not (same_site and same_host and hmac.compare_digest(csrf, form_token(secret_of(request)))):
        raise Forbidden("Open the page again, and send the form from there.")


VisitWork = Annotated[Work, Depends(begin_visit, scope="function")]
FromOurPage = Depends(from_our_page)
