"""Hiding words that nobody flagged: found in every account, ticked, and hidden together."""
