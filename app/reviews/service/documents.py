"""Documents of a case, each sealed under its key."""

from uuid import UUID, uuid4

from app.cases import service as cases
from app.cases import vault
from app.policy import Permission
from app.reviews.models import CaseDocument
from app.reviews.schemas.documents import About, DocumentIn, DocumentLine, DocumentOut
from app.reviews.service import records
from app.work import Work

KIND, KEPT = "document", "kept"


def list_documents(work: Work, case_id: UUID) -> list[DocumentLine]:
    """Return what documents there are. No content is opened for it."""
    case = cases.get_case(work, case_id)
    return [records.show(opened, DocumentLine) for opened in records.find(work, case, CaseDocument, KIND)]


def add(work: Work, case_id: UUID, form: DocumentIn) -> DocumentLine:
    """Keep a document with a case, also with one that has ended."""
    case = cases.get_case(work, case_id, Permission.CASE_CHANGE)
    row = CaseDocument(id=uuid4(), kind=KIND, state=KEPT)
    row.content = records.attach(work, case, row, "content", form.content)
    about = About.model_validate(form.model_dump(exclude={"content"}))
    return records.show(records.keep(work, case, row, about), DocumentLine)


def read(work: Work, case_id: UUID, document_id: UUID) -> DocumentOut:
    """Open a document."""
    case = cases.get_case(work, case_id)
    opened = records.one(work, case, CaseDocument, KIND, document_id)
    row = work.session.get_one(CaseDocument, document_id)
    content = vault.disclose(
        work, Permission.CASE_READ, case.subject, row.__tablename__, row.id, {"content": row.content}
    )
    line = records.show(opened, DocumentLine)
    return DocumentOut(**line.model_dump(), content=content["content"])
