"""The family's page of a case, and what the family said: contacts, questions, contributions."""

from uuid import UUID, uuid4

from app.cases import service as cases
from app.cases.models import Case
from app.cases.rules.timeline import LONDON, Milestone, Timeline, instant
from app.facts import service as facts
from app.family import rules
from app.family.models import FamilyRecord
from app.family.schemas import (
    Contact,
    ContactIn,
    ContactOut,
    ContributionIn,
    ContributionOut,
    FamilyIn,
    FamilyOut,
    PageOut,
    Question,
    QuestionIn,
    QuestionOut,
    ReplyIn,
)
from app.policy import Permission
from app.problems import Conflict
from app.reviews.service import records
from app.reviews.service.records import Opened
from app.work import Work

PAGE, CONTACT, QUESTION, CONTRIBUTION = "page", "contact", "question", "contribution"
KEPT, OPEN, ANSWERED = "kept", "open", "answered"


def read(work: Work, case_id: UUID) -> FamilyOut:
    """Return all that is known of and heard from the family."""
    case = cases.get_case(work, case_id)
    page = _page(_kept(work, case))
    return FamilyOut(
        **dict(page),
        quiet_today=rules.quiet_on(page.do_not_contact, work.now.astimezone(LONDON).date()),
        contacts=[records.show(o, ContactOut) for o in records.find(work, case, FamilyRecord, CONTACT)],
        questions=[records.show(o, QuestionOut) for o in records.find(work, case, FamilyRecord, QUESTION)],
        contributions=[
            records.show(o, ContributionOut) for o in records.find(work, case, FamilyRecord, CONTRIBUTION)
        ],
    )


def editable(work: Work, case_id: UUID) -> tuple[Case, Opened | None]:
    """Return a case whose family's page the actor may change, and the page so far."""
    case = records.workable(work, case_id)
    return case, _kept(work, case)


def replace(work: Work, case: Case, kept: Opened | None, form: FamilyIn) -> PageOut:
    """Replace the family's page. Once the family is informed, or it says why not, a case may close."""
    rules.check(form, work.now.astimezone(LONDON).date())
    if kept is None:
        row = FamilyRecord(id=records.only_id(case, PAGE), kind=PAGE, state=KEPT)
        kept = records.keep(work, case, row, form)
    else:
        kept = records.change(work, case, kept, form, KEPT)
    cases.change_timeline(work, case, lambda timeline: _remember(work, timeline, form))
    informed = None if form.informed is None else form.informed == "yes"
    facts.state(work, case, {"key_worker": _has_key_worker(form), "family_informed": informed})
    return _page(kept)


def _remember(work: Work, timeline: Timeline, form: FamilyIn) -> Timeline:
    if not rules.settled(form):
        return timeline.undo(Milestone.FAMILY_INFORMED)
    said = instant(form.informed_on.isoformat()) if form.informed_on else work.now
    return timeline.reach(Milestone.FAMILY_INFORMED, min(said, work.now))


def _has_key_worker(form: FamilyIn) -> bool | None:
    if form.key_worker:
        return True
    return False if form.no_key_worker_reason else None


def add_contact(work: Work, case_id: UUID, form: ContactIn) -> ContactOut:
    """Record one contact with the family, also after the case has ended."""
    case = cases.get_case(work, case_id, Permission.CASE_CHANGE)
    contact = Contact(
        who=form.who,
        contacted_at=form.at,
        contacted_by=form.by,
        method=form.method,
        purpose=form.purpose,
        note=form.note,
    )
    return records.show(records.keep(work, case, _row(CONTACT, KEPT), contact), ContactOut)


def add_question(work: Work, case_id: UUID, form: QuestionIn) -> QuestionOut:
    """Record what somebody of the family wants to know."""
    case = cases.get_case(work, case_id, Permission.CASE_CHANGE)
    question = Question(who=form.who, question=form.question, asked_on=form.asked_on)
    return records.show(records.keep(work, case, _row(QUESTION, OPEN), question), QuestionOut)


def answer(work: Work, case_id: UUID, question_id: UUID, form: ReplyIn) -> QuestionOut:
    """Record the answer that the family was given."""
    case = cases.get_case(work, case_id, Permission.CASE_CHANGE)
    opened = records.one(work, case, FamilyRecord, QUESTION, question_id)
    if opened.row.state == ANSWERED:
        raise Conflict("This question has been answered already.")
    answered = Question.model_validate(opened.said | form.model_dump(mode="json"))
    return records.show(records.change(work, case, opened, answered, ANSWERED), QuestionOut)


def contribute(work: Work, case_id: UUID, form: ContributionIn) -> ContributionOut:
    """Record what the family wants heard by the CDRM and, if they agree, by the panel."""
    case = records.workable(work, case_id)
    opened = records.keep(work, case, _row(CONTRIBUTION, KEPT), form)
    facts.state(work, case, {"family_contributed": True})
    return records.show(opened, ContributionOut)


def contributions_for_pack(work: Work, case: Case, permission: Permission) -> list[tuple[UUID, str]]:
    """Return what the family agreed to have told to the panel, before it is anonymised."""
    opened = records.find(work, case, FamilyRecord, CONTRIBUTION, permission)
    return [(found.row.id, found.said["text"]) for found in opened if found.said["for_pack"]]


def _row(kind: str, state: str) -> FamilyRecord:
    return FamilyRecord(id=uuid4(), kind=kind, state=state)


def _kept(work: Work, case: Case) -> Opened | None:
    return records.maybe(work, case, FamilyRecord, PAGE, records.only_id(case, PAGE))


def _page(kept: Opened | None) -> PageOut:
    page = FamilyIn.model_validate(kept.said if kept else {})
    said = dict(page) | {"preferences": list(page.preferences), "do_not_contact": list(page.do_not_contact)}
    return PageOut(**said, version=kept.row.version if kept else 0, by=kept.row.changed_by if kept else None)
