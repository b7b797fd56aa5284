"""A case whose final form recommends something to each of its readers."""

from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from app import worker
from app.kit import Parts
from tests.analysis.conftest import review, room
from tests.analysis.journey import Review
from tests.brought import Begun, begins
from tests.meetings.conftest import Room
from tests.people import Headers

__all__ = ["review", "room"]

SAID = [
    {"text": "For Herefordshire.", "addressee": "A", "level": "local", "area": "herefordshire"},
    {"text": "For Worcestershire.", "addressee": "B", "level": "local", "area": "worcestershire"},
    {"text": "For the region.", "addressee": "C", "level": "regional"},
    {"text": "For the country.", "addressee": "D", "level": "national", "due_on": "2030-01-31"},
]


def bring_learning(client: TestClient, as_: Headers, parts: Parts) -> tuple[UUID, str, str]:
    """A case of which the recommendations of the final form are taken up."""
    room = Room(client, as_, parts.sessions, parts)
    review = Review(room, room.case(born_on="2025-12-01"))
    review.finish(recommendations=SAID)
    worker.perform(parts, "learning.follow", {"case_id": str(review.case)})
    return review.case, review.meeting, review.item


begun = begins({"learned": bring_learning})


@pytest.fixture
def learned(begun: Begun, room: Room) -> Review:
    """The case when its recommendations are taken up."""
    return Review(room, *begun.told)
