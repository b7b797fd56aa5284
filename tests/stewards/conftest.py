"""What stewards do, said briefly."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi.testclient import TestClient
from joserfc.jwk import ECKey

from app.partners.rules import HEREFORDSHIRE_AND_WORCESTERSHIRE as HW

KEY = ECKey.generate_key("P-384", {"kid": "p384"})


@dataclass
class Desk:
    """The service over HTTP, one call at a time."""

    client: TestClient
    as_: Callable[..., dict[str, str]]

    def get(self, persona: str, path: str, **query: Any) -> Any:
        """Ask for a path under /v1."""
        return self.client.get(f"/v1{path}", headers=self.as_(persona), params=query)

    def send(self, verb: str, persona: str, path: str, body: Any = None) -> Any:
        """Send to a path under /v1."""
        return self.client.request(verb, f"/v1{path}", headers=self.as_(persona), json=body)

    def health_system(self, **changes: Any) -> Any:
        """Register a health system."""
        form = {
            "name": "System Example",
            "jwks": {"keys": [KEY.as_dict(private=False)]},
            "ods_codes": ["RLQ"],
            "kinds": ["acute"],
            "home_panel_id": str(HW),
        }
        return self.send("POST", "administrator", "/clients", form | changes)

    def person(self, subject: str = "somebody") -> str:
        """Register a person, and return their id."""
        form = {
            "issuer": "https://issuer.example.invalid",
            "subject": subject,
            "display_name": "Somebody Example",
        }
        made = self.send("POST", "administrator", "/people", form)
        assert made.status_code == 201, made.text
        return str(made.json()["id"])


@pytest.fixture
def desk(client: TestClient, as_: Callable[..., dict[str, str]]) -> Desk:
    """The service over HTTP."""
    return Desk(client, as_)
