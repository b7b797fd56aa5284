"""Reviewing a pack: the original beside the pack's text, and each place that waits for a person."""
