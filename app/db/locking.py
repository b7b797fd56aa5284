"""Locking a row that is already loaded, and reading it anew."""

from sqlalchemy.orm import Session

from app.db.base import Base


def lock(session: Session, row: Base) -> None:
    """Wait for a row, lock it, and read what it now says. What is not yet written is written first.

    A bare `refresh` expires the row before it flushes, and would silently drop a change that is waiting.
    """
    session.flush()
    session.refresh(row, with_for_update=True)
