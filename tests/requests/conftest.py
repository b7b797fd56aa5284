"""A case of the test's own."""

from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from app.kit import Parts
from tests.reviews.opening import a_case


@pytest.fixture
def case_id(client: TestClient, parts: Parts) -> UUID:
    """An open case of the Herefordshire and Worcestershire panel."""
    return a_case(parts)
