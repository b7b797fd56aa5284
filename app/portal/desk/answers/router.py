"""The coded answers of a pack over HTTP as a page: read, and told or left out together."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from app.packs import checking, history
from app.packs.schemas import PackDraft
from app.portal import frame
from app.portal.attempts import attempt
from app.portal.desk import overview
from app.portal.desk.answers import sent, views
from app.portal.desk.attempts import at_version
from app.problems import Problem
from app.web.visits import FromOurPage, VisitWork
from app.work import Work

router = APIRouter(prefix="/packs/{pack_id}/answers", include_in_schema=False)
Text = Annotated[str, Form(max_length=4000)]
Chosen = Annotated[list[str], Form(max_length=1000)]
Said = Annotated[str, Query(max_length=20)]


@router.get("")
def get_answers(request: Request, work: VisitWork, pack_id: UUID, said: Said = "") -> Response:
    """Show the coded answers of the agencies' forms, and which of them the pack tells."""
    return _show(request, work, pack_id, said=views.SAID.get(said, ""))


@router.post("", dependencies=[FromOurPage])
def post_answers(
    request: Request,
    work: VisitWork,
    pack_id: UUID,
    answer: Chosen = [],  # noqa: B006
    tell: Text = "",
    reason: Text = "",
    version: Text = "",
) -> Response:
    """Tell the chosen answers, or leave them out, all for one reason."""

    def act() -> PackDraft:
        pack, case = at_version(work, pack_id, version)
        draft, _ = checking.read(work, pack_id)
        return checking.change(work, pack, case, sent.change(draft.answers, answer, tell, reason))

    made = attempt(work, act)
    if isinstance(made, Problem):
        return _show(request, work, pack_id, made, chosen=answer, reason=reason)
    said = "told" if sent.TELL[tell] else "left_out"
    return RedirectResponse(f"/packs/{pack_id}/answers?said={said}", 303)


def _show(
    request: Request, work: Work, pack_id: UUID, problem: Problem | None = None, **given: object
) -> Response:
    draft, version = checking.read(work, pack_id)
    decided = [one for verdict in ("tell", "leave_out") for one in history.read(work, pack_id, verdict)]
    decided.sort(key=lambda one: one.at, reverse=True)
    names = history.names(work, [one.who for one in decided])
    page = views.page(draft, decided, names)
    return frame.show(
        request,
        "desk/answers.html",
        status=problem.status if problem else 200,
        pack=draft,
        version=version,
        page=page,
        may_change=overview.may(work, draft).change,
        errors=views.errors(problem, page.first),
        **({"said": "", "chosen": (), "reason": ""} | given),
    )
