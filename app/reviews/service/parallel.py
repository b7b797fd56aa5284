"""Parallel reviews: who else looks at this death, and what came of it."""

from uuid import UUID, uuid4

from app.cases import service as cases
from app.cases.rules.timeline import LONDON
from app.problems import Invalid
from app.reviews.models import CaseRecord
from app.reviews.rules import parallel as rules
from app.reviews.schemas.parallel import ReviewIn, ReviewOut
from app.reviews.service import records
from app.reviews.service.records import Opened
from app.work import Work

KIND = "review"


def list_reviews(work: Work, case_id: UUID) -> list[ReviewOut]:
    """Return the parallel reviews of a case."""
    case = cases.get_case(work, case_id)
    return [records.show(opened, ReviewOut) for opened in records.find(work, case, CaseRecord, KIND)]


def add(work: Work, case_id: UUID, form: ReviewIn) -> ReviewOut:
    """Record that another review considers the death, or that its body was told."""
    case = records.workable(work, case_id)
    state = _state(work, form)
    opened = records.keep(work, case, CaseRecord(id=uuid4(), kind=KIND, state=state), form)
    return records.show(opened, ReviewOut)


def editable(work: Work, case_id: UUID, review_id: UUID) -> Opened:
    """Return a parallel review that the actor may change."""
    case = records.workable(work, case_id)
    return records.one(work, case, CaseRecord, KIND, review_id)


def replace(work: Work, case_id: UUID, opened: Opened, form: ReviewIn) -> ReviewOut:
    """Say how a parallel review stands now. Its kind stays what it was."""
    case = records.workable(work, case_id)
    state = _state(work, form)
    if form.code != opened.said["code"]:
        raise Invalid("A parallel review keeps its kind.")
    return records.show(records.change(work, case, opened, form, state), ReviewOut)


def _state(work: Work, form: ReviewIn) -> str:
    days = {
        name: getattr(form, name) for name in ("considered_on", "notified_on", "started_on", "concluded_on")
    }
    rules.check(form.code, days, work.now.astimezone(LONDON).date())
    return rules.state(form.notified_on, form.started_on, form.concluded_on)
