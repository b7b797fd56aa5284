"""Recommendations and actions over HTTP."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.learning import service
from app.learning.models import Action, Recommendation
from app.learning.schemas import ActionChange, ActionIn, ActionOut, InformedIn, RecommendationOut
from app.web import IfMatch, Page, Repeats, RequestWork, etag, expect

router = APIRouter(prefix="/v1", tags=["learning"])


@router.get("/recommendations")
def list_recommendations(work: RequestWork) -> Page[RecommendationOut]:
    """List recommendations: your panel's, or those that concern your area."""
    return Page(items=service.recommendations(work), next=None)


@router.patch("/recommendations/{recommendation_id}")
def patch_recommendation(
    work: RequestWork, recommendation_id: UUID, form: InformedIn, response: Response, if_match: IfMatch = None
) -> RecommendationOut:
    """Record that the person who should act was told."""
    row = service.find(work, Recommendation, recommendation_id)
    expect(if_match, row.row_version)
    changed = service.inform(work, row, form)
    response.headers["ETag"] = etag(changed.version)
    return changed


@router.get("/actions")
def list_actions(work: RequestWork) -> Page[ActionOut]:
    """List actions and how far they are."""
    return Page(items=service.actions(work), next=None)


@router.post("/actions", status_code=201, response_model=ActionOut)
def post_action(work: RequestWork, form: ActionIn, repeat: Repeats) -> Response:
    """Propose an action on a recommendation."""
    return repeat.once(work, 201, lambda: service.add_action(work, form))


@router.patch("/actions/{action_id}")
def patch_action(
    work: RequestWork, action_id: UUID, form: ActionChange, response: Response, if_match: IfMatch = None
) -> ActionOut:
    """Move an action on."""
    row = service.find(work, Action, action_id)
    expect(if_match, row.row_version)
    changed = service.change_action(work, row, form)
    response.headers["ETag"] = etag(changed.version)
    return changed
