"""The history of a pack: who decided what about it, when and why; never a word that was removed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select

from app.identity import service as identity
from app.identity.models import Person
from app.packs import desk, log
from app.packs.models import PackVerdict
from app.policy import Permission
from app.work import Work

CHECK = Permission.PACK_CHECK
TOLD = ("narrative", "start", "end", "reason", "all", "narratives", "seconds", "field", "approve", "answer")


class Decided(NamedTuple):
    """One decision about a pack: `said` is where, why and for how long."""

    who: UUID
    verdict: str
    at: datetime
    said: dict[str, Any]


def read(work: Work, pack_id: UUID, verdict: str = "") -> list[Decided]:
    """Return all decisions about a version of a pack, or those of one kind, the latest first."""
    pack, case = desk.find(work, pack_id, CHECK)
    wanted = PackVerdict.pack_id == pack.id
    if verdict:
        wanted &= PackVerdict.verdict == verdict
    found = [_decided(row, account) for row, account in log.read(work, case, wanted, CHECK)]
    return sorted(found, key=lambda one: one.at, reverse=True)


def names(work: Work, people: Iterable[UUID | None]) -> dict[UUID, str]:
    """Return what these people are called."""
    wanted = {one for one in people if one}
    rows = work.session.scalars(select(Person).where(Person.id.in_(wanted))) if wanted else ()
    return {row.id: identity.name_of(work.session, work.kit.secrets, row) for row in rows}


def _decided(row: PackVerdict, account: dict[str, Any]) -> Decided:
    said = {name: account[name] for name in TOLD if name in account}
    return Decided(row.actor_id, row.verdict, datetime.fromisoformat(account["at"]), said)
