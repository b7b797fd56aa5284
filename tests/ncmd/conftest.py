"""A case that the national database is told of."""

from tests.analysis.conftest import at_panel, review, room

__all__ = ["at_panel", "review", "room"]
