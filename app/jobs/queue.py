"""The queue, by name: procrastinate's jobs on the same PostgreSQL, deferred in the caller's transaction."""

import json
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from app.problems import Unavailable
from app.work import Work

TASKS = ("notifications.propose", "ncmd.owe", "learning.follow")
# What procrastinate's own client calls for one job; the client would take half a millisecond more.
DEFER = text(
    "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW('default', :task, 0, NULL, NULL, CAST(:args AS jsonb),"
    " NULL)::procrastinate_job_to_defer_v1])"
)


def defer(work: Work, task: str, **ids: UUID | str) -> None:
    """Let the worker do this once the transaction is committed. Arguments are opaque ids alone."""
    if task not in TASKS:
        raise LookupError(task)
    args = json.dumps({name: str(value) for name, value in ids.items()})
    work.session.flush()
    try:
        work.session.connection().execute(DEFER, {"task": task, "args": args})
    except ProgrammingError:
        raise Unavailable("The work that follows cannot be queued. Nothing was changed.") from None
