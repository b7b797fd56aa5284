"""Packs of an invented panel: prepared, looked through, approved by another, released."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from app.cli.invention.desk import Desk
from app.cli.invention.intake import Story
from app.packs import checking, deciding, preparing
from app.packs.rules.verdicts import Verdict
from app.packs.schemas import PackChange, VerdictIn
from app.problems import Conflict

PERSONS = {
    "hw": ("coordinator", "doctor", "manager"),
    "stw": ("stw-coordinator", "stw-doctor", "stw-manager"),
}


def prepare(desk: Desk, story: Story, meeting_id: UUID, at: datetime) -> UUID:
    """Prepare a pack, and look at every place that the anonymiser is not sure of."""
    preparer = PERSONS[story.panel][0]
    with desk.sit(preparer, at) as work:
        made = preparing.prepare(work, story.case, meeting_id)
    with desk.sit(preparer, at) as work:
        draft, _ = checking.read(work, made.id)
    verdicts = [
        VerdictIn(narrative=told.id, start=doubt.start, end=doubt.end, verdict=Verdict.EXTEND)
        for told in draft.narratives
        for doubt in told.for_review
    ]
    if verdicts:
        with desk.sit(preparer, at) as work:
            pack, case = checking.editable(work, made.id)
            checking.change(work, pack, case, PackChange(verdicts=tuple(verdicts)))
    return made.id


def approve(desk: Desk, story: Story, pack_id: UUID, at: datetime) -> bool:
    """Approve a pack as a second person; say whether the gate let it through."""
    approver = PERSONS[story.panel][1]
    with desk.sit(approver, at) as work:
        draft, _ = checking.read(work, pack_id)
    return _done(lambda: _approve(desk, approver, at, pack_id, draft.sha256))


def _approve(desk: Desk, approver: str, at: datetime, pack_id: UUID, sha256: str) -> None:
    with desk.sit(approver, at) as work:
        deciding.approve(work, pack_id, sha256)


def release(desk: Desk, story: Story, pack_id: UUID, at: datetime) -> bool:
    """Release a pack to its meeting; say whether it was let through."""

    def act() -> None:
        with desk.sit(PERSONS[story.panel][2], at) as work:
            deciding.release(work, pack_id)

    return _done(act)


def _done(act: Callable[[], None]) -> bool:
    """Say whether the service let this happen: what the gate stops stays as it is, as in an office."""
    try:
        act()
    except Conflict:
        return False
    return True
