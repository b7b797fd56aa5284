"""An invented year: people, deaths, what agencies tell, and every step that the office takes."""

from app.cli.invention.loading import is_empty, load, most_years

__all__ = ["is_empty", "load", "most_years"]
