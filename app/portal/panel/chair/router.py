"""The chair's page of a meeting over HTTP: what waits, and what the chair says of it."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Form, Path, Query, Request, Response
from fastapi.responses import RedirectResponse

from app.meetings import chairing, declaring
from app.meetings.rules.standing import Ruling
from app.meetings.schemas import RulingIn
from app.packs import heading
from app.packs.schemas import HeaderApprovalIn
from app.portal import frame, words
from app.portal.attempts import attempt
from app.portal.panel.chair import telling, views
from app.portal.panel.chair.views import Sent
from app.problems import NotFound, Problem
from app.web.visits import FromOurPage, VisitWork
from app.work import Work

router = APIRouter(prefix="/meetings/{meeting_id}/chair", include_in_schema=False)
Pseudonym = Annotated[str, Path(pattern="^[A-Z0-9]{3}-[A-Z0-9]{2}$")]
Text = Annotated[str, Form()]
Errors = list[dict[str, str]]


@router.get("")
def get_chair(
    request: Request, work: VisitWork, meeting_id: UUID, said: Annotated[str, Query(max_length=10)] = ""
) -> Response:
    """Show what others have declared, and what the office asks for: what waits, and what was said."""
    return _show(request, work, meeting_id, said=telling.SAID.get(said, ""))


@router.post("/declarations/{declaration_id}", dependencies=[FromOurPage])
def post_ruling(
    request: Request,
    work: VisitWork,
    meeting_id: UUID,
    declaration_id: UUID,
    choice: Text = "",
    reason: Text = "",
) -> Response:
    """Rule on what somebody else has declared."""
    sent = Sent(str(declaration_id), choice, words.typed(reason))
    if errors := views.faults(sent, telling.RULINGS, "Select whether they stay, observe or keep out"):
        return _show(request, work, meeting_id, sent, errors, 422)
    form = RulingIn(ruling=Ruling(choice), reason=sent.reason.strip())
    made = attempt(work, lambda: declaring.rule(work, meeting_id, declaration_id, form))
    return _done(request, work, meeting_id, made, "ruled")


@router.post("/header/{pseudonym}/{field}", dependencies=[FromOurPage])
def post_word(
    request: Request,
    work: VisitWork,
    meeting_id: UUID,
    pseudonym: Pseudonym,
    field: Literal["county", "quarter"],
    choice: Text = "",
    reason: Text = "",
) -> Response:
    """Say whether the header of a pack may name its county or its quarter."""
    sent = Sent(f"{pseudonym}-{field}", choice, words.typed(reason))
    if errors := views.faults(sent, telling.WORDS, "Select whether you approve or refuse"):
        return _show(request, work, meeting_id, sent, errors, 422)
    approve = choice == "approve"
    form = HeaderApprovalIn(field=field, approve=approve, reason=sent.reason.strip())
    made = attempt(work, lambda: heading.say(work, meeting_id, pseudonym, form))
    return _done(request, work, meeting_id, made, "approved" if approve else "refused")


def _done(request: Request, work: Work, meeting_id: UUID, made: object, said: str) -> Response:
    if isinstance(made, Problem):
        errors = [{"href": "#maincontent", "text": made.detail}]
        return _show(request, work, meeting_id, errors=errors, status=made.status)
    return RedirectResponse(f"/meetings/{meeting_id}/chair?said={said}", 303)


def _show(
    request: Request,
    work: Work,
    meeting_id: UUID,
    sent: Sent | None = None,
    errors: Errors | None = None,
    status: int = 200,
    said: str = "",
) -> Response:
    rulings = views.rulings(meeting_id, chairing.list_to_rule(work, meeting_id))
    questions = views.questions(meeting_id, heading.list_asked(work, meeting_id))
    if sent and sent.id not in {card.id for card in (*rulings, *questions)}:
        raise NotFound
    return frame.show(
        request,
        "panel/chair.html",
        status=status,
        meeting_id=meeting_id,
        rulings=rulings,
        questions=questions,
        may_rule=telling.RULINGS,
        may_say=telling.WORDS,
        sent=sent,
        most=views.MOST,
        said=said,
        errors=errors or [],
    )
