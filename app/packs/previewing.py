"""Previewing a pack: the finished pack as a member would see it, for the office, under nobody's mark."""

from typing import Any
from uuid import UUID

from app.cases.models import Case
from app.documents.marks import Reader
from app.documents.pages import Page
from app.documents.pages import render as alone
from app.packs import desk, reading
from app.packs.models import Pack
from app.packs.rules import finished
from app.policy import Permission
from app.work import Work

CHECK = Permission.PACK_CHECK
NOBODY = Reader("PREVIEW0", b"0" * 32)


def read(work: Work, pack_id: UUID, media: str, page: Page = alone) -> bytes:
    """Return a pack in one of its renderings, for who checks it, with a reader's code that is nobody's."""
    pack, case = desk.find(work, pack_id, CHECK)
    return reading.render(_made(work, case, pack), media, NOBODY, page)


def _made(work: Work, case: Case, pack: Pack) -> dict[str, Any]:
    """Return what was approved; before that, what the one who looks would approve."""
    if pack.finished is not None:
        return desk.open_finished(work, case, pack, CHECK)
    draft = desk.open_draft(work, case, pack, CHECK)
    held = work.actor.roles_at(case.panel_id)
    if not held & set(finished.APPROVING):
        return draft.pack
    return finished.approved(draft.pack, finished.role_among(held, finished.APPROVING))
