"""A case whose analysis form is written."""

from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from app.kit import Parts
from tests.analysis.journey import Review
from tests.brought import Begun, begins
from tests.meetings.conftest import Room, room
from tests.people import Headers

__all__ = ["room"]


def bring_to_panel(client: TestClient, as_: Headers, parts: Parts) -> tuple[UUID, str, str]:
    """An infant of the joint panel, with a draft, before a panel that has its quorum."""
    room = Room(client, as_, parts.sessions, parts)
    review = Review(room, room.case(born_on="2025-12-01"))
    assert review.draft().status_code == 200
    review.convene()
    review.advance()
    return review.case, review.meeting, review.item


begun = begins({"at_panel": bring_to_panel})


@pytest.fixture
def review(room: Room) -> Review:
    """A case of an infant of the joint panel."""
    return Review(room, room.case(born_on="2025-12-01"))


@pytest.fixture
def at_panel(begun: Begun, room: Room) -> Review:
    """The case with its draft, before a panel that has its quorum."""
    return Review(room, *begun.told)
