"""A view of everything that a database holds, so that a test can show that nothing of it has changed."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, text

UNCOUNTED = {"request_count"}


@pytest.fixture
def held(engine: Engine) -> Callable[[], dict[str, int]]:
    """Return how many rows each table holds, the trail's among them; counts of requests are left out."""

    def count() -> dict[str, int]:
        with engine.connect() as connection:
            names = connection.execute(
                text(
                    "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename !~ '^alembic'"
                )
            ).scalars()
            return {
                name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one()
                for name in sorted(set(names) - UNCOUNTED)
                if connection.execute(text(f"SELECT has_table_privilege('{name}', 'SELECT')")).scalar_one()
            }

    return count
