"""Opens and seals what was asked and answered, and keeps the case's account of who is waited for."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from app.cases import service as cases
from app.cases import vault
from app.cases.models import Case
from app.cases.rules.timeline import LONDON, Milestone, Timeline
from app.db.base import iso_week
from app.db.sealed import Sealed
from app.facts import service as facts
from app.policy import Permission
from app.requests import rules
from app.requests.models import AgencyForm, AgencyRequest
from app.requests.schemas import Asked
from app.work import Work

OPEN, SUBMITTED, DRAFT = "open", "submitted", "draft"


def seal(work: Work, case: Case, request_id: UUID, asked: Asked) -> Sealed:
    """Seal what is asked."""
    values = {"said": asked.model_dump(mode="json")}
    return vault.seal(work, case.subject, "agency_request", request_id, values)["said"]


def keep(work: Work, case: Case, request: AgencyRequest, asked: Asked) -> Asked:
    """Replace what a request says."""
    request.said = seal(work, case, request.id, asked)
    work.session.flush()
    return asked


def open_all(
    work: Work, case: Case, requests: Sequence[AgencyRequest], permission: Permission
) -> list[Asked]:
    """Open what several requests of a case ask, under one audit entry."""
    if not requests:
        return []
    cells = [vault.Cell("agency_request", row.id, "said", row.said) for row in requests]
    return [Asked.model_validate(said) for said in vault.disclose_all(work, permission, case.subject, cells)]


def of_case(work: Work, case: Case) -> Sequence[AgencyRequest]:
    """Return every request of a case."""
    rows = select(AgencyRequest).filter_by(case_id=case.id).order_by(AgencyRequest.id)
    return work.session.scalars(rows.execution_options(populate_existing=True)).all()


def found(work: Work, request_id: UUID) -> AgencyRequest | None:
    """Return a request if there is one."""
    return work.session.get(AgencyRequest, request_id)


def locked(work: Work, request_id: UUID) -> AgencyRequest | None:
    """Return a request that nobody else changes meanwhile."""
    return work.session.get(AgencyRequest, request_id, with_for_update=True)


def forms_of(work: Work, request: AgencyRequest, edition: int) -> Sequence[AgencyForm]:
    """Return the forms of one edition of a request, in the order in which they were asked."""
    rows = select(AgencyForm).filter_by(request_id=request.id, edition=edition)
    return work.session.scalars(rows.order_by(AgencyForm.number)).all()


def submitted(work: Work, requests: Sequence[AgencyRequest]) -> list[AgencyForm]:
    """Return the latest submitted edition of every request, request by request."""
    rows = select(AgencyForm).where(
        AgencyForm.request_id.in_([row.id for row in requests]), AgencyForm.state == SUBMITTED
    )
    order = rows.order_by(AgencyForm.request_id, AgencyForm.number, AgencyForm.edition)
    latest = {(row.request_id, row.number): row for row in work.session.scalars(order)}
    return list(latest.values())


def answers_of(
    work: Work, case: Case, rows: Sequence[AgencyForm], permission: Permission
) -> list[dict[str, Any]]:
    """Open the answers of several forms of a case, under one audit entry."""
    if not rows:
        return []
    cells = [vault.Cell("agency_form", row.id, "said", row.said) for row in rows]
    return vault.disclose_all(work, permission, case.subject, cells)


def write(work: Work, case: Case, request: AgencyRequest, number: int, answers: dict[str, Any]) -> AgencyForm:
    """Keep a draft of one form in the present edition: a new one, or in place of the one before."""
    present = select(AgencyForm).filter_by(request_id=request.id, number=number, edition=request.edition)
    row = work.session.scalars(present).one_or_none()
    if row is None:
        row = AgencyForm(id=uuid4(), request_id=request.id, number=number, edition=request.edition)
        work.session.add(row)
    row.state, row.saved_by, row.saved_week = DRAFT, work.actor.id, iso_week(work.now)
    row.said = vault.seal(work, case.subject, "agency_form", row.id, {"said": answers})["said"]
    work.session.flush()
    return row


def account(work: Work, case: Case, permission: Permission) -> None:
    """Reckon anew who is waited for. When the last form is in, the case remembers the day.

    The requests are read once the case is locked, so that of two agencies that submit at the same
    moment the second one is known to be the last.
    """

    def turn(timeline: Timeline) -> Timeline:
        agencies = {str(row.agency_id) for row in of_case(work, case) if row.state == OPEN}
        return rules.waiting(timeline, tuple(sorted(agencies)), work.now)

    forms_in = cases.change_timeline(work, case, turn, permission).reached(Milestone.FORMS_IN)
    forms_in_on = forms_in.astimezone(LONDON).date().isoformat() if forms_in else None
    facts.state(work, case, {"forms_in_on": forms_in_on}, permission)
