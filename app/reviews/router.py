"""Holds, parallel reviews, certification, Joint Agency Response, documents and transfers over HTTP."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.reviews.schemas.certification import CertificationIn, CertificationOut
from app.reviews.schemas.documents import DocumentIn, DocumentLine, DocumentOut
from app.reviews.schemas.holds import HoldIn, HoldOut, ReleaseIn
from app.reviews.schemas.jar import JarIn, JarOut
from app.reviews.schemas.parallel import ReviewIn, ReviewOut
from app.reviews.schemas.transfers import AnswerIn, TransferIn, TransferOut
from app.reviews.service import certification, documents, holds, jar, parallel, transfers
from app.web import IfMatch, Page, Repeats, RequestWork, etag, expect

router = APIRouter(prefix="/v1/cases/{case_id}", tags=["reviews"])


@router.get("/holds")
def list_holds(work: RequestWork, case_id: UUID) -> Page[HoldOut]:
    """List the holds of a case."""
    return Page(items=holds.list_holds(work, case_id), next=None)


@router.post("/holds", status_code=201, response_model=HoldOut)
def post_hold(work: RequestWork, case_id: UUID, form: HoldIn, repeat: Repeats) -> Response:
    """Hold a case."""
    return repeat.once(work, 201, lambda: holds.place(work, case_id, form))


@router.post("/holds/{hold_id}/release", response_model=HoldOut)
def release_hold(
    work: RequestWork, case_id: UUID, hold_id: UUID, form: ReleaseIn, repeat: Repeats
) -> Response:
    """Release a hold."""
    return repeat.once(work, 200, lambda: holds.release(work, case_id, hold_id, form))


@router.get("/reviews")
def list_reviews(work: RequestWork, case_id: UUID) -> Page[ReviewOut]:
    """List the parallel reviews of a death."""
    return Page(items=parallel.list_reviews(work, case_id), next=None)


@router.post("/reviews", status_code=201, response_model=ReviewOut)
def post_review(work: RequestWork, case_id: UUID, form: ReviewIn, repeat: Repeats) -> Response:
    """Record a parallel review."""
    return repeat.once(work, 201, lambda: parallel.add(work, case_id, form))


@router.put("/reviews/{review_id}")
def put_review(
    work: RequestWork,
    case_id: UUID,
    review_id: UUID,
    form: ReviewIn,
    response: Response,
    if_match: IfMatch = None,
) -> ReviewOut:
    """Say how a parallel review stands."""
    kept = parallel.editable(work, case_id, review_id)
    expect(if_match, kept.row.version)
    review = parallel.replace(work, case_id, kept, form)
    response.headers["ETag"] = etag(review.version)
    return review


@router.get("/certification")
def get_certification(work: RequestWork, case_id: UUID, response: Response) -> CertificationOut:
    """Read certificate, coroner, post-mortem and registered cause."""
    found = certification.read(work, case_id)
    response.headers["ETag"] = etag(found.version)
    return found


@router.put("/certification")
def put_certification(
    work: RequestWork, case_id: UUID, form: CertificationIn, response: Response, if_match: IfMatch = None
) -> CertificationOut:
    """Record certificate, coroner, post-mortem and registered cause."""
    case, kept = certification.editable(work, case_id)
    if kept or if_match:
        expect(if_match, kept.row.version if kept else 0)
    found = certification.replace(work, case, kept, form)
    response.headers["ETag"] = etag(found.version)
    return found


@router.get("/jar")
def get_jar(work: RequestWork, case_id: UUID, response: Response) -> JarOut:
    """Read how the Joint Agency Response stands."""
    found = jar.read(work, case_id)
    response.headers["ETag"] = etag(found.version)
    return found


@router.put("/jar")
def put_jar(
    work: RequestWork, case_id: UUID, form: JarIn, response: Response, if_match: IfMatch = None
) -> JarOut:
    """Record how the Joint Agency Response stands."""
    case, kept = jar.editable(work, case_id)
    if kept or if_match:
        expect(if_match, kept.row.version if kept else 0)
    found = jar.replace(work, case, kept, form)
    response.headers["ETag"] = etag(found.version)
    return found


@router.get("/documents")
def list_documents(work: RequestWork, case_id: UUID) -> Page[DocumentLine]:
    """List the documents of a case."""
    return Page(items=documents.list_documents(work, case_id), next=None)


@router.post("/documents", status_code=201, response_model=DocumentLine)
def post_document(work: RequestWork, case_id: UUID, form: DocumentIn, repeat: Repeats) -> Response:
    """Keep a document with a case."""
    return repeat.once(work, 201, lambda: documents.add(work, case_id, form))


@router.get("/documents/{document_id}")
def get_document(work: RequestWork, case_id: UUID, document_id: UUID) -> DocumentOut:
    """Open a document."""
    return documents.read(work, case_id, document_id)


@router.get("/transfers")
def list_transfers(work: RequestWork, case_id: UUID) -> Page[TransferOut]:
    """List the hand-overs of a case."""
    return Page(items=transfers.list_transfers(work, case_id), next=None)


@router.post("/transfers", status_code=201, response_model=TransferOut)
def post_transfer(work: RequestWork, case_id: UUID, form: TransferIn, repeat: Repeats) -> Response:
    """Offer a case to another CDOP."""
    return repeat.once(work, 201, lambda: transfers.offer(work, case_id, form))


@router.post("/transfers/{transfer_id}/accept", response_model=TransferOut)
def accept_transfer(
    work: RequestWork, case_id: UUID, transfer_id: UUID, form: AnswerIn, repeat: Repeats
) -> Response:
    """Record that the other CDOP has accepted a case."""
    return repeat.once(work, 200, lambda: transfers.accept(work, case_id, transfer_id, form))


@router.post("/transfers/{transfer_id}/decline", response_model=TransferOut)
def decline_transfer(
    work: RequestWork, case_id: UUID, transfer_id: UUID, form: AnswerIn, repeat: Repeats
) -> Response:
    """Record that the other CDOP has declined a case."""
    return repeat.once(work, 200, lambda: transfers.decline(work, case_id, transfer_id, form))
