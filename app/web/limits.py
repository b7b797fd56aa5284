"""How often one actor may ask: a fixed window of a minute, counted in PostgreSQL for all processes."""

import hashlib
import time
from threading import Lock
from typing import Any

from limits import RateLimitItemPerMinute
from limits.storage import Storage
from limits.strategies import FixedWindowRateLimiter
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

from app.identity.claims import Claims
from app.problems import TooManyRequests

SHARE, MOST = 300, 10_000
COUNT = text(
    "INSERT INTO request_count AS c (key, hits, ends) VALUES (:key, :amount, :now + :expiry)"
    " ON CONFLICT (key) DO UPDATE SET"
    " hits = CASE WHEN c.ends <= :now THEN :amount ELSE c.hits + :amount END,"
    " ends = CASE WHEN c.ends <= :now THEN :now + :expiry ELSE c.ends END RETURNING hits"
)
OVER = text("DELETE FROM request_count WHERE ends <= :now")


class PostgresStorage(Storage):
    """Counts in one unlogged table, exactly, whoever asks."""

    STORAGE_SCHEME = ["cdop-postgres"]  # noqa: RUF012

    def __init__(self, engine: Engine) -> None:
        super().__init__("cdop-postgres://")
        self.engine = engine.execution_options(isolation_level="AUTOCOMMIT")

    @property
    def base_exceptions(self) -> type[Exception]:
        return SQLAlchemyError

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        values = {"key": key, "amount": amount, "now": int(time.time()), "expiry": int(expiry)}
        with self.engine.connect() as connection:
            return int(connection.execute(COUNT, values).scalar_one())

    def get(self, key: str) -> int:
        return int(self._one("SELECT hits FROM request_count WHERE key = :key AND ends > :now", key) or 0)

    def get_expiry(self, key: str) -> float:
        return float(self._one("SELECT ends FROM request_count WHERE key = :key", key) or time.time())

    def check(self) -> bool:
        return bool(self._one("SELECT 1", "") == 1)

    def reset(self) -> int | None:
        with self.engine.connect() as connection:
            return connection.execute(text("DELETE FROM request_count")).rowcount

    def clear(self, key: str) -> None:
        with self.engine.connect() as connection:
            connection.execute(text("DELETE FROM request_count WHERE key = :key"), {"key": key})

    def sweep(self) -> None:
        """Remove what is over, which counts for nothing any more."""
        with self.engine.connect() as connection:
            connection.execute(OVER, {"now": int(time.time())})

    def _one(self, statement: str, key: str) -> Any:
        with self.engine.connect() as connection:
            values = {"key": key, "now": int(time.time())}
            return connection.execute(text(statement), values).scalar_one_or_none()


class Counter:
    """Counts for all processes, a few requests at a time: who asks often takes a handful from the table.

    What is left of a handful lapses after a second, so one process is never more than a handful off, and a
    small limit (under `SHARE` a minute) is counted one by one.
    """

    def __init__(self, engine: Engine) -> None:
        self._storage = PostgresStorage(engine)
        self._limiter = FixedWindowRateLimiter(self._storage)
        self._handfuls: dict[str, tuple[float, int]] = {}
        self._lock = Lock()

    def hit(self, per_minute: int, holder: str) -> bool:
        """Return whether this holder may ask once more in this minute."""
        now, handful = time.monotonic(), max(1, per_minute // SHARE)
        with self._lock:
            until, left = self._handfuls.get(holder, (0.0, 0))
            if left and now < until:
                self._handfuls[holder] = (until, left - 1)
                return True
        if not self._limiter.hit(RateLimitItemPerMinute(per_minute), holder, cost=handful):
            return False
        with self._lock:
            if len(self._handfuls) >= MOST:
                self._handfuls.clear()
            self._handfuls[holder] = (now + 1, handful - 1)
        return True

    def is_first(self, what: str, seconds: int) -> bool:
        """Return whether this is counted for the first time in so many seconds, by whichever process."""
        self._storage.sweep()
        return self._storage.incr(what, seconds) == 1


def make_counter(engine: Engine) -> Counter:
    """Return the counter of this process."""
    return Counter(engine)


def count(counter: Counter, claims: Claims, per_minute: int) -> None:
    """Count one request of whoever holds this token, or refuse it until the minute is over.

    It is done before the request takes a connection: one that held one and waited for another would be a
    deadlock of the pool. Subjects of issuers are named by their digest.
    """
    holder = hashlib.sha256(f"{claims.issuer} {claims.subject}".encode()).hexdigest()
    if not counter.hit(per_minute, holder):
        raise TooManyRequests(headers={"Retry-After": "60"})
