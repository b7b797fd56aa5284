"""One piece of work: who does it, in which transaction, when, and with which small objects of the doors."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy.orm import Session

from app.identity.actors import Actor
from app.identity.seals import RowTags, Secrets
from app.settings import Settings


class Mac(Protocol):
    """Signs and checks the trail's entries."""

    def sign(self, message: bytes) -> bytes: ...
    def verify(self, message: bytes, mac: bytes) -> bool: ...


class Names(Protocol):
    """Finds the random name under which the trail speaks of a sealed thing."""

    def audit_name(self, session: Session, key_id: UUID) -> str: ...


@dataclass(frozen=True, slots=True)
class Kit:
    """What a door builds once and hands down. Only the vaults know what to do with `keyring` and `index`."""

    settings: Settings
    keyring: Any
    index: Any
    mac: Mac
    tags: RowTags
    secrets: Secrets
    names: Names
    signed_by: Callable[[bytes, bytes, bytes], bool]


@dataclass(frozen=True, slots=True)
class Work:
    """An actor, an open transaction, the time, and the request that it answers."""

    session: Session
    actor: Actor
    now: datetime
    request_id: str
    kit: Kit
