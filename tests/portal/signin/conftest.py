"""A service whose people sign in at a provider, and what stands around it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, create_engine, text

from app.db.embedded import Urls
from app.kit import build
from app.main import create_app
from app.partners.rules import HEREFORDSHIRE_AND_WORCESTERSHIRE as HW
from app.settings import Settings
from tests.portal.browser import Browser

ADDRESS = "https://cdop.example.invalid"
RETURN = f"{ADDRESS}/sign-in/return"
CLIENT, SECRET = "cdop-pages", "a secret+of 100%: Example"
SUBJECT = "subject-example"

Headers = Callable[[str], dict[str, str]]
Intrude = Callable[[str], None]


@pytest.fixture
def intrude(database: Urls) -> Iterator[Intrude]:
    """Somebody who writes into the database without the service."""
    engine = create_engine(database.superuser, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:

        def run(statement: str) -> None:
            connection.execute(text(statement))

        yield run
    engine.dispose()


@dataclass
class House:
    """The service under its https address, with one provider."""

    http: TestClient
    issuer: str
    as_: Headers

    def browser(self) -> Browser:
        """Return somebody's browser."""
        return Browser(self.http)

    def knows(self, subject: str = SUBJECT, role: str | None = "manager") -> str:
        """Register somebody, with a seat or without one."""
        form = {"issuer": self.issuer, "subject": subject, "display_name": "Somebody Example"}
        person_id: str = self._adds("/v1/people", form)
        if role:
            self._adds("/v1/seats", {"person_id": person_id, "role": role, "panel_id": str(HW)})
        return person_id

    def _adds(self, path: str, form: dict[str, str]) -> str:
        made = self.http.post(path, json=form, headers=self.as_("administrator"))
        assert made.status_code == 201, made.text
        return str(made.json()["id"])


def secret_file(folder: Path, content: str = SECRET) -> Path:
    """Return a file for its owner alone."""
    path = folder / "client-secret"
    path.write_text(content + "\n", encoding="utf-8")
    path.chmod(0o600)
    return path


MakeHouse = Callable[..., House]


@pytest.fixture
def make_house(settings: Settings, engine: Engine, as_: Headers, tmp_path: Path) -> MakeHouse:
    """What opens a house whose people sign in at an issuer."""

    def make(issuer: str, **changes: Any) -> House:
        named = {
            "public_url": ADDRESS,
            "oidc_issuer": issuer,
            "oidc_client_id": CLIENT,
            "oidc_client_secret_file": secret_file(tmp_path),
        }
        changed = settings.model_copy(update=named | changes)
        api = create_app(changed, engine, build(changed, engine))
        return House(TestClient(api, base_url=ADDRESS), issuer, as_)

    return make


def at_provider(address: str, issuer: str, who: str | None) -> str:
    """Walk through the provider's pages in a browser of its own, and return where it sends us at the end."""
    with httpx.Client(base_url=issuer, timeout=10) as browser:
        place = f"{address}&login_hint={who}" if who else address
        for _ in range(5):
            if not place.startswith(("/", issuer)):
                break
            place = browser.get(place).headers["location"]
    assert place.startswith(f"{RETURN}?"), place
    return place
