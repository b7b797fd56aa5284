"""Checking a pack in the making: read with every change, and decided place by place."""

from typing import TypeAlias
from uuid import UUID

from app.audit import trail
from app.cases import service as cases
from app.cases.models import Case
from app.packs import deciding, desk, heading, lateness, reviewing
from app.packs.desk import Draft
from app.packs.models import Pack
from app.packs.rules.finished import State
from app.packs.schemas import PackChange, PackDraft, PackListed
from app.policy import Permission
from app.problems import Conflict, Fault, Invalid
from app.work import Work

CHECK = Permission.PACK_CHECK
Editable: TypeAlias = tuple[Pack, Case]


def list_packs(work: Work, case_id: UUID) -> list[PackListed]:
    """Return every version of every pack of a case, and what came in after it was prepared."""
    case = cases.get_case(work, case_id, CHECK)
    trail.record(work, trail.Event.CASE_READ, case.key_id, fields=["packs"])
    packs = desk.of_case(work, case)
    late = lateness.late(work, case, packs, CHECK)
    return [
        PackListed(
            **desk.line(work, pack).model_dump(),
            outdated=bool(late.get(pack.id)),
            outdated_by=late.get(pack.id, []),
        )
        for pack in packs
    ]


def read(work: Work, pack_id: UUID) -> tuple[PackDraft, int]:
    """Return the pack in the making with its originals, and which version of the row that is."""
    pack, case = desk.find(work, pack_id, CHECK)
    draft = desk.open_draft(work, case, pack, CHECK)
    return _shown(work, case, pack, draft), pack.row_version


def editable(work: Work, pack_id: UUID) -> Editable:
    """Return a pack that may still be changed, locked."""
    return desk.locked(work, pack_id, CHECK)


def change(work: Work, pack: Pack, case: Case, form: PackChange) -> PackDraft:
    """Decide about places of a pack and about its header. Each decision voids an approval."""
    if not (form.verdicts or form.header or form.answers):
        raise Invalid(errors=[Fault("", "nothing", "Send verdicts, answers, or what the header is to say.")])
    if State(pack.state) not in {State.DRAFT, State.APPROVED}:
        raise Conflict("A pack that was released or withdrawn is not changed: prepare it again.")
    if State(pack.state) is State.APPROVED:
        deciding.step_back(work, case, pack, "The pack was changed after its approval.")
    draft = desk.open_draft(work, case, pack, CHECK)
    draft = reviewing.decide(work, case, pack, draft, form.verdicts)
    draft = reviewing.tell(work, case, pack, draft, form.answers)
    draft = heading.ask(work, case, pack, draft, form.header)
    desk.write_draft(work, case, pack, draft)
    if work.actor.id not in pack.edited_by:
        pack.edited_by = [*pack.edited_by, work.actor.id]
    work.session.flush()
    told = {verdict.verdict.value for verdict in form.verdicts}
    told |= {f"header.{one.field}" for one in form.header}
    told |= {"answer.told" if one.tell else "answer.left_out" for one in form.answers}
    trail.record(work, trail.Event.PACK_CHANGED, case.key_id, fields=sorted(told))
    return _shown(work, case, pack, draft)


def _shown(work: Work, case: Case, pack: Pack, draft: Draft) -> PackDraft:
    header = heading.shown(work, case, pack, draft, CHECK)
    late = lateness.of(work, case, pack, CHECK)
    return desk.show(work, pack, draft, header, late)
