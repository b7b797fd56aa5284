"""Paths of reports: build, list, read in the form that is wanted, sign."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Header, Query, Response

from app.reports import renderings, rules, service
from app.reports.schemas import ReportIn, ReportLine, ReportOut, SignatureIn, SignedReport
from app.web import Cursor, Page, Repeats, RequestWork
from app.web.repeats import Answer

router = APIRouter(prefix="/v1/reports", tags=["reports"])

Accept = Annotated[str | None, Header(max_length=1000)]
TableCode = Annotated[str | None, Query(max_length=8, pattern="^[A-Z][0-9]{1,2}[A-Z]?$")]
TEXT: dict[str, Any] = {"schema": {"type": "string"}}
FORMS: dict[int | str, dict[str, Any]] = {
    200: {"content": {rules.CSV: TEXT, rules.HTML: TEXT, rules.PDF: TEXT}}
}


@router.post("", status_code=201, response_model=ReportOut)
def post_report(work: RequestWork, form: ReportIn, repeat: Repeats) -> Response:
    """Build a report: a draft until two people have signed it."""

    def make() -> Answer:
        report = service.build(work, form)
        return Answer(report, {"Location": f"/v1/reports/{report.id}"})

    return repeat.once(work, 201, make)


@router.get("")
def list_reports(work: RequestWork, place: Cursor) -> Page[ReportLine]:
    """List your reports, the newest first."""
    return service.listed(work, place)


@router.get("/{report_id}", response_model=ReportOut, responses=FORMS)
def get_report(
    work: RequestWork, report_id: UUID, accept: Accept = None, table: TableCode = None
) -> Response:
    """Read a report as JSON, as a page, as a PDF, or one table of it as CSV."""
    report = service.read(work, report_id)
    media = rules.rendering(accept)
    body = renderings.rendered(report, media, table)
    return Response(body, media_type=media, headers={"Vary": "Accept"})


@router.post("/{report_id}/release", response_model=SignedReport)
def post_report_release(
    work: RequestWork, report_id: UUID, repeat: Repeats, form: SignatureIn | None = None
) -> Response:
    """Sign a report; the second person's signature releases it."""
    return repeat.once(work, 200, lambda: service.sign(work, report_id, form.sha256 if form else None))
