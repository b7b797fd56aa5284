"""Problem documents (RFC 9457): where and why, never what was sent. Under `/fhir`, an OperationOutcome."""

from collections.abc import Sequence
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Match

from app.problems import Conflict, Fault, Invalid, Malformed, NotFound, Problem, Refused, Stale, Unavailable
from app.web.outcomes import outcome

log = structlog.get_logger()
UNKNOWN = {"extra_forbidden", "unexpected_keyword_argument"}
METHODS = ("DELETE", "GET", "PATCH", "POST", "PUT")
FIRST = ("body", "query", "path", "header", "cookie")


NOT_PAGES = ("/v1", "/fhir", "/oauth", "/.well-known", "/livez", "/readyz", "/openapi.json", "/assets")


def answer(request: Request, problem: Problem) -> Response:
    """Return a problem as the document that this part of the service speaks: to a browser, a page."""
    page = getattr(request.app.state, "problem_page", None)
    if page and "text/html" in request.headers.get("accept", "") and not is_interface(request.url.path):
        shown: Response = page(request, problem)
        return shown
    if request.url.path.startswith("/fhir"):
        return JSONResponse(
            outcome(problem), problem.status, problem.headers, media_type="application/fhir+json"
        )
    return JSONResponse(
        document(problem), problem.status, problem.headers, media_type="application/problem+json"
    )


def is_interface(path: str) -> bool:
    """Return whether a path is read by programs, and never as a page."""
    return path.startswith(NOT_PAGES)


def document(problem: Problem) -> dict[str, Any]:
    """Return a problem document; its type is stable, and it repeats nothing."""
    body: dict[str, Any] = {
        "type": f"urn:cdop:problem:{problem.type}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
    }
    if problem.errors:
        body["errors"] = [
            {"pointer": fault.pointer, "type": fault.type, "message": fault.message}
            for fault in problem.errors
        ]
    return body


def faults(errors: Sequence[Any]) -> list[Fault]:
    """Return pydantic's errors by place and rule; an unknown field is told at its parent."""
    found = []
    for error in errors:
        place = [part for part in error["loc"] if part not in FIRST or part != error["loc"][0]]
        if error["type"] in UNKNOWN:
            found.append(
                Fault(_pointer(place[:-1]), "unknown-field", "There is a field here that is not known.")
            )
        else:
            found.append(Fault(_pointer(place), error["type"].replace("_", "-"), error["msg"]))
    return list(dict.fromkeys(found))


def _pointer(place: Sequence[Any]) -> str:
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in place)


def from_database(fault: SQLAlchemyError) -> Problem:
    """Return what a database error means to a caller: its text may hold values and goes nowhere."""
    original = getattr(fault, "orig", None)
    log.warning("database refused", kind=type(fault).__name__, sqlstate=getattr(original, "sqlstate", None))
    if isinstance(fault, StaleDataError):
        return Stale("Read it again: somebody has changed it since.")
    if (getattr(getattr(original, "diag", None), "table_name", None) or "").startswith("audit_"):
        log.critical("alarm", kind="trail")
        return Unavailable("The trail cannot be written, so nothing was done.")
    if isinstance(fault, IntegrityError):
        return Conflict("It clashes with something that is there already.")
    if isinstance(fault, DataError):
        return Invalid("It holds a value that cannot be kept.")
    if isinstance(fault, OperationalError | PoolTimeout | DBAPIError):
        return Unavailable("The database cannot do this at the moment. Nothing was changed.")
    return Problem("Nothing was changed.")


class Unserved(Problem):
    """The path is known, and this method is not one of it."""

    status, type, title = 405, "method-not-allowed", "This cannot be done here"


def methods_at(request: Request) -> set[str]:
    """Return every method that the path of a request takes, over all routes: HEAD goes with GET."""
    found = {
        method
        for method in METHODS
        if any(
            route.matches({**request.scope, "method": method})[0] is Match.FULL
            for route in request.app.routes
        )
    }
    return found | ({"HEAD"} if "GET" in found else set())


def _unserved(request: Request, refusal: HTTPException) -> Problem:
    if refusal.status_code == 404:
        return NotFound()
    if refusal.status_code == 405:
        allowed = ", ".join(sorted(methods_at(request)))
        return Unserved("This path takes other methods.", headers={"Allow": allowed})
    problem = Problem("The request could not be read.")
    problem.status, problem.type, problem.title = refusal.status_code, "http", "This cannot be done here"
    return problem


def install(app: FastAPI) -> None:
    """Teach an application to answer every fault with a problem document."""

    @app.exception_handler(Problem)
    def _problem(request: Request, problem: Problem) -> Response:
        if isinstance(problem, Refused):
            log.critical("alarm", kind=type(problem).__name__, request_id=request.state.request_id)
        return answer(request, problem)

    @app.exception_handler(RequestValidationError)
    def _invalid(request: Request, invalid: RequestValidationError) -> Response:
        errors = invalid.errors()
        if any(error["type"] == "json_invalid" for error in errors):
            return answer(request, Malformed("The body is not JSON."))
        if any(error["loc"][0] == "path" for error in errors):
            return answer(request, NotFound())
        return answer(request, Invalid(errors=faults(errors)))

    @app.exception_handler(SQLAlchemyError)
    def _database(request: Request, fault: SQLAlchemyError) -> Response:
        return answer(request, from_database(fault))

    @app.exception_handler(HTTPException)
    def _http(request: Request, refusal: HTTPException) -> Response:
        return answer(request, _unserved(request, refusal))
