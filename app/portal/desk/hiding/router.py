"""Hiding words that nobody flagged, over HTTP as pages."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from app.packs import checking
from app.packs.rules.verdicts import Verdict
from app.packs.schemas import PackDraft
from app.portal import frame
from app.portal.attempts import attempt
from app.portal.desk.hiding import finding
from app.portal.desk.review import sent, showing, views
from app.portal.desk.review.sent import Sent
from app.portal.desk.review.views import Where
from app.problems import Fault, Invalid, Problem
from app.web.visits import FromOurPage, VisitWork

router = APIRouter(prefix="/packs/{pack_id}/review", include_in_schema=False)
Text = Annotated[str, Form(max_length=4000)]


@router.post("/find", dependencies=[FromOurPage])
def post_find(request: Request, work: VisitWork, pack_id: UUID, words: Text = "", n: Text = "") -> Response:
    """Show every place where words stand, to choose which to hide."""
    draft, version = checking.read(work, pack_id)
    errors = []
    if not finding.LEAST <= len(words.strip()) <= finding.MOST:
        errors.append({"href": "#words", "text": "Enter the words to hide, from 2 to 200 characters"})
    found = [] if errors else finding.find(draft.narratives, words)
    return frame.show(
        request,
        "desk/find.html",
        status=422 if errors else 200,
        pack=draft,
        version=version,
        words=words.strip(),
        found=found[: finding.SHOWN],
        more=max(0, len(found) - finding.SHOWN),
        labels=views.labels(draft),
        opened=int(work.now.timestamp()),
        n=n,
        errors=errors,
    )


@router.post("/hide", dependencies=[FromOurPage])
def post_hide(
    request: Request,
    work: VisitWork,
    pack_id: UUID,
    place: Annotated[list[str], Form(max_length=500)] = [],  # noqa: B006
    label: Text = "",
    version: Text = "",
    opened: Text = "",
) -> Response:
    """Hide the chosen places."""
    spots = finding.chosen(place)
    now = work.now.timestamp()

    def act() -> PackDraft:
        if not spots:
            raise Invalid(errors=[Fault("", "nothing", "Tick the places that are to be hidden.")])
        asked = [Sent(*spot, Verdict.EXTEND, label=label, opened=opened) for spot in spots]
        return showing.change(work, pack_id, version, *(sent.decision(one, now) for one in asked))

    made = attempt(work, act)
    narrative, start, end = spots[0] if spots else ("", 0, 0)
    if isinstance(made, Problem):
        where = Where(narrative, f"{start}-{end}") if spots else Where()
        return showing.review(request, work, pack_id, where, made)
    path = f"/packs/{pack_id}/review?n={narrative}&at=h{start}#h{start}"
    return RedirectResponse(path, 303)
