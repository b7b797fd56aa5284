"""Two pages that several forms come back to: the overview of a pack, and its preview."""

from functools import partial
from uuid import UUID

from fastapi import Request, Response

from app.packs import checking, history, previewing
from app.packs.rules.media import HTML
from app.portal import frame, pages
from app.portal.desk import overview as overviews
from app.portal.desk import refused
from app.portal.desk.answers.views import count
from app.problems import Problem
from app.work import Work


def overview(
    request: Request, work: Work, pack_id: UUID, said: str = "", problem: Problem | None = None
) -> Response:
    """Show where a pack is, with what was done, or why something was not."""
    draft, version = checking.read(work, pack_id)
    shown = overviews.overview(work, draft, history.read(work, pack_id))
    return frame.show(
        request,
        "desk/pack.html",
        status=problem.status if problem else 200,
        pack=draft,
        version=version,
        view=shown,
        answered=count(draft.answers),
        said=overviews.SAID.get(said, ""),
        blocked=refused.blocked(draft, problem),
        errors=refused.errors(problem),
    )


def preview(
    request: Request,
    work: Work,
    pack_id: UUID,
    errors: list[dict[str, str]] | None = None,
    status: int = 200,
) -> Response:
    """Show the finished pack in the frame, with its approval beside it."""
    draft, version = checking.read(work, pack_id)
    page = partial(
        pages.render,
        layout="desk/preview-frame.html",
        pack=draft,
        version=version,
        may=overviews.may(work, draft),
        errors=errors or [],
        **frame.around(request),
    )
    return frame.dressed(previewing.read(work, pack_id, HTML, page).decode(), status)
