"""The Joint Agency Response of a case."""

from uuid import UUID

from app.cases import service as cases
from app.cases.models import Case
from app.cases.rules.timeline import LONDON, Milestone, Timeline
from app.facts import service as facts
from app.identity.actors import Role
from app.reviews.models import CaseRecord
from app.reviews.rules import jar as rules
from app.reviews.schemas.jar import JarIn, JarOut, JarState
from app.reviews.service import records
from app.reviews.service.records import Opened
from app.work import Work

KIND, OPEN, OVER = "jar", "open", "over"


def read(work: Work, case_id: UUID) -> JarOut:
    """Return how the Joint Agency Response stands."""
    case = cases.get_case(work, case_id)
    return _shown(_kept(work, case))


def editable(work: Work, case_id: UUID) -> tuple[Case, Opened | None]:
    """Return a case whose Joint Agency Response the actor may change, and how it stands."""
    case = records.workable(work, case_id)
    return case, _kept(work, case)


def replace(work: Work, case: Case, kept: Opened | None, form: JarIn) -> JarOut:
    """Record where the Joint Agency Response stands. A trigger that was recorded once stays."""
    before = JarIn.model_validate(kept.said) if kept else None
    known = frozenset(before.triggers if before else ())
    is_doctor = Role.DESIGNATED_DOCTOR in work.actor.roles_at(case.panel_id)
    rules.check(before.state if before else None, form, known, work.now, is_doctor=is_doctor)
    form = form.model_copy(update={"triggers": tuple(sorted(known | set(form.triggers)))})
    state = OVER if form.state in rules.OVER else OPEN
    if kept is None:
        row = CaseRecord(id=records.only_id(case, KIND), kind=KIND, state=state)
        kept = records.keep(work, case, row, form)
    else:
        kept = records.change(work, case, kept, form, state)
    _remember(work, case, form)
    return _shown(kept)


def _remember(work: Work, case: Case, form: JarIn) -> None:
    started, met = form.state is not JarState.DECLINED, form.initial_meeting_at

    def turn(timeline: Timeline) -> Timeline:
        if started:
            timeline = timeline.reach(Milestone.JAR_STARTED, form.triggered_at or work.now)
        return timeline.undo(Milestone.JAR_MET).reach(Milestone.JAR_MET, met) if met else timeline

    cases.change_timeline(work, case, turn)
    met_on = met.astimezone(LONDON).date().isoformat() if met else None
    facts.state(work, case, {"jar": started, "jar_met_on": met_on})


def _kept(work: Work, case: Case) -> Opened | None:
    return records.maybe(work, case, CaseRecord, KIND, records.only_id(case, KIND))


def _shown(kept: Opened | None) -> JarOut:
    form = JarIn.model_validate(kept.said) if kept else None
    state = form.state if form else None
    said = dict(form) if form else dict.fromkeys(JarIn.model_fields)
    return JarOut(
        **(said | {"triggers": list(form.triggers) if form else []}),
        may_move_to=sorted(rules.FOLLOWS[state]),
        version=kept.row.version if kept else 0,
        by=kept.row.changed_by if kept else None,
        at=kept.at if kept else None,
    )
