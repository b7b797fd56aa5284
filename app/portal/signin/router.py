"""Sign-in and sign-out over HTTP."""

import re
from contextlib import suppress
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from app.audit import trail
from app.identity import demo, sessions
from app.identity.claims import Claims
from app.identity.signing_in import Attempt, SignInRefused
from app.portal import frame
from app.portal.signin import attempts, invented
from app.problems import NotFound, Unavailable
from app.web import visits
from app.web.visits import FromOurPage, FromOurSite, NoSeat, VisitWork

router = APIRouter(include_in_schema=False)

# Other cookies stay: they may be those of the organisation's other services.
CLEARED = '"cache", "storage"'
PATH = re.compile(r"/(?:[\w.~-]+(?:/[\w.~-]+)*/?)?", re.ASCII)
START = "/sign-in/start"
Back = Annotated[str, Query(alias="next")]
Persona = Annotated[str, Form(max_length=64)]
Next = Annotated[str, Form(alias="next", max_length=200)]


def local(path: str) -> str:
    """Return a path of this service, or its first page: nobody is sent elsewhere after signing in."""
    return path if len(path) <= 200 and PATH.fullmatch(path) else "/"


@router.get("/sign-in")
def get_sign_in(request: Request, back: Back = "/") -> Response:
    """Show how to sign in here."""
    state = request.app.state
    people = invented.choices() if demo.enabled(state.settings) else {}
    start = f"{START}?next={quote(local(back), safe='')}" if state.sign_in else ""
    return frame.show(request, "signin/sign-in.html", next=local(back), people=people, start=start)


@router.get(START)
def get_sign_in_start(request: Request, back: Back = "/") -> Response:
    """Send a browser to the provider."""
    attempt = Attempt.begin(local(back))
    answer = RedirectResponse(attempts.provider(request).start(attempt), 303)
    attempts.keep(answer, request.app.state.settings, attempt)
    return answer


@router.get("/sign-in/return")
def get_sign_in_return(request: Request) -> Response:
    """Take a browser back from the provider. However it ends, its attempt is used up."""
    try:
        claims, back = attempts.finish(request)
        answer = signed_in(request, claims, back)
    except (SignInRefused, NoSeat, Unavailable) as problem:
        answer = frame.problem_page(request, problem)
    attempts.forget(answer, request.app.state.settings)
    return answer


@router.post("/sign-in/demo", dependencies=[FromOurSite])
def post_demo_sign_in(request: Request, persona: Persona, back: Next = "/") -> Response:
    """Sign in somebody invented."""
    state = request.app.state
    who = invented.chosen(persona)
    if not demo.enabled(state.settings) or who is None:
        raise NotFound
    return signed_in(request, state.tokens.verify(demo.token(state.settings, who.name)), back)


@router.post("/sign-out", dependencies=[FromOurPage])
def post_sign_out(request: Request, work: VisitWork) -> Response:
    """End this browser's session."""
    sessions.end_session(work.session, visits.secret_of(request))
    trail.record(work, trail.Event.SIGNED_OUT)
    answer = RedirectResponse("/signed-out", 303, {"Clear-Site-Data": CLEARED})
    visits.take_cookie(answer, work.kit.settings)
    return answer


@router.get("/signed-out")
def get_signed_out(request: Request) -> Response:
    """Say that nobody is signed in here any more, and where else they may be.

    It is a link, since browsers let no form of ours lead to another site.
    """
    away = None
    with suppress(Unavailable):
        away = request.app.state.sign_in and request.app.state.sign_in.away()
    return frame.show(request, "signin/signed-out.html", away=away)


def signed_in(request: Request, claims: Claims, back: str) -> Response:
    """Return what opens a session in this browser and sends it on: all ways of signing in end here."""
    secret = visits.sign_in(request, claims)
    answer = RedirectResponse(local(back), 303)
    visits.give_cookie(answer, request.app.state.settings, secret)
    return answer
