"""Gathers what a pack is made from: every identifier that the case knows, and what was told."""
