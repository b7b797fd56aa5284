"""What a verified token says."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Claims:
    """What a verified token says: who, through which client, with which scopes, and how they signed in."""

    issuer: str
    subject: str
    client: str | None
    machine: bool
    scopes: frozenset[str]
    acr: str | None = None
    auth_time: datetime | None = None
