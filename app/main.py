"""The HTTP door: builds the key ring and the small objects once, and puts every router in its place."""

import importlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker
from starlette.datastructures import State

import app as house
from app import kit as doors
from app.identity.signing_in import make_sign_in
from app.identity.tokens import make_verifier
from app.portal import frame
from app.settings import Settings
from app.web import guard, problems
from app.web.limits import make_counter

ROUTERS = ("router", "routers", "oauth", "health")
BUSIEST = "notifications"
DESCRIPTION = "A child death overview panel's service: from the notification to the panel's decision."


def create_app(settings: Settings, engine: Engine | None = None, parts: doors.Parts | None = None) -> FastAPI:
    """Return the service on a database, or, without one, just its shape for the OpenAPI document."""
    api = shape(settings)
    if engine is not None:
        equip(api, settings, engine, parts or doors.build(settings, engine))
    return api


def shape(settings: Settings) -> FastAPI:
    """Return every path of the service, with nothing behind it."""
    api = FastAPI(
        title="Child Death Overview Panel",
        version="1",
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json" if settings.is_demo else None,
        redirect_slashes=False,
        telemetry={"tracing": False, "metrics": False, "logs": False},
        generate_unique_id_function=_operation_id,
    )
    for router in routers():
        api.include_router(router)
    problems.install(api)
    api.add_middleware(guard.Guard, limit=settings.body_limit, seconds=settings.body_seconds)
    return api


def equip(api: FastAPI, settings: Settings, engine: Engine, parts: doors.Parts) -> None:
    """Put a database and the keys behind the paths: what lay behind them before is forgotten."""
    api.state = State()
    sessions: sessionmaker[Session] = parts.sessions
    api.state.settings = settings
    api.state.problem_page = frame.problem_page
    api.state.kit = parts.kit
    api.state.sessions = sessions
    api.state.tokens = make_verifier(settings, sessions, parts.kit.tags)
    api.state.sign_in = make_sign_in(settings, api.state.tokens)
    api.state.counter = make_counter(engine)
    api.state.started_at = datetime.now(UTC)


def routers() -> Iterator[APIRouter]:
    """Return every room's router: first where others are in a hurry, then in the order of the names."""
    root = Path(house.__file__).parent
    files = [file for name in ROUTERS for file in root.rglob(f"{name}.py")]
    for file in sorted(files, key=lambda file: (file.parent.name != BUSIEST, file)):
        module = ".".join(("app", *file.relative_to(root).with_suffix("").parts))
        found: Any = getattr(importlib.import_module(module), "router", None)
        if isinstance(found, APIRouter):
            yield found


def _operation_id(route: APIRoute) -> str:
    return route.name
