"""Tracing what was found outside to the copy of a pack that it was taken from."""
