"""The door of work that waits: every task by name, each in a transaction of its own."""

import asyncio
import importlib
import signal
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from uuid import uuid4

import procrastinate
import structlog
from sqlalchemy import text
from sqlalchemy.engine import make_url

from app import kit as doors
from app.audit import checkpoints, trail
from app.db.engine import make_engine
from app.identity import clients
from app.identity.actors import SYSTEM_ID, Actor, Kind, Role, Seat
from app.jobs import TASKS
from app.problems import Refused
from app.settings import Settings
from app.work import Work

log = structlog.get_logger()
TAKEN = text(
    "DELETE FROM procrastinate_jobs WHERE id = (SELECT id FROM procrastinate_jobs WHERE status = 'todo'"
    " AND task_name = ANY(:names) ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING task_name, args"
)
SYSTEM = Actor(SYSTEM_ID, Kind.SYSTEM, (Seat(Role.SYSTEM),))


def task_named(name: str) -> Callable[..., None]:
    """Return the task of a name such as `ncmd.owe`: the function `owe` of the room's module `tasks`."""
    room, task = name.split(".")
    found: Callable[..., None] = getattr(importlib.import_module(f"app.{room}.tasks"), task)
    return found


def perform(parts: doors.Parts, name: str, ids: Mapping[str, str]) -> None:
    """Do one task in one transaction, as the service itself. Tasks may run twice: they are idempotent."""
    try:
        with parts.sessions.begin() as session:
            work = Work(session, SYSTEM, datetime.now(UTC), str(uuid4()), parts.kit)
            task_named(name)(work, **ids)
            trail.settle(work)
    except Refused as refused:
        log.critical("alarm", kind=type(refused).__name__, task=name)
        raise


def drain(parts: doors.Parts, at: datetime) -> None:
    """Do all that waits, as of an instant, each task in the transaction that takes it from the queue."""
    waits = True
    while waits:
        with parts.sessions.begin() as session:
            job = session.execute(TAKEN, {"names": list(TASKS)}).one_or_none()
            waits = job is not None
            if job is not None:
                work = Work(session, SYSTEM, at, str(uuid4()), parts.kit)
                task_named(job.task_name)(work, **job.args)
                trail.settle(work)


def make_queue(url: str, parts: doors.Parts) -> procrastinate.App:
    """Return the worker's queue with every task that the service knows."""
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    queue = procrastinate.App(
        connector=procrastinate.PsycopgConnector(conninfo=address, min_size=1, max_size=4),
        periodic_defaults={"max_delay": 86400},
    )
    _add_periodic(queue, parts)
    for name in TASKS:
        queue.task(name=name, retry=procrastinate.RetryStrategy(max_attempts=8, exponential_wait=4))(
            _task(parts, name)
        )
    return queue


def _add_periodic(queue: procrastinate.App, parts: doors.Parts) -> None:
    """Sign the trail every five minutes when it has grown, and forget spent assertions every night."""

    def sign(timestamp: int) -> None:  # noqa: ARG001
        with parts.sessions.begin() as session:
            checkpoints.checkpoint(session, parts.signer, doors.origin(parts.kit.settings))

    def forget(timestamp: int) -> None:
        with parts.sessions.begin() as session:
            clients.forget_used_assertions(session, datetime.fromtimestamp(timestamp, UTC))

    for name, cron, task in (("audit.sign", "*/5 * * * *", sign), ("identity.forget", "15 2 * * *", forget)):
        queue.periodic(cron=cron)(queue.task(name=name, queueing_lock=name)(task))


def _task(parts: doors.Parts, name: str) -> Callable[..., None]:
    def task(**ids: str) -> None:
        perform(parts, name, ids)

    task.__name__ = name.replace(".", "_")
    return task


def until_signal() -> threading.Event:
    """Return an event that is set when the process is asked to stop."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    return stop


def run(settings: Settings, url: str, stop: threading.Event) -> None:
    """Work until told to stop. A lost database ends the worker quietly, so it is started again."""
    engine = make_engine(url)
    try:
        parts = doors.build(settings, engine)
        doors.check_trail(parts)
        while not stop.is_set():
            try:
                asyncio.run(_work(make_queue(url, parts), stop))
            except Exception as fault:
                log.warning("worker stopped", kind=type(fault).__name__)
            stop.wait(1)
    finally:
        engine.dispose()


async def _work(queue: procrastinate.App, stop: threading.Event) -> None:
    async with queue.open_async():
        await _free_stalled(queue)
        working = asyncio.create_task(
            queue.run_worker_async(install_signal_handlers=False, delete_jobs="successful", concurrency=2)
        )
        while not stop.is_set() and not working.done():
            await asyncio.sleep(0.2)
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)


async def _free_stalled(queue: procrastinate.App) -> None:
    """Let jobs of a killed worker run again."""
    for job in await queue.job_manager.get_stalled_jobs(nb_seconds=60):
        await queue.job_manager.retry_job(job)
