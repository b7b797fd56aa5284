"""States that many tests begin with: brought about once over HTTP, and cloned for each test that asks."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from itertools import count
from typing import Any

import psycopg
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from app.db.embedded import Urls
from app.db.engine import make_engine
from app.kit import Parts, build
from app.main import equip, shape
from app.settings import Settings
from tests.people import Headers

Shapes = defaultdict[tuple[bool, int, float], list[FastAPI]]
Bring = Callable[[TestClient, Headers, Parts], Any]
NUMBERS = count(1)


@dataclass(frozen=True)
class Begun:
    """Where a test begins: the database that it clones, and what was brought about there."""

    database: str
    told: Any = None


Brought = Callable[[Bring], Begun]


def administer(server: Urls, statement: str) -> None:
    """Have a server do something to one of its databases."""
    address = server.named("postgres").superuser.replace("+psycopg", "")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement.encode())


def clone(server: Urls, template: str, name: str) -> Urls:
    """A database that begins as another is, to which nobody is connected."""
    administer(server, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy OWNER cdop_migrate")
    return server.named(name)


@contextmanager
def on_loan(shapes: Shapes, settings: Settings, engine: Engine, parts: Parts) -> Iterator[FastAPI]:
    """A service on a database, given back afterwards: what FastAPI has worked out it keeps."""
    free = shapes[settings.is_demo, settings.body_limit, settings.body_seconds]
    api = free.pop() if free else shape(settings)
    equip(api, settings, engine, parts)
    yield api
    free.append(api)


def bringing(server: Urls, template: str, settings: Settings, shapes: Shapes, as_: Headers) -> Brought:
    """What brings a state about in a database of its own, once, and leaves it with nobody connected."""

    @cache
    def brought(bring: Bring) -> Begun:
        name = f"{template}_begun_{next(NUMBERS)}"
        engine = make_engine(clone(server, template, name).app)
        parts = build(settings, engine)
        with (
            on_loan(shapes, settings, engine, parts) as api,
            TestClient(api, base_url="http://127.0.0.1:8000") as client,
        ):
            told = bring(client, as_, parts)
        engine.dispose()
        return Begun(name, told)

    return brought


def begins(states: dict[str, Bring]) -> Any:
    """The fixture `begun` of a folder or a file: the first of its states whose name a test asks for."""

    @pytest.fixture
    def begun(request: pytest.FixtureRequest, template: str, brought: Brought) -> Begun:
        asked = [bring for name, bring in states.items() if name in request.fixturenames]
        if not asked:
            return Begun(template)
        state = brought(asked[0])
        return Begun(state.database, deepcopy(state.told))

    return begun
