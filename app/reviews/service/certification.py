"""Certification: certificate, medical examiner, coroner, post-mortem, inquest and the registered cause."""

from uuid import UUID

from app.cases import service as cases
from app.cases.models import Case
from app.facts import service as facts
from app.reviews.models import CaseRecord
from app.reviews.rules import certification as rules
from app.reviews.schemas.certification import CertificationIn, CertificationOut
from app.reviews.service import records
from app.reviews.service.records import Opened
from app.work import Work

KIND, KEPT = "certification", "kept"


def read(work: Work, case_id: UUID) -> CertificationOut:
    """Return what is known of the certification of a death."""
    case = cases.get_case(work, case_id)
    return _shown(_kept(work, case))


def editable(work: Work, case_id: UUID) -> tuple[Case, Opened | None]:
    """Return a case whose certification the actor may change, and what is known so far."""
    case = records.workable(work, case_id)
    return case, _kept(work, case)


def replace(work: Work, case: Case, kept: Opened | None, form: CertificationIn) -> CertificationOut:
    """Say all that is known of certification now, and move the milestones that hang on it."""
    identity = cases.identity_of(work, case)
    rules.check(form, identity.date_of_birth, identity.died_at)
    if kept is None:
        row = CaseRecord(id=records.only_id(case, KIND), kind=KIND, state=KEPT)
        kept = records.keep(work, case, row, form)
    else:
        kept = records.change(work, case, kept, form, KEPT)
    cases.change_timeline(work, case, lambda timeline: rules.remember(timeline, form, work.now))
    facts.state(work, case, {})
    return _shown(kept)


def _kept(work: Work, case: Case) -> Opened | None:
    return records.maybe(work, case, CaseRecord, KIND, records.only_id(case, KIND))


def _shown(kept: Opened | None) -> CertificationOut:
    said = CertificationIn.model_validate(kept.said if kept else {})
    return CertificationOut(
        **dict(said),
        version=kept.row.version if kept else 0,
        by=kept.row.changed_by if kept else None,
        at=kept.at if kept else None,
    )
