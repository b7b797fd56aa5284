"""The trail: append-only, chained, checkpointed."""
