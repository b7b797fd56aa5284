"""Checking a pack in the making: read with every change, and decided place by place."""

from uuid import UUID

from app.audit import trail
from app.cases import service as cases
from app.cases.models import Case
from app.packs import deciding, desk, reviewing
from app.packs.models import Pack
from app.packs.rules.finished import State
from app.packs.schemas import PackChange, PackDraft, PackLine
from app.policy import Permission
from app.problems import Conflict
from app.work import Work

CHECK = Permission.PACK_CHECK


def list_packs(work: Work, case_id: UUID) -> list[PackLine]:
    """Return every version of every pack of a case."""
    case = cases.get_case(work, case_id, CHECK)
    trail.record(work, trail.Event.CASE_READ, case.key_id, fields=["packs"])
    return [desk.line(work, pack) for pack in desk.of_case(work, case)]


def read(work: Work, pack_id: UUID) -> tuple[PackDraft, int]:
    """Return the pack in the making with its originals, and which version of the row that is."""
    pack, case = desk.find(work, pack_id, CHECK)
    draft = desk.open_draft(work, case, pack, CHECK)
    return desk.show(work, pack, draft), pack.row_version


def editable(work: Work, pack_id: UUID) -> tuple[Pack, Case]:
    """Return a pack that may still be changed, locked."""
    return desk.locked(work, pack_id, CHECK)


def change(work: Work, pack: Pack, case: Case, form: PackChange) -> PackDraft:
    """Decide about places of a pack. Each decision voids an approval and gives a new hash."""
    if State(pack.state) not in {State.DRAFT, State.APPROVED}:
        raise Conflict("A pack that was released or withdrawn is not changed: prepare it again.")
    if State(pack.state) is State.APPROVED:
        deciding.step_back(work, case, pack, "The pack was changed after its approval.")
    draft = desk.open_draft(work, case, pack, CHECK)
    draft = reviewing.decide(work, case, pack, draft, form.verdicts)
    desk.write_draft(work, case, pack, draft)
    if work.actor.id not in pack.edited_by:
        pack.edited_by = [*pack.edited_by, work.actor.id]
    work.session.flush()
    given_verdicts = [verdict.verdict.value for verdict in form.verdicts]
    trail.record(work, trail.Event.PACK_CHANGED, case.key_id, fields=sorted(set(given_verdicts)))
    return desk.show(work, pack, draft)
