"""Decisions about packs, as pure functions."""
