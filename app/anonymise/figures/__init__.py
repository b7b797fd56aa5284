"""Bands, groups and the rules by which a count may be shown."""
