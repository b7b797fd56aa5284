"""The log of a pack: each decision about it and who took it; where, why and when are sealed."""

from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, select

from app.cases import vault
from app.cases.models import Case
from app.db.base import iso_week
from app.packs.models import Pack, PackVerdict
from app.policy import Permission
from app.work import Work

TABLE = "pack_verdict"


def write(work: Work, case: Case, pack: Pack, verdict: str, account: dict[str, Any]) -> None:
    """Keep a verdict and who gave it; no word of the text is kept."""
    verdict_id = uuid4()
    said = account | {"at": work.now.isoformat()}
    sealed = vault.seal(work, case.subject, TABLE, verdict_id, {"account": said})
    work.session.add(
        PackVerdict(
            id=verdict_id,
            pack_id=pack.id,
            actor_id=work.actor.id,
            verdict=verdict,
            given_week=iso_week(work.now),
            account=sealed["account"],
        )
    )


def read(
    work: Work, case: Case, which: ColumnElement[bool], permission: Permission
) -> list[tuple[PackVerdict, dict[str, Any]]]:
    """Return these verdicts about packs of a case, each with its account; nothing is opened for none."""
    rows = work.session.scalars(select(PackVerdict).where(which)).all()
    cells = [vault.Cell(TABLE, row.id, "account", row.account) for row in rows]
    opened = vault.disclose_all(work, permission, case.subject, cells) if cells else []
    return list(zip(rows, opened, strict=True))
