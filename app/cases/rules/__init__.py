"""Decisions about a case, as pure functions: its stages, its clocks, its timeline."""
