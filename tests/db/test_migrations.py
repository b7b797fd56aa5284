"""The migrations: up, down, up again, and in step with the models."""

from collections.abc import Iterator

import pytest
from sqlalchemy import NullPool, create_engine, text

from app.db import migrate
from app.db.embedded import Urls

EMPTY = "cdop_empty"


@pytest.fixture
def empty(server: Urls, template: str) -> Iterator[Urls]:
    """A database of the owner's in which no migration has run."""
    admin_url = server.named("postgres").superuser
    admin = create_engine(admin_url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {EMPTY} OWNER cdop_migrate"))
        yield server.named(EMPTY)
        connection.execute(text(f"DROP DATABASE {EMPTY} WITH (FORCE)"))


def left_over(url: str) -> list[str]:
    """Name what stands in the schema beside the migrations' own table."""
    made = text(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v')"
        " UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
        " UNION ALL SELECT typname FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typtype = 'e'"
    )
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        return sorted(set(connection.scalars(made)) - {"alembic_version"})


def test_up_down_and_up_again(empty: Urls) -> None:
    migrate.upgrade(empty.owner)
    assert migrate.current(empty.owner) == migrate.head(empty.owner)
    migrate.downgrade(empty.owner, "base")
    assert migrate.current(empty.owner) is None
    assert left_over(empty.owner) == []
    migrate.upgrade(empty.owner)
    assert migrate.current(empty.owner) == migrate.head(empty.owner)


def test_models_and_migrations_say_the_same(database: Urls) -> None:
    migrate.check(database.owner)


@pytest.mark.parametrize("role", ["app", "keys", "sealer", "backup"])
def test_only_the_owner_changes_the_schema(database: Urls, role: str) -> None:
    engine = create_engine(getattr(database, role), poolclass=NullPool)
    with engine.connect() as connection, pytest.raises(Exception, match="permission denied"):
        connection.execute(text("CREATE TABLE mine (id int)"))


def test_the_application_is_no_superuser_and_does_not_pass_row_security(database: Urls) -> None:
    rights = text(
        "SELECT rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole FROM pg_roles"
        " WHERE rolname = current_user"
    )
    engine = create_engine(database.app, poolclass=NullPool)
    with engine.connect() as connection:
        assert connection.scalar(rights) is False
