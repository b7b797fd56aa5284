"""The review of a pack over HTTP as pages: read side by side, and decided place by place."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request, Response

from app.packs import checking, history
from app.packs.rules.together import together
from app.packs.rules.verdicts import Verdict
from app.packs.schemas import PackChange, PackDraft, VerdictIn
from app.portal import frame
from app.portal.desk.attempts import at_version, attempt
from app.portal.desk.review import finding, places, sent, views
from app.portal.desk.review.sent import Sent
from app.portal.desk.review.views import Where
from app.problems import Problem, Stale
from app.web.visits import FromOurPage, VisitWork
from app.work import Work

router = APIRouter(prefix="/packs/{pack_id}/review", include_in_schema=False)
Text = Annotated[str, Form(max_length=4000)]
Spot = Annotated[int, Form(ge=0, le=10_000_000)]
Short = Annotated[str, Query(max_length=20)]
Number = Annotated[int, Query(ge=0, le=100_000)]
STALE = (
    "Somebody has changed this pack since you opened the page. It is shown as it is now, and what you"
    " decided was not done: look again."
)


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
    return _show(request, work, pack_id, Where(n, at, row, part))


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
        return _change(work, pack_id, version, sent.decision(given, work.now.timestamp()))

    made = attempt(work, act)
    if isinstance(made, Problem):
        at = name if name.startswith("p") else f"{start}-{end}"
        return _show(request, work, pack_id, Where(narrative, at), made, given)
    return _to(_after(made, narrative, start, name, verdict))


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
        asked = [Sent(told.id, *spot, Verdict.ACCEPT, reason=reason, opened=opened) for spot in spots]
        return _change(work, pack_id, version, *(sent.decision(one, work.now.timestamp()) for one in asked))

    made = attempt(work, act)
    if isinstance(made, Problem):
        return _show(request, work, pack_id, Where(narrative), made)
    return _to(_after(made, narrative, -1, "p", Verdict.ACCEPT))


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
        asked = [Sent(*spot, Verdict.EXTEND, label=label, opened=opened) for spot in spots]
        return _change(work, pack_id, version, *(sent.decision(one, now) for one in asked))

    made = attempt(work, act)
    narrative, start, end = spots[0] if spots else ("", 0, 0)
    if isinstance(made, Problem):
        return _show(request, work, pack_id, Where(narrative, f"{start}-{end}"), made)
    return _to(f"/packs/{pack_id}/review?n={narrative}&at=h{start}#h{start}")


def _change(work: Work, pack_id: UUID, version: str, *decisions: VerdictIn) -> PackDraft:
    at_version(work, pack_id, version)
    pack, case = checking.editable(work, pack_id)
    form: PackChange = sent.change(decisions)
    return checking.change(work, pack, case, form)


def _after(made: PackDraft, narrative: str, start: int, name: str, verdict: str) -> str:
    """Return where the review goes on: at the next place that waits, or at the place of an extra decision."""
    path = f"/packs/{made.id}"
    if not name.startswith("p") or verdict == Verdict.UNDO:
        anchor = name if name.startswith("p") else f"h{start}"
        return f"{path}/review?n={narrative}&at={anchor}#{anchor}"
    found = places.next_open(made.narratives, narrative, start)
    return f"{path}/review?n={found[0]}&at={found[1]}#{found[1]}" if found else f"{path}?said=looked"


def _to(path: str) -> Response:
    return Response(status_code=303, headers={"Location": path})


def _show(
    request: Request,
    work: Work,
    pack_id: UUID,
    where: Where,
    problem: Problem | None = None,
    given: Sent | None = None,
) -> Response:
    draft, version = checking.read(work, pack_id)
    back = views.given_back(history.read(work, pack_id, Verdict.RESTORE))
    page = views.page(draft, where, back, int(work.now.timestamp()))
    return frame.show(
        request,
        "desk/review.html",
        status=problem.status if problem else 200,
        pack=draft,
        version=version,
        page=page,
        where=where,
        sent=given,
        errors=_errors(problem, where) if problem else [],
    )


def _errors(problem: Problem, where: Where) -> list[dict[str, str]]:
    at = "#look" if views.SPOT.fullmatch(where.at) else f"#{where.at or 'review'}"
    said = [STALE] if isinstance(problem, Stale) else [one.message for one in problem.errors]
    return [{"href": at, "text": one} for one in said or [problem.detail]]
