"""A case whose final form recommends something to each of its readers."""

import pytest

from app import worker
from tests.analysis.conftest import review, room
from tests.analysis.journey import Review

__all__ = ["review", "room"]

SAID = [
    {"text": "For Herefordshire.", "addressee": "A", "level": "local", "area": "herefordshire"},
    {"text": "For Worcestershire.", "addressee": "B", "level": "local", "area": "worcestershire"},
    {"text": "For the region.", "addressee": "C", "level": "regional"},
    {"text": "For the country.", "addressee": "D", "level": "national", "due_on": "2030-01-31"},
]


@pytest.fixture
def learned(review: Review) -> Review:
    """The case when its recommendations are taken up."""
    review.finish(recommendations=SAID)
    worker.perform(review.room.parts, "learning.follow", {"case_id": str(review.case)})
    return review
