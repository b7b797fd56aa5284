"""What an agency does with a request: see what is asked, keep drafts, submit."""

from typing import NamedTuple
from uuid import UUID

from app.audit.trail import Event, record
from app.cases import service as cases
from app.cases.models import Case
from app.cases.rules.stages import ENDED, Stage
from app.identity.actors import Role
from app.partners import service as partners
from app.policy import Permission, panels_where, require
from app.problems import Conflict, Forbidden, NotFound
from app.requests import asked as store
from app.requests import rules
from app.requests.models import AgencyForm, AgencyRequest
from app.requests.schemas import Asked, ChildIdentified, FormIn, FormOut, TaskOut
from app.work import Work

ANSWER = Permission.REQUEST_ANSWER


class Task(NamedTuple):
    """A request that the actor answers, the case behind it, and what is asked."""

    case: Case
    request: AgencyRequest
    asked: Asked


class Draft(NamedTuple):
    """A form of a request that may still be changed, and its row once it is begun."""

    task: Task
    number: int
    row: AgencyForm | None


def read(work: Work, request_id: UUID) -> TaskOut:
    """Return what is asked, of which child, and what this agency has answered so far."""
    return _shown(work, _mine(work, store.found(work, request_id)))


def draft(work: Work, request_id: UUID, form: FormIn) -> Draft:
    """Return the form that the actor wants to write, if it was asked and is not submitted."""
    task = _open(_mine(work, store.locked(work, request_id)))
    number = rules.number_of(task.asked, form.code, form.version)
    rows = store.forms_of(work, task.request, task.request.edition)
    return Draft(task, number, next((row for row in rows if row.number == number), None))


def save(work: Work, kept: Draft, form: FormIn) -> FormOut:
    """Keep a draft: nothing is required yet, and nothing may be wrong."""
    case, request, asked = kept.task
    rules.check_draft(asked.forms[kept.number], form.answers)
    row = store.write(work, case, request, kept.number, form.answers)
    record(work, Event.FORM_SAVED, case.key_id)
    return FormOut(
        code=form.code, form_version=form.version, state="draft", answers=form.answers, version=row.version
    )


def submit(work: Work, request_id: UUID) -> TaskOut:
    """Hand the forms to the office. From then on they are frozen."""
    task = _open(_mine(work, store.locked(work, request_id)))
    case, request, asked = task
    rows = store.forms_of(work, request, request.edition)
    answers = store.answers_of(work, case, rows, ANSWER)
    rules.check_complete(asked, {row.number: said for row, said in zip(rows, answers, strict=True)})
    for row in rows:
        row.state = store.SUBMITTED
    request.state = store.SUBMITTED
    asked = store.keep(work, case, request, asked.model_copy(update={"submitted_at": work.now}))
    record(work, Event.FORM_SUBMITTED, case.key_id)
    store.account(work, case, ANSWER)
    return _shown(work, Task(case, request, asked))


def _mine(work: Work, request: AgencyRequest | None) -> Task:
    if request is None:
        raise NotFound
    case = cases.case_behind(work, request.case_id)
    held = {
        seat.request_id
        for seat in work.actor.seats
        if seat.role is Role.RESPONDENT and seat.panel_id == case.panel_id
    }
    if request.id not in held:
        if case.panel_id in panels_where(work.actor, Permission.CASE_READ):
            raise Forbidden("Only the agency that was asked answers a request.")
        raise NotFound
    require(work.actor, ANSWER, case.panel_id)
    (asked,) = store.open_all(work, case, [request], ANSWER)
    return Task(case, request, asked)


def _open(task: Task) -> Task:
    if task.request.state != store.OPEN or Stage(task.case.stage) in ENDED:
        raise Conflict("This request is no longer open. Ask the office to open it again.")
    return task


def _shown(work: Work, task: Task) -> TaskOut:
    case, request, asked = task
    child = cases.identity_of(work, case, ANSWER)
    rows = store.forms_of(work, request, request.edition)
    opened = store.answers_of(work, case, rows, ANSWER)
    begun = {row.number: (row, said) for row, said in zip(rows, opened, strict=True)}
    forms = []
    for number, form in enumerate(asked.forms):
        row, said = begun.get(number, (None, {}))
        forms.append(
            FormOut(
                code=form.code,
                form_version=form.version,
                state=row.state if row else "not_begun",
                answers=said,
                version=row.version if row else 0,
            )
        )
    return TaskOut(
        id=request.id,
        agency=partners.organisation(work.session, request.agency_id).name,
        state=request.state,
        message=asked.message,
        due_on=asked.due_on,
        child=ChildIdentified(
            name=" ".join((*child.given, child.family)),
            date_of_birth=child.date_of_birth,
            nhs_number=child.nhs_number,
        ),
        forms=forms,
    )
