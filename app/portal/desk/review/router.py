"""The review of a pack over HTTP as pages: read side by side, and decided place by place."""

import re
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from app.packs import checking
from app.packs.rules.together import together
from app.packs.rules.verdicts import Verdict
from app.packs.schemas import PackDraft
from app.portal.attempts import attempt
from app.portal.desk.attempts import at_version
from app.portal.desk.review import places, sent, showing, views
from app.portal.desk.review.sent import Sent
from app.portal.desk.review.views import Where
from app.problems import Fault, Invalid, Problem
from app.web.visits import FromOurPage, VisitWork

router = APIRouter(prefix="/packs/{pack_id}/review", include_in_schema=False)
Text = Annotated[str, Form(max_length=4000)]
Spot = Annotated[int, Form(ge=0, le=10_000_000)]
Short = Annotated[str, Query(max_length=20)]
Number = Annotated[int, Query(ge=0, le=100_000)]
NUMBERED, ALL = re.compile("p[0-9]{1,5}"), "p"


@router.get("")
def get_review(
    request: Request,
    work: VisitWork,
    pack_id: UUID,
    n: Short = "",
    at: Short = "",
    row: Number = 0,
    part: Number = 0,
) -> Response:
    """Show one account of a pack: its original, how the pack tells it, and what waits for a person."""
    return showing.review(request, work, pack_id, Where(n, at, row, part))


@router.post("", dependencies=[FromOurPage])
def post_decision(
    request: Request,
    work: VisitWork,
    pack_id: UUID,
    start: Spot,
    end: Spot,
    narrative: Text = "",
    verdict: Text = "",
    name: Text = "",
    label: Text = "",
    reason: Text = "",
    everywhere: Text = "",
    version: Text = "",
    opened: Text = "",
    seconds: Text = "",
) -> Response:
    """Decide about one place, and go on to the next that waits."""
    given = Sent(narrative, start, end, verdict, label, reason, everywhere, opened, seconds)

    def act() -> PackDraft:
        return showing.change(work, pack_id, version, sent.decision(given, work.now.timestamp()))

    made = attempt(work, act)
    if isinstance(made, Problem):
        at = name if NUMBERED.fullmatch(name) else f"{start}-{end}"
        return showing.review(request, work, pack_id, Where(narrative, at), made, given)
    return RedirectResponse(_after(made, narrative, start, name, verdict), 303)


@router.post("/together", dependencies=[FromOurPage])
def post_together(
    request: Request,
    work: VisitWork,
    pack_id: UUID,
    narrative: Text = "",
    reason: Text = "",
    version: Text = "",
    opened: Text = "",
) -> Response:
    """Keep all that is doubted for one ordinary reason in an account, as it is."""

    def act() -> PackDraft:
        at_version(work, pack_id, version)
        draft, _ = checking.read(work, pack_id)
        told = views.chosen(draft.narratives, narrative)
        spots = together(told.for_review, told.changes, reason)
        if not spots:
            raise Invalid(errors=[Fault("", "nothing", "Nothing is left here that can be kept together.")])
        asked = [Sent(told.id, *spot, Verdict.ACCEPT, reason=reason, opened=opened) for spot in spots]
        decided = [sent.decision(one, work.now.timestamp()) for one in asked]
        return showing.change(work, pack_id, version, *decided)

    made = attempt(work, act)
    if isinstance(made, Problem):
        return showing.review(request, work, pack_id, Where(narrative), made)
    return RedirectResponse(_after(made, narrative, -1, ALL, Verdict.ACCEPT), 303)


def _after(made: PackDraft, narrative: str, start: int, name: str, verdict: str) -> str:
    """Return where the review goes on: at the next place that waits, or at the place of an extra decision."""
    path = f"/packs/{made.id}"
    is_numbered = name == ALL or NUMBERED.fullmatch(name)
    if not is_numbered or verdict == Verdict.UNDO:
        anchor = name if is_numbered else f"h{start}"
        return f"{path}/review?n={narrative}&at={anchor}#{anchor}"
    found = places.next_open(made.narratives, narrative, start)
    return f"{path}/review?n={found[0]}&at={found[1]}#{found[1]}" if found else f"{path}?said=looked"
