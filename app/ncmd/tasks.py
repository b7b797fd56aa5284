"""What is noted later: that the national database is owed something."""

from uuid import UUID

from app.cases import service as cases
from app.ncmd import service
from app.ncmd.rules import Event
from app.work import Work


def owe(work: Work, *, case_id: str, event: str) -> None:
    """Note that the national database is owed an event of a case."""
    service.owe(work, cases.case_behind(work, UUID(case_id)), Event(event))
