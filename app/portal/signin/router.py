"""Sign-in and sign-out over HTTP."""

import re
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from app.audit import trail
from app.identity import demo, sessions
from app.identity.claims import Claims
from app.portal import frame
from app.portal.signin import invented
from app.problems import NotFound
from app.web import visits
from app.web.visits import FromOurPage, FromOurSite, VisitWork

router = APIRouter(include_in_schema=False)

# Other cookies stay: they may be those of the organisation's other services.
CLEARED = '"cache", "storage"'
PATH = re.compile(r"/(?:[\w.~-]+(?:/[\w.~-]+)*/?)?", re.ASCII)
Persona = Annotated[str, Form(max_length=64)]
Next = Annotated[str, Form(alias="next", max_length=200)]


def local(path: str) -> str:
    """Return a path of this service, or its first page: nobody is sent elsewhere after signing in."""
    return path if len(path) <= 200 and PATH.fullmatch(path) else "/"


@router.get("/sign-in")
def get_sign_in(request: Request, back: Annotated[str, Query(alias="next")] = "/") -> Response:
    """Show how to sign in here."""
    settings = request.app.state.settings
    people = invented.choices() if demo.enabled(settings) else {}
    return frame.show(request, "signin/sign-in.html", next=local(back), people=people, start="")


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
    """Say that nobody is signed in here any more."""
    return frame.show(request, "signin/signed-out.html", away="")


def signed_in(request: Request, claims: Claims, back: str) -> Response:
    """Return what opens a session in this browser and sends it on: all ways of signing in end here."""
    secret = visits.sign_in(request, claims)
    answer = RedirectResponse(local(back), 303)
    visits.give_cookie(answer, request.app.state.settings, secret)
    return answer
