"""The review page, which every decision comes back to, and the one way in which its forms change a pack."""

from uuid import UUID

from fastapi import Request, Response

from app.packs import checking, history
from app.packs.rules.verdicts import Verdict
from app.packs.schemas import PackDraft, VerdictIn
from app.portal import frame
from app.portal.attempts import told
from app.portal.desk.attempts import at_version
from app.portal.desk.review import sent, views
from app.portal.desk.review.sent import Sent
from app.portal.desk.review.views import Where
from app.problems import Problem
from app.work import Work

STALE = (
    "Somebody has changed this pack since you opened the page. It is shown as it is now, and what you"
    " decided was not done: look again."
)


def change(work: Work, pack_id: UUID, version: str, *decisions: VerdictIn) -> PackDraft:
    """Decide about places, at the version that the page was made from."""
    pack, case = at_version(work, pack_id, version)
    return checking.change(work, pack, case, sent.change(decisions))


def review(
    request: Request,
    work: Work,
    pack_id: UUID,
    where: Where,
    problem: Problem | None = None,
    given: Sent | None = None,
) -> Response:
    """Show one account of a pack, with why something was not done, and what was sent."""
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
    return [{"href": at, "text": one} for one in told(problem, STALE)]
