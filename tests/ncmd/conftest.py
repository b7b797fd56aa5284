"""A case that the national database is told of."""

from tests.analysis.conftest import at_panel, begun, review, room

__all__ = ["at_panel", "begun", "review", "room"]
