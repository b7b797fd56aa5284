"""The frame of every page: what a template shows, for whom, and the headers that keep a page to itself."""

from fastapi import Request
from fastapi.responses import HTMLResponse, Response

from app.identity.sessions import form_token
from app.portal import pages
from app.problems import Problem
from app.web.visits import secret_of

CONTENT = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self';"
    " form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


def show(request: Request, template: str, *, status: int = 200, **data: object) -> HTMLResponse:
    """Return a page. Templates have `csrf` for their forms, and `signed_in` for what stands around them."""
    secret = secret_of(request)
    about = {
        "csrf": form_token(secret) if secret else "",
        "signed_in": bool(secret),
        "path": request.url.path,
    }
    page = pages.render(template, **about, **data)
    return HTMLResponse(page, status, headers={"Content-Security-Policy": CONTENT})


def problem_page(request: Request, problem: Problem) -> Response:
    """Return what went wrong as a page; who has to sign in first is sent to do so."""
    if "Location" in problem.headers:
        return Response(status_code=problem.status, headers=problem.headers)
    shown = show(request, "problem.html", status=problem.status, problem=problem)
    shown.headers.update(problem.headers)
    return shown
