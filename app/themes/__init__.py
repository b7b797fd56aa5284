"""Themed-review cohorts across panels, under keys of their own: a cohort can never open a case."""
