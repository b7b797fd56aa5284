"""What the office does with requests: send, remind, end, ask anew, read what came in."""

from datetime import datetime, time
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from app.audit.trail import Event, record
from app.cases import service as cases
from app.cases.models import Case
from app.cases.rules.stages import Stage
from app.cases.rules.timeline import LONDON, Milestone
from app.db.base import iso_week
from app.partners import service as partners
from app.partners.models import Organisation
from app.partners.rules import in_force
from app.policy import Permission
from app.problems import Conflict, Fault, Invalid, NotFound
from app.requests import asked as store
from app.requests import respondents, rules
from app.requests.models import AgencyRequest
from app.requests.schemas import AnswersOut, Asked, AskedForm, FormOut, RequestIn, RequestOut, RequestSent
from app.reviews.service.records import workable
from app.work import Work

SEND = Permission.REQUEST_SEND
EVENTS = {"withdrawn": Event.REQUEST_WITHDRAWN, "unobtainable": Event.REQUEST_UNOBTAINABLE}


class Answer(NamedTuple):
    """One form that an agency has submitted."""

    request_id: UUID
    agency_kind: str
    form: AskedForm
    answers: dict[str, Any]


def list_requests(work: Work, case_id: UUID) -> list[RequestOut]:
    """Return who was asked what for a case, the first one first."""
    case = cases.get_case(work, case_id, SEND)
    rows = store.of_case(work, case)
    opened = store.open_all(work, case, rows, SEND)
    shown = [_shown(work, row, asked) for row, asked in zip(rows, opened, strict=True)]
    return sorted(shown, key=lambda request: (request.asked_at, request.id))


def send(work: Work, case_id: UUID, form: RequestIn) -> RequestSent:
    """Ask an agency for its forms. The first request starts the gathering of information."""
    case = workable(work, case_id, SEND)
    agency = _agency(work, form.agency_id)
    due_on = rules.due_on(form.due_on, work.now)
    asked = Asked(forms=rules.asked_forms(form.forms), message=form.message, due_on=due_on, asked_at=work.now)
    request_id = uuid4()
    request = AgencyRequest(
        id=request_id,
        case_id=case.id,
        agency_id=agency.id,
        state=store.OPEN,
        edition=1,
        asked_by=work.actor.id,
        asked_week=iso_week(work.now),
        due_week=iso_week(datetime.combine(due_on, time(12), LONDON)),
        said=store.seal(work, case, request_id, asked),
    )
    work.session.add(request)
    work.session.flush()
    link = respondents.admit(work, case, request, agency, form.respondent)
    record(work, Event.REQUEST_SENT, case.key_id)
    cases.mark(work, case, Milestone.REQUESTS_ISSUED, SEND)
    if Stage(case.stage) is Stage.OPEN:
        cases.follow(work, case, Stage.INFORMATION_GATHERING, SEND, "The first agency was asked.")
    store.account(work, case, SEND)
    return RequestSent(**_shown(work, request, asked).model_dump(), link=link)


def remind(work: Work, request_id: UUID) -> RequestOut:
    """Record that an agency was reminded."""
    case, request, asked = _open_request(work, request_id)
    asked = asked.model_copy(update={"reminded_at": (*asked.reminded_at, work.now)})
    store.keep(work, case, request, asked)
    record(work, Event.REQUEST_REMINDED, case.key_id)
    return _shown(work, request, asked)


def end(work: Work, request_id: UUID, state: str, reason: str) -> RequestOut:
    """End a request as withdrawn or unobtainable, and say why. Its respondents are let in no longer."""
    case, request, asked = _open_request(work, request_id)
    asked = asked.model_copy(update={"ended_at": work.now, "reason": reason})
    request.state = state
    store.keep(work, case, request, asked)
    respondents.dismiss(work, request.id)
    record(work, EVENTS[state], case.key_id)
    store.account(work, case, SEND)
    return _shown(work, request, asked)


def reopen(work: Work, request_id: UUID, reason: str) -> RequestOut:
    """Ask an agency to correct what it submitted: a new edition begins as a copy, the old one stays."""
    case, request, asked = _request(work, request_id)
    if request.state != store.SUBMITTED:
        raise Conflict("Only what was submitted can be corrected.")
    rows = store.forms_of(work, request, request.edition)
    answers = store.answers_of(work, case, rows, Permission.CASE_CHANGE)
    request.state, request.edition = store.OPEN, request.edition + 1
    asked = asked.model_copy(update={"submitted_at": None, "reason": reason})
    store.keep(work, case, request, asked)
    for row, said in zip(rows, answers, strict=True):
        store.write(work, case, request, row.number, said)
    record(work, Event.REQUEST_SENT, case.key_id, fields=["again"])
    store.account(work, case, SEND)
    return _shown(work, request, asked)


def read_answers(work: Work, case_id: UUID, request_id: UUID) -> AnswersOut:
    """Return what an agency has submitted, in its latest edition. Drafts are the agency's own."""
    case = cases.get_case(work, case_id)
    request = work.session.get(AgencyRequest, request_id)
    if request is None or request.case_id != case.id:
        raise NotFound
    (asked,) = store.open_all(work, case, [request], Permission.CASE_READ)
    rows = store.submitted(work, [request])
    opened = store.answers_of(work, case, rows, Permission.CASE_READ)
    return AnswersOut(
        request_id=request.id,
        agency_id=request.agency_id,
        agency=partners.organisation(work.session, request.agency_id).name,
        edition=max((row.edition for row in rows), default=0),
        submitted_at=asked.submitted_at,
        forms=[
            FormOut(
                code=asked.forms[row.number].code,
                form_version=asked.forms[row.number].version,
                state="submitted",
                answers=said,
                version=row.version,
            )
            for row, said in zip(rows, opened, strict=True)
        ],
    )


def answers_for_pack(work: Work, case: Case, permission: Permission) -> list[Answer]:
    """Return all that the agencies have submitted for a case, before it is anonymised."""
    requests = {row.id: row for row in store.of_case(work, case)}
    rows = store.submitted(work, list(requests.values()))
    asked = dict(zip(requests, store.open_all(work, case, list(requests.values()), permission), strict=True))
    opened = store.answers_of(work, case, rows, permission)
    return [
        Answer(
            row.request_id,
            partners.organisation(work.session, requests[row.request_id].agency_id).kind,
            asked[row.request_id].forms[row.number],
            said,
        )
        for row, said in zip(rows, opened, strict=True)
    ]


def _request(work: Work, request_id: UUID) -> tuple[Case, AgencyRequest, Asked]:
    request = store.locked(work, request_id)
    if request is None:
        raise NotFound
    case = workable(work, request.case_id, SEND)
    (asked,) = store.open_all(work, case, [request], SEND)
    return case, request, asked


def _open_request(work: Work, request_id: UUID) -> tuple[Case, AgencyRequest, Asked]:
    case, request, asked = _request(work, request_id)
    if request.state != store.OPEN:
        raise Conflict("This request is no longer open.")
    return case, request, asked


def _agency(work: Work, agency_id: UUID) -> Organisation:
    try:
        agency = partners.organisation(work.session, agency_id)
    except NotFound:
        agency = None
    if agency is None or not in_force(agency.valid_from, agency.valid_to, work.now.date()):
        raise Invalid(errors=[Fault("/agency_id", "agency", "There is no such agency today.")])
    return agency


def _shown(work: Work, request: AgencyRequest, asked: Asked) -> RequestOut:
    today = work.now.astimezone(LONDON).date()
    return RequestOut(
        **dict(asked),
        id=request.id,
        agency_id=request.agency_id,
        agency=partners.organisation(work.session, request.agency_id).name,
        state=request.state,
        edition=request.edition,
        overdue=request.state == store.OPEN and asked.due_on < today,
        by=request.asked_by,
        version=request.row_version,
    )
