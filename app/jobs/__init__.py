"""Deferring work in the caller's transaction: invisible until the commit, gone after a rollback."""

from app.jobs.queue import TASKS, defer

__all__ = ["TASKS", "defer"]
