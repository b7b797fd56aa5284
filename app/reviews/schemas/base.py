"""What every record of a case has in common on the wire."""

from uuid import UUID

from pydantic import AwareDatetime, BaseModel


class RecordOut(BaseModel):
    """Who kept a record, when, in which state and version it is."""

    id: UUID
    state: str
    version: int
    by: UUID
    at: AwareDatetime
