"""Holds: what stops a meeting for a while, and the pause that the clocks make for it."""

from uuid import UUID, uuid4

from app.audit.trail import Event
from app.cases import service as cases
from app.cases.models import Case
from app.cases.rules.timeline import LONDON, Span
from app.facts import service as facts
from app.problems import Conflict
from app.reviews.models import CaseRecord
from app.reviews.rules import holds as rules
from app.reviews.schemas.holds import Hold, HoldIn, HoldOut, ReleaseIn
from app.reviews.service import records
from app.reviews.service.records import Opened
from app.work import Work

KIND, OPEN, RELEASED = "hold", "open", "released"


def list_holds(work: Work, case_id: UUID) -> list[HoldOut]:
    """Return the holds of a case, those that are released among them."""
    case = cases.get_case(work, case_id)
    return [_shown(work, opened) for opened in records.find(work, case, CaseRecord, KIND)]


def place(work: Work, case_id: UUID, form: HoldIn) -> HoldOut:
    """Hold a case: the clocks that a hold pauses stand still from its start."""
    case = records.workable(work, case_id)
    started_at = form.started_at or work.now
    rules.check(form.code, form.review_by, started_at, work.now)
    blocks_cdrm, blocks_panel = rules.blocks(
        form.code, cdrm=form.blocks_cdrm, panel=form.blocks_panel, because=form.blocks_reason
    )
    hold = Hold(
        code=form.code,
        reason=form.reason,
        authority=form.authority,
        review_by=form.review_by,
        started_at=started_at,
        blocks_cdrm=blocks_cdrm,
        blocks_panel=blocks_panel,
        blocks_reason=form.blocks_reason,
    )
    opened = records.keep(work, case, CaseRecord(id=uuid4(), kind=KIND, state=OPEN), hold, Event.HOLD_PLACED)
    _remember(work, case, opened.row.id, hold)
    return _shown(work, opened)


def release(work: Work, case_id: UUID, hold_id: UUID, form: ReleaseIn) -> HoldOut:
    """Release a hold: the clocks go on."""
    case = records.workable(work, case_id)
    opened = records.one(work, case, CaseRecord, KIND, hold_id)
    if opened.row.state == RELEASED:
        raise Conflict("This hold is released already.")
    kept = Hold.model_validate(opened.said)
    ended_at = form.ended_at or work.now
    rules.check_end(kept.started_at, ended_at, work.now)
    hold = kept.model_copy(update={"ended_at": ended_at, "release_reason": form.reason})
    opened = records.change(work, case, opened, hold, RELEASED, Event.HOLD_RELEASED)
    _remember(work, case, hold_id, hold)
    return _shown(work, opened)


def _remember(work: Work, case: Case, hold_id: UUID, hold: Hold) -> None:
    span = Span(
        id=str(hold_id),
        code=hold.code,
        start=hold.started_at.isoformat(),
        end=hold.ended_at.isoformat() if hold.ended_at else None,
        blocks_cdrm=hold.blocks_cdrm,
        blocks_panel=hold.blocks_panel,
    )
    cases.change_timeline(work, case, lambda timeline: timeline.put(span))
    facts.state(work, case, {})


def _shown(work: Work, opened: Opened) -> HoldOut:
    hold = records.show(opened, HoldOut)
    today = work.now.astimezone(LONDON).date()
    return hold.model_copy(update={"review_overdue": hold.ended_at is None and hold.review_by < today})
