"""The office, and where its tests begin."""

import pytest
from fastapi.testclient import TestClient

from app.kit import Parts
from tests.packs.begun import begun, long_pack, pack, ready, released
from tests.packs.office import Headers, Office

__all__ = ["begun", "long_pack", "pack", "ready", "released"]


@pytest.fixture
def office(client: TestClient, as_: Headers, parts: Parts) -> Office:
    """Packs over HTTP."""
    return Office(client, as_, parts)
