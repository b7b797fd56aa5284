"""Hand-over of a case to the CDOP that owns it: offered, then accepted or declined."""

from uuid import UUID, uuid4

from app.cases import service as cases
from app.cases.models import Case
from app.cases.rules.stages import FOLLOWS, Stage
from app.cases.rules.timeline import Milestone
from app.facts import service as facts
from app.partners import service as partners
from app.partners.rules import in_force
from app.problems import Conflict, Fault, Invalid, NotFound, StageConflict
from app.reviews.models import CaseRecord
from app.reviews.schemas.transfers import AnswerIn, Transfer, TransferIn, TransferOut
from app.reviews.service import records
from app.work import Work

KIND, OFFERED, ACCEPTED, DECLINED = "transfer", "offered", "accepted", "declined"


def list_transfers(work: Work, case_id: UUID) -> list[TransferOut]:
    """Return the hand-overs of a case."""
    case = cases.get_case(work, case_id)
    return [records.show(opened, TransferOut) for opened in records.find(work, case, CaseRecord, KIND)]


def offer(work: Work, case_id: UUID, form: TransferIn) -> TransferOut:
    """Offer a case to another CDOP. It stays here until that office accepts."""
    case = records.workable(work, case_id)
    _check_receiver(work, form.to)
    if Stage.TRANSFERRED_OUT not in FOLLOWS[Stage(case.stage)]:
        raise StageConflict("A case is handed over before its CDRM is prepared.")
    if any(opened.row.state == OFFERED for opened in records.find(work, case, CaseRecord, KIND)):
        raise Conflict("This case is offered already; wait for the answer.")
    transfer = Transfer.model_validate(form.model_dump())
    opened = records.keep(work, case, CaseRecord(id=uuid4(), kind=KIND, state=OFFERED), transfer)
    return records.show(opened, TransferOut)


def accept(work: Work, case_id: UUID, transfer_id: UUID, form: AnswerIn) -> TransferOut:
    """Record that the other CDOP has accepted: the case leaves this panel, and its clocks stop."""
    case = records.workable(work, case_id)
    answered = _answer(work, case, transfer_id, form, ACCEPTED)
    cases.mark(work, case, Milestone.HANDED_OVER)
    cases.move(work, case, Stage.TRANSFERRED_OUT, answered.reason)
    facts.state(work, case, {})
    return answered


def decline(work: Work, case_id: UUID, transfer_id: UUID, form: AnswerIn) -> TransferOut:
    """Record that the other CDOP has declined, and why: the case stays."""
    case = records.workable(work, case_id)
    if form.reason is None:
        raise Invalid(errors=[Fault("/reason", "required", "Say why they declined.")])
    return _answer(work, case, transfer_id, form, DECLINED)


def _answer(work: Work, case: Case, transfer_id: UUID, form: AnswerIn, state: str) -> TransferOut:
    opened = records.one(work, case, CaseRecord, KIND, transfer_id)
    if opened.row.state != OFFERED:
        raise Conflict("This hand-over has been answered already.")
    answer = {
        "answered_by": form.answered_by,
        "answered_at": form.answered_at or work.now,
        "answer_reason": form.reason,
    }
    transfer = Transfer.model_validate(opened.said).model_copy(update=answer)
    return records.show(records.change(work, case, opened, transfer, state), TransferOut)


def _check_receiver(work: Work, organisation_id: UUID) -> None:
    try:
        body = partners.organisation(work.session, organisation_id)
    except NotFound:
        body = None
    if body is None or body.kind != "cdop" or not in_force(body.valid_from, body.valid_to, work.now.date()):
        raise Invalid(errors=[Fault("/to", "not-a-cdop", "This is not a child death overview panel.")])
