"""The engine: synchronous, bounded, and silent about what it carries."""

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.orm import Session, sessionmaker

from app.db.tagged import INFO

THREADS = 40
LIMITS = (
    "-c lock_timeout=2000 -c statement_timeout=30000 "
    "-c idle_in_transaction_session_timeout=60000 -c timezone=UTC"
)


def make_engine(url: str) -> Engine:
    """Return an engine that never puts parameters into an error, and waits for locks two seconds at most.

    The pool is as large as the thread pool that serves requests, or the pool would be the queue. A
    connection is not tried before it is used: after a restart of the database the first request gets a 503,
    and the whole pool is made anew.
    """
    return create_engine(
        url,
        hide_parameters=True,
        pool_size=10,
        max_overflow=THREADS - 10,
        pool_timeout=5,
        connect_args={"options": LIMITS, "connect_timeout": 5},
    )


def make_sessions(engine: Engine | Connection, tags: object) -> sessionmaker[Session]:
    """Return sessions whose objects stay readable after the commit, and whose tagged rows are checked."""
    return sessionmaker(engine, expire_on_commit=False, info={INFO: tags})
