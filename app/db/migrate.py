"""The schema: brought to a revision, or asked which one it has."""

from pathlib import Path

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import NullPool, create_engine

import app
from alembic import command


def configuration(url: str, *, compares: bool = False) -> Config:
    """Give what Alembic needs to know, from the project's folder or from an installed package.

    A migration stands alone: the models of the rooms are read only to compare them with the schema.
    """
    package = Path(app.__file__).parent
    packed = package / "alembic"
    config = Config()
    scripts = packed if packed.is_dir() else package.parent / "alembic"
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["url"] = url
    config.attributes["compares"] = compares
    return config


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the schema up to a revision; `url` is the owner's."""
    command.upgrade(configuration(url), revision)


def downgrade(url: str, revision: str) -> None:
    """Take the schema back to a revision, or to nothing with `base`."""
    command.downgrade(configuration(url), revision)


def check(url: str) -> None:
    """Raise when the models of the rooms say something else than the migrated schema."""
    command.check(configuration(url, compares=True))


def current(url: str) -> str | None:
    """Give the revision that the database is at."""
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True)
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def head(url: str) -> str | None:
    """Give the revision that this version of the service needs."""
    return ScriptDirectory.from_config(configuration(url)).get_current_head()
