"""The work list and one case: read, searched, moved, corrected. Lists open nothing."""

from uuid import UUID

from sqlalchemy import func, tuple_

from app.audit import trail
from app.cases import service as cases
from app.cases import vault
from app.cases.models import Case
from app.cases.rules import clocks, stages
from app.cases.rules.stages import Stage
from app.cases.rules.timeline import Timeline
from app.cases.schemas import CaseChange, CaseLine, CaseOut, CaseSearch, ClockOut, FoundCase, Identity
from app.cases.scope import visible_cases
from app.db.base import iso_week
from app.facts import service as facts
from app.policy import Permission, require_somewhere
from app.problems import Fault, Invalid
from app.web.paging import Page, Place
from app.work import Work
from app.worklist import corrections, rules

FAR = 999999


def _week(value: object) -> int:
    week = int(str(value))
    if not 0 <= week <= FAR:
        raise ValueError
    return week


def work_list(work: Work, place: Place, stage: Stage | None, *, late: bool | None) -> Page[CaseLine]:
    """Return the cases of the actor's panels, what is due first at the top."""
    require_somewhere(work.actor, Permission.CASE_READ)
    this_week = iso_week(work.now)
    due = func.coalesce(Case.due_week, FAR)
    query = visible_cases(work.actor)
    if stage:
        query = query.where(Case.stage == stage.value)
    if late is not None:
        query = query.where(due < this_week if late else due >= this_week)
    if key := place.after_as(_week, UUID):
        query = query.where(tuple_(due, Case.id) > key)
    rows = work.session.scalars(query.order_by(due, Case.id).limit(place.limit + 1)).all()
    trail.record(work, trail.Event.CASE_LISTED)
    return place.cut(rows, lambda c: (c.due_week or FAR, c.id), lambda c: rules.line(c, this_week))


def read(work: Work, case_id: UUID) -> CaseOut:
    """Return one case with who the child was, where it may go next, and which clocks are late."""
    case = cases.get_case(work, case_id)
    sealed = {"identity": case.identity, "timeline": case.timeline}
    opened = vault.disclose(
        work, Permission.CASE_READ, case.subject, "cdr_case", case.id, sealed, event=trail.Event.CASE_READ
    )
    timeline = Timeline.from_json(opened["timeline"])
    stage = Stage(case.stage)
    return CaseOut(
        id=case.id,
        panel_id=case.panel_id,
        stage=stage,
        may_move_to=sorted(to for to in stages.FOLLOWS[stage] if not stages.unmet(to, timeline)),
        legal_hold=case.legal_hold,
        holds=case.holds,
        waiting_on=case.waiting_on,
        child=Identity.model_validate(opened["identity"]),
        late=[clock.code for clock in rules.late(timeline, work.now)],
        version=case.row_version,
    )


def read_clocks(work: Work, case_id: UUID) -> list[ClockOut]:
    """Return every clock of a case, gross and net of holds."""
    case = cases.get_case(work, case_id)
    return [rules.clock_out(clock) for clock in clocks.clocks(cases.timeline_of(work, case), work.now)]


def move(work: Work, case_id: UUID, to: Stage, reason: str) -> CaseOut:
    """Move a case, or say what is missing before it may move."""
    case = cases.get_case(work, case_id, Permission.CASE_CHANGE)
    rules.explained(Stage(case.stage), to, reason)
    cases.move(work, case, to, reason)
    facts.state(work, case, {"stage": case.stage})
    return read(work, case_id)


def editable(work: Work, case_id: UUID) -> Case:
    """Return a case that the actor may correct."""
    return cases.get_case(work, case_id, Permission.CASE_CHANGE)


def correct(work: Work, case: Case, change: CaseChange) -> None:
    """Correct who the child was, or place a legal hold. The clocks are reckoned anew if T0 moves."""
    if change.legal_hold is not None:
        case.legal_hold = change.legal_hold
    if change.child:
        given = change.child.model_dump(exclude_none=True, mode="json")
        kept = cases.identity_of(work, case).model_dump(mode="json")
        identity = Identity.model_validate(kept | given)
        corrections.check(change.child, identity, work.now)
        cases.keep_identity(work, case, identity)
        if identity.died_at != kept["died_at"]:
            cases.change_timeline(work, case, lambda kept_line: rules.died_at(kept_line, identity.died_at))
        facts.state(work, case, corrections.counted(identity))
    cases.note(work, case, change.reason)
    work.session.flush()


def search(work: Work, form: CaseSearch) -> list[FoundCase]:
    """Find cases by NHS number, by name, or by lateness; each candidate is opened and compared."""
    require_somewhere(work.actor, Permission.CASE_READ)
    if form.nhs_number is None and not rules.plain(form.family or "") and form.late is None:
        raise Invalid(errors=[Fault("", "nothing-asked", "Give a number, a family name, or late.")])
    query = visible_cases(work.actor)
    if form.nhs_number:
        number = form.nhs_number.replace(" ", "")
        query = query.where(Case.bucket == vault.bucket(work, "number", number))
    if form.late:
        query = query.where(Case.due_week <= iso_week(work.now))
    rows = work.session.scalars(query.order_by(Case.id)).all()
    vault.boxes(work, Permission.CASE_READ, [case.subject for case in rows])
    found = [hit for case in rows if (hit := _compare(work, case, form))]
    trail.record(work, trail.Event.CASE_SEARCHED)
    return sorted(found, key=rules.by_lateness)[: form.limit]


def _compare(work: Work, case: Case, form: CaseSearch) -> FoundCase | None:
    sealed = {"identity": case.identity, "timeline": case.timeline}
    opened = vault.disclose(work, Permission.CASE_READ, case.subject, "cdr_case", case.id, sealed)
    identity = Identity.model_validate(opened["identity"])
    late = rules.late(Timeline.from_json(opened["timeline"]), work.now)
    if not rules.matches(form, identity) or (form.late is not None and form.late != bool(late)):
        return None
    return FoundCase(
        id=case.id, stage=Stage(case.stage), child=identity, holds=case.holds, waiting_on=case.waiting_on,
        late=[rules.clock_out(clock) for clock in late],
    )  # fmt: skip
