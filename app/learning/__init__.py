"""Recommendations and actions: to whom, by when, to what effect. They outlive their case."""
