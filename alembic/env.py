"""How a migration runs: one transaction each, one migrator at a time, quick to give up on a lock."""

import importlib
import os
from pathlib import Path

from sqlalchemy import NullPool, create_engine, text

import app
from alembic import context
from app.db.base import Base

ONE_MIGRATOR = 20260101
QUIET = "-c client_min_messages=warning -c timezone=UTC"


def import_every_model() -> None:
    """Bring the tables of all rooms into the metadata."""
    for models in sorted(Path(app.__file__).parent.glob("*/models.py")):
        importlib.import_module(f"app.{models.parent.name}.models")


def include_name(name: str | None, kind: str, _: object) -> bool:
    """Leave out what the job library brings: its schema is its own."""
    return not (kind == "table" and name is not None and name.startswith("procrastinate_"))


def migrate() -> None:
    """Run the migrations that were asked for as the owner of the schema."""
    if context.config.attributes.get("compares", True):
        import_every_model()
    url = context.config.attributes.get("url") or os.environ["CDOP_DATABASE_URL"]
    options = {"options": QUIET}
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True, connect_args=options)
    with engine.connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": ONE_MIGRATOR})
        connection.execute(text("SET lock_timeout = '4s'"))
        connection.commit()
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            compare_type=True,
            include_name=include_name,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()


migrate()
