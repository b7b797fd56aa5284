"""Anonymised case packs: made, checked, approved by another, released, read, contributed."""
