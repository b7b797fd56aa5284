"""The frame of every page: what a template shows, for whom, and the headers that keep a page to itself."""

from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, Response

from app.identity.sessions import form_token
from app.portal import pages, visitors
from app.problems import Problem
from app.web.visits import secret_of

SERVICE = "Child Death Overview Panel"
CONTENT = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self';"
    " form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


def show(request: Request, template: str, *, status: int = 200, **data: object) -> HTMLResponse:
    """Return a page, a template that extends `frame.html`.

    `errors`, a list of `{"href": "#id-of-the-field", "text": "…"}`, stand above it and in its title. Forms
    are made with `form` of `forms.html`.
    """
    return dressed(pages.render(template, **around(request), **data), status)


def around(request: Request) -> dict[str, Any]:
    """Return what stands around every page: whose it is, as a role, where they may go, and `csrf`."""
    secret, path = secret_of(request), request.url.path
    actor = getattr(request.state, "actor", None)
    return {
        "service": SERVICE,
        "csrf": form_token(secret) if secret else "",
        "signed_in": bool(secret),
        "path": path,
        "is_demo": request.app.state.settings.is_demo,
        "who": visitors.named(actor),
        "navigation": visitors.navigation(actor, path),
    }


def dressed(page: str, status: int = 200) -> HTMLResponse:
    """Return a rendered page with the headers of this room."""
    return HTMLResponse(page, status, headers={"Content-Security-Policy": CONTENT})


def problem_page(request: Request, problem: Problem) -> Response:
    """Return what went wrong as a page; who has to sign in first is sent to do so."""
    if "Location" in problem.headers:
        return Response(status_code=problem.status, headers=problem.headers)
    shown = show(request, "problem.html", status=problem.status, problem=problem)
    shown.headers.update(problem.headers)
    return shown
