"""Reports for those to whom they are released, over HTTP as pages, and as files to keep."""

from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Request, Response

from app.documents.words import day, label, place
from app.portal import frame, pages
from app.reports import renderings, service
from app.reports.measures.populations import JOINT
from app.reports.rules import CSV, HTML, PDF
from app.reports.schemas import ReportLine
from app.web.paging import Cursor
from app.web.visits import VisitWork

router = APIRouter(prefix="/reports", include_in_schema=False)
TableCode = Annotated[str, Path(max_length=8, pattern="^[A-Z][0-9]{1,2}[A-Z]?$")]


@router.get("")
def get_reports(request: Request, work: VisitWork, place: Cursor) -> Response:
    """List the reports that the visitor may read, the newest first."""
    found = service.listed(work, place)
    return frame.show(
        request, "figures/reports.html", reports=[_line(one) for one in found.items], next=found.next
    )


@router.get("/{report_id}")
def get_report(request: Request, work: VisitWork, report_id: UUID) -> Response:
    """Show a report with its charts and tables in the frame."""
    report = service.read(work, report_id)
    page = partial(
        pages.render,
        layout="reading.html",
        back={"href": "/reports", "text": "Reports"},
        tools="figures/report-tools.html",
        report=f"/reports/{report_id}",
        **frame.around(request),
    )
    return frame.dressed(renderings.rendered(report, HTML, None, page).decode())


@router.get("/{report_id}/report.pdf")
def get_report_pdf(work: VisitWork, report_id: UUID) -> Response:
    """Hand out a report as a PDF."""
    return _file(renderings.rendered(service.read(work, report_id), PDF, None), PDF, "report.pdf")


@router.get("/{report_id}/tables/{code}.csv")
def get_report_csv(work: VisitWork, report_id: UUID, code: TableCode) -> Response:
    """Hand out one table of a report as CSV."""
    return _file(renderings.rendered(service.read(work, report_id), CSV, code), CSV, f"table-{code}.csv")


def _file(content: bytes, media: str, name: str) -> Response:
    named = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, headers=named, media_type=media)


def _line(report: ReportLine) -> dict[str, str]:
    area = "All areas of the panel" if report.area == JOINT else place(report.area.replace("-", "_"))
    released = report.release.released_at
    return {
        "href": f"/reports/{report.id}",
        "what": f"{label(report.kind)} report",
        "area": area,
        "period": f"{day(report.period.first.isoformat())} to {day(report.period.last.isoformat())}",
        "level": label(report.level),
        "released": day(released.isoformat()) if released else "",
    }
