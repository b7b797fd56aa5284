"""Checking a pack in the making: read with every change, and decided place by place."""

from dataclasses import replace
from uuid import UUID

from app.audit import trail
from app.cases import service as cases
from app.cases.models import Case
from app.packs import deciding, desk
from app.packs.models import Pack
from app.packs.rules import verdicts
from app.packs.rules.finished import State
from app.packs.rules.narratives import Narrative
from app.packs.rules.verdicts import Given
from app.packs.schemas import PackChange, PackDraft, PackLine, VerdictIn
from app.policy import Permission
from app.problems import Conflict, Fault, Invalid
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
    told = {one.id: one for one in draft.narratives}
    for number, given in enumerate(form.verdicts):
        pointer = f"/verdicts/{number}"
        told[given.narrative] = _decide(told, given, pointer)
        place = {"narrative": given.narrative, "start": given.start, "end": given.end}
        desk.log(work, case, pack, given.verdict.value, place | {"reason": given.reason})
    draft = replace(draft, narratives=tuple(told.values()))
    desk.write_draft(work, case, pack, draft)
    if work.actor.id not in pack.edited_by:
        pack.edited_by = [*pack.edited_by, work.actor.id]
    work.session.flush()
    given_verdicts = [verdict.verdict.value for verdict in form.verdicts]
    trail.record(work, trail.Event.PACK_CHANGED, case.key_id, fields=sorted(set(given_verdicts)))
    return desk.show(work, pack, draft)


def _decide(told: dict[str, Narrative], given: VerdictIn, pointer: str) -> Narrative:
    narrative = told.get(given.narrative)
    if narrative is None:
        raise Invalid(errors=[Fault(f"{pointer}/narrative", "no-such-narrative", "Name one of this pack.")])
    verdict = Given(given.verdict, given.start, given.end, given.replacement, given.reason)
    return verdicts.decide(narrative, verdict, pointer)
