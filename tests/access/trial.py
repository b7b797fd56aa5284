"""Tries the whole table: whoever is refused comes first, since a refusal changes nothing."""

import importlib
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import text

from app.identity.personas import PERSONAS
from tests.access.asks.asking import Ask, ask_for, send
from tests.access.ops import NOBODY, Op, those
from tests.access.table import TABLE
from tests.access.world import World

for _room in ("cases", "family", "panel", "stewards"):
    importlib.import_module(f"tests.access.asks.{_room}")

THREADS = 4
# One of each kind that is refused asks for what does not exist, too: their peers would be told the same.
VOICES = those(
    "member-lay", "respondent", "notifier-wvt", "partner-herefordshire", "stw-coordinator",
    "auditor", "administrator",
)  # fmt: skip
LAST = ("/v1/requests/redeem",)
UNCOUNTED = (
    "audit_event",
    "audit_chain",
    "audit_checkpoint",
    "audit_cosignature",
    "kept_answer",
    "request_count",
)
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename != ALL(:uncounted)"
CONTENT = "SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {} t"
MARKS = {"x-request-id", "content-length", "date"}


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody was told, and under which request."""

    op: Op
    who: str
    expected: int
    status: int
    request_id: str
    text: str
    headers: Mapping[str, str]

    @property
    def said(self) -> tuple[int, str, tuple[tuple[str, str], ...]]:
        """All that a caller sees but the id of the request."""
        seen = ((name, value) for name, value in sorted(self.headers.items()) if name not in MARKS)
        return self.status, self.text, tuple(seen)

    def __str__(self) -> str:
        return f"{self.op.name} by {self.who}: {self.status} for {self.expected}: {self.text[:160]}"


@dataclass
class Trial:
    """Everything that was told, and what the refusals left in the database."""

    refused: list[Told] = field(default_factory=list)
    of_nothing: dict[tuple[str, str], Told] = field(default_factory=dict)
    done: list[Told] = field(default_factory=list)
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, world: World) -> "Trial":
        """Try every operation with everybody."""
        trial = cls()
        things = [(op, owner, ask_for(world, op, owner)) for op in TABLE if (owner := _owner(op))]
        trial.before = content(world)
        refusals = [
            (op, who, ask, expected)
            for op, owner, ask in things
            for who, expected in op.refusals(owner).items()
        ]
        others = [
            (op, who, ask.of_another(), expected)
            for op, who, ask, expected in refusals
            if who in VOICES and ask.about_something
        ]
        with ThreadPoolExecutor(THREADS) as pool:
            trial.refused = list(pool.map(lambda one: _tell(world, *one), refusals))
            told = pool.map(lambda one: _tell(world, *one), others)
            trial.of_nothing = {(one.op.name, one.who): one for one in told}
        trial.after = content(world)
        trial.done = list(_allowed(world))
        return trial


def _allowed(world: World) -> Iterator[Told]:
    """Reading first, for what is done may end what is read; links last, for they give seats."""
    for op in sorted(TABLE, key=lambda op: (op.path in LAST, op.verb != "GET")):
        for who in sorted(op.yes):
            yield _tell(world, op, who, ask_for(world, op, who), op.status)
        if op.public:
            yield _tell(world, op, NOBODY, ask_for(world, op, NOBODY), op.status)


def _owner(op: Op) -> str:
    return "notifier-wvt" if "notifier-wvt" in op.yes else next(one for one in PERSONAS if one in op.yes)


def _tell(world: World, op: Op, who: str, ask: Ask, expected: int) -> Told:
    request_id, answer = send(world, op, who, ask)
    return Told(op, who, expected, answer.status_code, request_id, answer.text, answer.headers)


def content(world: World) -> dict[str, Any]:
    """How many rows every table has, and a digest of what they say, but for the trail and kept answers."""
    with world.engine.connect() as connection:
        tables = connection.execute(text(TABLES), {"uncounted": list(UNCOUNTED)}).scalars().all()
        return {name: tuple(connection.execute(text(CONTENT.format(name))).one()) for name in sorted(tables)}


def trail(world: World) -> dict[str, set[str]]:
    """What the trail says of every request."""
    entries: dict[str, set[str]] = {}
    with world.engine.connect() as connection:
        for request_id, action in connection.execute(text("SELECT request_id, action FROM audit_event")):
            entries.setdefault(request_id, set()).add(action)
    return entries
