"""The queue, by name: procrastinate's jobs on the same PostgreSQL, deferred in the caller's transaction."""

from functools import lru_cache
from uuid import UUID

import procrastinate

from app.problems import Unavailable
from app.work import Work

TASKS = ("notifications.propose", "ncmd.owe", "learning.follow")


@lru_cache(maxsize=1)
def _app() -> procrastinate.App:
    return procrastinate.App(connector=procrastinate.SyncPsycopgConnector())


def defer(work: Work, task: str, **ids: UUID | str) -> None:
    """Let the worker do this once the transaction is committed. Arguments are opaque ids alone."""
    if task not in TASKS:
        raise LookupError(task)
    connection = work.session.connection().connection.driver_connection
    plain = {name: str(value) for name, value in ids.items()}
    try:
        _app().configure_task(task, connection=connection).defer(**plain)
    except procrastinate.exceptions.ConnectorException:
        raise Unavailable("The work that follows cannot be queued. Nothing was changed.") from None
