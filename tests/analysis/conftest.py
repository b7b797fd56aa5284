"""A case whose analysis form is written."""

import pytest

from tests.analysis.journey import Review
from tests.meetings.conftest import Room, room

__all__ = ["room"]


@pytest.fixture
def review(room: Room) -> Review:
    """A case of an infant of the joint panel."""
    return Review(room, room.case(born_on="2025-12-01"))


@pytest.fixture
def at_panel(review: Review) -> Review:
    """The case with its draft, before a panel that has its quorum."""
    assert review.draft().status_code == 200
    review.convene()
    review.advance()
    return review
