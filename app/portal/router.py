"""Pages over HTTP: what this service is, and the stylesheet of its documents."""

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from app.portal import pages
from app.problems import NotFound

router = APIRouter(include_in_schema=False)


@router.get("/", response_class=HTMLResponse)
def get_home() -> str:
    """Say what this is, to whoever comes by. It knows no visitor and tells of no child."""
    return pages.render("home.html")


@router.get("/assets/{name}")
def get_asset(name: str) -> Response:
    """Return an asset of the pages and documents."""
    found = pages.asset(name)
    if found is None:
        raise NotFound
    content, media = found
    return Response(content, media_type=media)
