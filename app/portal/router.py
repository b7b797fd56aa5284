"""Pages over HTTP: what this service is, where to begin, and what all pages link."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.portal import frame, pages
from app.portal.visitors import navigation
from app.problems import NotFound
from app.web.visits import VisitWork, secret_of

router = APIRouter(include_in_schema=False)
START = "/start"


@router.get("/")
def get_home(request: Request) -> Response:
    """Say what this is, to whoever comes by; who has signed in goes on to where they begin."""
    if secret_of(request):
        return RedirectResponse(START, 303)
    return frame.show(request, "home.html")


@router.get(START)
def get_start(request: Request, work: VisitWork) -> Response:
    """Go to the first place of the visitor's menu."""
    if places := navigation(work.actor, START):
        return RedirectResponse(places[0].href, 303)
    return frame.show(request, "nowhere.html")


@router.get("/assets/{name}")
def get_asset(name: str) -> Response:
    """Return an asset of the pages and documents."""
    found = pages.asset(name)
    if found is None:
        raise NotFound
    content, media = found
    return Response(content, media_type=media)
