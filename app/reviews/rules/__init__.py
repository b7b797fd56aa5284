"""Decisions beside a review, as pure functions and tables."""
