"""Where the office begins, over HTTP as a page."""

from fastapi import APIRouter, Request, Response

from app.packs import making
from app.packs.rules.finished import State
from app.portal import frame, words
from app.web.visits import VisitWork

router = APIRouter(include_in_schema=False)
STATES = {
    State.DRAFT: ("In the making", "blue"),
    State.APPROVED: ("Approved", "aqua-green"),
    State.RELEASED: ("Released", "green"),
    State.WITHDRAWN: ("Withdrawn", "red"),
}


@router.get("/packs")
def get_packs(request: Request, work: VisitWork) -> Response:
    """Show, meeting by meeting, how far the packs of the visitor's office are."""
    meetings = [
        {
            "id": table.meeting.id,
            "what": words.what(table.meeting),
            "when": words.when(table.meeting),
            "rows": table.items,
        }
        for table in making.list_making(work)
    ]
    return frame.show(request, "office/packs.html", meetings=meetings, states=STATES)
