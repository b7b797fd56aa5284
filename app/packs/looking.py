"""The last look at a pack, before it is approved, released or handed down: with all that its case knows."""

from typing import Any

from app.cases.models import Case
from app.packs import gate
from app.packs.desk import Draft
from app.packs.gathering.case import gather
from app.packs.gathering.known import together
from app.policy import Permission
from app.work import Work


def pass_or_block(
    work: Work, case: Case, draft: Draft, made: dict[str, Any], permission: Permission, *, copies: bool
) -> None:
    """Return if no rendering names anybody whom the draft's record knew, or whom the case knows since."""
    record = together(draft.record, gather(work, case, permission).known.record())
    gate.pass_or_block(made, draft.narratives, record, copies=copies, then=draft.record)
