"""Use cases beside a review, one module for each kind of record."""
