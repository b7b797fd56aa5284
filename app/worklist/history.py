"""Who moved a case and why, and who looked at it."""

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.audit import trail
from app.audit.models import AuditEvent
from app.cases import service as cases
from app.cases import vault
from app.cases.models import Move
from app.cases.rules.stages import Stage
from app.cases.schemas import DisclosureOut, MoveOut
from app.identity import service as identity
from app.policy import Permission
from app.work import Work

MOST = 500


def moves(work: Work, case_id: UUID) -> list[MoveOut]:
    """Return every move of a case, the first one first."""
    case = cases.get_case(work, case_id)
    rows = work.session.scalars(select(Move).filter_by(case_id=case.id).order_by(Move.number)).all()
    cells = [vault.Cell("case_move", row.id, "account", row.account) for row in rows]
    accounts = vault.disclose_all(work, Permission.CASE_READ, case.subject, cells)
    return [
        MoveOut(
            number=row.number,
            stage=Stage(row.stage),
            actor_id=row.actor_id,
            moved_at=datetime.fromisoformat(account["at"]),
            reason=account["reason"],
        )
        for row, account in zip(rows, accounts, strict=True)
    ]


def disclosures(work: Work, case_id: UUID) -> list[DisclosureOut]:
    """Return who looked at a case, the latest first; one who is no longer known stays a digest."""
    case = cases.get_case(work, case_id)
    about = work.kit.names.audit_name(work.session, case.key_id)
    entries = select(AuditEvent.at, AuditEvent.body).filter_by(about=about).order_by(AuditEvent.at.desc())
    seen = [(at, json.loads(body)) for at, body in work.session.execute(entries.limit(MOST))]
    names = _names(work, {body["actor"] for _, body in seen})
    trail.record(work, trail.Event.CASE_READ, case.key_id, fields=["disclosures"])
    return [_disclosure(at, body, names.get(body["actor"])) for at, body in seen]


def _names(work: Work, actors: Collection[str]) -> dict[str, str]:
    """Return digest → name of the people whom the trail speaks of here, and of nobody else."""
    people = {trail.actor_digest(work.kit.mac, row.id): row for row in identity.people(work.session)}
    return {
        actor: identity.name_of(work.session, work.kit.secrets, people[actor])
        for actor in actors
        if actor in people
    }


def _disclosure(at: datetime, body: dict[str, Any], name: str | None) -> DisclosureOut:
    return DisclosureOut(
        at=at, actor=body["actor"], actor_name=name, action=body["action"], fields=body["fields"]
    )
