"""Who moved a case and why, and who looked at it."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.audit.models import AuditEvent
from app.cases import service as cases
from app.cases import vault
from app.cases.models import Move
from app.cases.rules.stages import Stage
from app.cases.schemas import DisclosureOut, MoveOut
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
    """Return who looked at a case, the latest first; a reader is named by the trail's own digest."""
    case = cases.get_case(work, case_id)
    name = work.kit.names.audit_name(work.session, case.key_id)
    entries = select(AuditEvent.at, AuditEvent.body).filter_by(about=name).order_by(AuditEvent.at.desc())
    return [_disclosure(at, json.loads(body)) for at, body in work.session.execute(entries.limit(MOST))]


def _disclosure(at: datetime, body: dict[str, Any]) -> DisclosureOut:
    return DisclosureOut(at=at, actor=body["actor"], action=body["action"], fields=body["fields"])
