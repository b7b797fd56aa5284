"""Owing, sending and settling submissions to the national database."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from app.audit import trail
from app.cases import service as cases
from app.cases import vault
from app.cases.models import Case
from app.cases.rules.stages import Stage
from app.cases.rules.timeline import LONDON, Milestone
from app.db.base import iso_week
from app.facts import service as facts
from app.facts import vault as facts_vault
from app.ncmd import rules
from app.ncmd.models import Submission
from app.ncmd.rules import Event, State
from app.ncmd.schemas import Export, SubmissionIn, SubmissionOut
from app.policy import Permission, panels_where, require, require_somewhere
from app.problems import Conflict, NotFound
from app.web.paging import Page, Place
from app.work import Work
from app.worklist.rules import week


def owe(work: Work, case: Case, event: Event) -> Submission:
    """Note that the national database is owed this, unless it is noted already.

    A case that was reopened and finalised anew owes its analysis again.
    """
    kept = _find(work, case, event)
    if kept is not None and not _outlived(work, case, kept):
        return kept
    row = Submission(
        id=uuid4(),
        case_id=case.id,
        panel_id=case.panel_id,
        event=event.value,
        number=kept.number + 1 if kept else 1,
        state=State.OWED.value,
        owed_week=iso_week(work.now),
    )
    _seal(work, case, row, {"reference": "", "reply": "", "at": None})
    trail.record(work, trail.Event.NCMD_OWED, case.key_id, fields=[event.value])
    return row


def submissions(work: Work, place: Place, state: State | None) -> Page[SubmissionOut]:
    """Return the ledger: what is owed, what has been sent, what came back."""
    require_somewhere(work.actor, Permission.NCMD_SUBMIT)
    query = select(Submission).where(
        Submission.panel_id.in_(panels_where(work.actor, Permission.NCMD_SUBMIT))
    )
    if state:
        query = query.where(Submission.state == state.value)
    if key := place.after_as(UUID):
        query = query.where(Submission.id > key[0])
    rows = work.session.scalars(query.order_by(Submission.id).limit(place.limit + 1)).all()
    trail.record(work, trail.Event.NCMD_READ)
    return place.cut(rows, lambda row: (row.id,), lambda row: _shown(work, row))


def export(work: Work, submission_id: UUID) -> Export:
    """Return one submission with all its fields."""
    require_somewhere(work.actor, Permission.NCMD_SUBMIT)
    row = work.session.get(Submission, submission_id)
    if row is None or row.panel_id not in work.actor.panels:
        raise NotFound
    require(work.actor, Permission.NCMD_SUBMIT, row.panel_id)
    case, event = cases.case_behind(work, row.case_id), Event(row.event)
    identity = cases.identity_of(work, case, Permission.NCMD_SUBMIT).model_dump(mode="json")
    coded = facts_vault.open_case(work, Permission.NCMD_SUBMIT, case.id, case.panel_id).model_dump(
        mode="json"
    )
    said = rules.fields(event, identity, coded)
    labels = {name: rules.FIELDS[name] for name in said}
    return Export(form=event, form_version=rules.FORM_VERSION, case=case.id, fields=said, labels=labels)


def settle(work: Work, form: SubmissionIn) -> SubmissionOut:
    """Record what became of a submission. Only an acknowledgement makes it submitted."""
    case = cases.get_case(work, form.case_id, Permission.NCMD_SUBMIT)
    _must_be_final(work, case, form.event)
    row = owe(work, case, form.event)
    row.state = rules.advance(State(row.state), form.state).value
    row.settled_week = iso_week(work.now)
    said = {"reference": form.reference, "reply": form.reply, "at": work.now.isoformat()}
    _seal(work, case, row, said)
    if form.state in {State.SENT, State.RESENT, State.ACKNOWLEDGED} and form.event is Event.NOTIFICATION:
        _told(work, case)
    if form.state is State.ACKNOWLEDGED and form.event in rules.FINAL:
        _completed(work, case)
    done = trail.Event.NCMD_ACKNOWLEDGED if form.state is State.ACKNOWLEDGED else trail.Event.NCMD_SUBMITTED
    trail.record(work, done, case.key_id, fields=[form.event.value])
    return _shown(work, row)


def _must_be_final(work: Work, case: Case, event: Event) -> None:
    if event in rules.FINAL and _finalised(work, case) is None:
        raise Conflict("The analysis form is not final: sign it first.")


def _finalised(work: Work, case: Case) -> datetime | None:
    return cases.timeline_of(work, case, Permission.NCMD_SUBMIT).reached(Milestone.FINALISED)


def _outlived(work: Work, case: Case, row: Submission) -> bool:
    if Event(row.event) not in rules.FINAL:
        return False
    sealed = {"reply": row.reply}
    opened = vault.disclose(work, Permission.NCMD_SUBMIT, case.subject, "ncmd_submission", row.id, sealed)
    at = opened["reply"]["at"]
    settled_at = datetime.fromisoformat(at) if at else None
    return rules.is_outlived(Event(row.event), State(row.state), settled_at, _finalised(work, case))


def _told(work: Work, case: Case) -> None:
    timeline = cases.mark(work, case, Milestone.NCMD_NOTIFIED)
    told, t0 = timeline.reached(Milestone.NCMD_NOTIFIED), timeline.t0
    within = (told - t0).total_seconds() <= 48 * 3600 if told and t0 else None
    facts.state(work, case, {"notified_within_48h": within})


def _completed(work: Work, case: Case) -> None:
    cases.mark(work, case, Milestone.NCMD_COMPLETE)
    cases.follow(
        work, case, Stage.SUBMITTED, Permission.NCMD_SUBMIT, "Acknowledged by the national database."
    )
    facts.state(work, case, {"ncmd_complete_on": work.now.astimezone(LONDON).date().isoformat()})


def _find(work: Work, case: Case, event: Event) -> Submission | None:
    newest = (
        select(Submission).filter_by(case_id=case.id, event=event.value).order_by(Submission.number.desc())
    )
    return work.session.scalars(newest.limit(1)).one_or_none()


def _seal(work: Work, case: Case, row: Submission, reply: dict[str, Any]) -> None:
    row.reply = vault.seal(work, case.subject, "ncmd_submission", row.id, {"reply": reply})["reply"]
    work.session.add(row)
    work.session.flush()


def _shown(work: Work, row: Submission) -> SubmissionOut:
    return SubmissionOut(
        id=row.id, case_id=row.case_id, event=Event(row.event), state=State(row.state),
        owed_week=week(row.owed_week),
        days_to_year_end=rules.days_to_year_end(work.now.astimezone(LONDON).date()),
    )  # fmt: skip
