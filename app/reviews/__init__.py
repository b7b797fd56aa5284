"""Parallel reviews, coroner and certification, hand-offs, holds."""
