"""Where the service works: its settings, its database, its engine."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine

from app import kit as doors
from app.db import migrate
from app.db.embedded import embedded
from app.db.engine import make_engine, make_sessions
from app.identity import seeding
from app.partners import service as partners
from app.settings import Settings, SettingsRefused, load_settings


@dataclass(frozen=True, slots=True)
class Place:
    """Settings and the addresses of the database: for the service, for its owner, for keys."""

    settings: Settings
    app: str
    owner: str
    keys: str

    @contextmanager
    def engine(self) -> Iterator[Engine]:
        """Give an engine on the service's own role, and close it afterwards."""
        engine = make_engine(self.app)
        try:
            yield engine
        finally:
            engine.dispose()


@contextmanager
def place() -> Iterator[Place]:
    """Give the place to work at: the given database, or the embedded one in demo mode."""
    settings = load_settings()
    if settings.database_url:
        url = settings.database_url
        yield Place(settings, url, settings.migrate_url or url, settings.keys_url or url)
        return
    if not settings.is_demo:
        raise SettingsRefused("Not fit for production: CDOP_DATABASE_URL.")
    with embedded(settings.data_dir) as urls:
        yield Place(settings, urls.app, urls.owner, urls.keys)


def prepare(here: Place) -> None:
    """Bring the schema up to date and name what the service needs to know: areas, partners, personas."""
    migrate.upgrade(here.owner)
    owner = make_engine(here.owner)
    try:
        parts = doors.build(here.settings, owner)
        with make_sessions(owner, parts.kit.tags).begin() as session:
            partners.seed(session)
            if here.settings.is_demo:
                panels = {panel.code: panel.id for panel in partners.panels(session)}
                seeding.seed(session, parts.kit.secrets, parts.kit.tags, panels, here.settings)
    finally:
        owner.dispose()
