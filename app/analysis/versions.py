"""The versions of an analysis form: found, opened, sealed, and who still has to sign."""

from uuid import uuid4

from sqlalchemy import select

from app.analysis import rules
from app.analysis.models import AnalysisForm
from app.analysis.schemas import AnalysisOut, Content
from app.cases import vault
from app.cases.models import Case
from app.db.base import iso_week
from app.policy import Permission
from app.work import Work


def latest(work: Work, case: Case) -> AnalysisForm | None:
    """Return the newest version of a case's analysis form."""
    newest = select(AnalysisForm).filter_by(case_id=case.id).order_by(AnalysisForm.number.desc()).limit(1)
    return work.session.scalars(newest).one_or_none()


def open_content(work: Work, case: Case, form: AnalysisForm, permission: Permission) -> Content:
    """Open what one version of the form says."""
    sealed = {"content": form.content}
    opened = vault.disclose(work, permission, case.subject, "analysis_form", form.id, sealed)
    return Content.model_validate(opened["content"])


def awaiting(row: AnalysisForm) -> list[str]:
    """Return who still has to sign a determined form."""
    if row.state != "determined":
        return []
    signed = ((rules.CHAIR, row.signed_by_chair), (rules.DOCTOR, row.signed_by_doctor))
    return [who for who, by in signed if by is None]


def new(work: Work, case: Case, state: str) -> AnalysisForm:
    """Return the next version of the form, not yet written."""
    before = latest(work, case)
    number = before.number + 1 if before else 1
    return AnalysisForm(id=uuid4(), case_id=case.id, number=number, state=state)


def write(work: Work, case: Case, row: AnalysisForm, content: Content) -> None:
    """Seal what a version says, and who wrote it."""
    values = {"content": content.model_dump(mode="json")}
    row.content = vault.seal(work, case.subject, "analysis_form", row.id, values)["content"]
    row.written_by, row.written_week = work.actor.id, iso_week(work.now)
    work.session.add(row)
    work.session.flush()


def shown(form: AnalysisForm, content: Content) -> AnalysisOut:
    """Return a version as it travels."""
    return AnalysisOut(
        case_id=form.case_id, number=form.number, state=form.state, version=form.row_version,
        awaiting=awaiting(form), content=content,
    )  # fmt: skip
