"""Following learning: recommendations of a final analysis form, who was told, and what was done."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID, uuid4

from sqlalchemy import Select, func, select

from app.audit import trail
from app.cases.rules.timeline import LONDON
from app.db.base import iso_week
from app.facts import vault
from app.learning import rules
from app.learning.models import Action, Recommendation
from app.learning.rules import ActionState
from app.learning.schemas import ActionChange, ActionIn, ActionOut, InformedIn, RecommendationOut
from app.partners.rules import PANEL_AREAS
from app.policy import Permission, panels_where, require, require_somewhere
from app.problems import Fault, Invalid, NotFound
from app.work import Work

Row = TypeVar("Row", Recommendation, Action)
OPEN = {ActionState.PROPOSED, ActionState.ACCEPTED, ActionState.IN_PROGRESS}


def recommend(work: Work, panel_id: UUID, source_id: UUID, said: Sequence[Mapping[str, Any]]) -> None:
    """Keep the recommendations of a final form; done twice, nothing is added."""
    known = select(Recommendation.position).filter_by(source_id=source_id)
    kept = set(work.session.scalars(known))
    for position, content in enumerate(said):
        if position not in kept:
            row = Recommendation(
                id=uuid4(),
                panel_id=panel_id,
                source_id=source_id,
                position=position,
                made_week=iso_week(work.now),
            )
            _seal(work, row, {"informed_who": None, "informed_on": None} | dict(content))
    trail.record(work, trail.Event.LEARNING_RECORDED)


def recommendations(work: Work) -> list[RecommendationOut]:
    """Return the recommendations of the actor's panel, or for an officer those that concern their area."""
    rows = _readable(work, Recommendation)
    counts = dict(work.session.execute(_counted()).all())
    shown = [_recommendation(row, _open(work, row), counts.get(row.id, 0)) for row in rows]
    return [out for out in shown if _is_mine(work, out)]


def inform(work: Work, row: Recommendation, form: InformedIn) -> RecommendationOut:
    """Keep who was told of a recommendation, and when."""
    require(work.actor, Permission.LEARNING_WORK, row.panel_id)
    content = _open(work, row) | form.model_dump()
    row.informed_week = iso_week(work.now)
    _seal(work, row, content)
    trail.record(work, trail.Event.LEARNING_CHANGED, fields=["informed"])
    return _recommendation(row, content, work.session.scalar(_counted_of(row.id)) or 0)


def actions(work: Work) -> list[ActionOut]:
    """Return the actions that follow the recommendations which the actor may read."""
    mine = {out.id for out in recommendations(work)}
    rows = [row for row in _readable(work, Action) if row.recommendation_id in mine]
    return [_action(work, row, _open(work, row)) for row in rows]


def add_action(work: Work, form: ActionIn) -> ActionOut:
    """Propose an action on a recommendation."""
    parent = find(work, Recommendation, form.recommendation_id)
    require(work.actor, Permission.LEARNING_WORK, parent.panel_id)
    content = {"text": form.text, "owner": form.owner, "due_on": form.due_on}
    row = Action(
        id=uuid4(), recommendation_id=parent.id, panel_id=parent.panel_id, state=ActionState.PROPOSED
    )
    row.due_week = _week(form.due_on)
    _seal(work, row, content | {"evidence": "", "effect": "", "reason": ""})
    trail.record(work, trail.Event.LEARNING_CHANGED, fields=["action"])
    return _action(work, row, _open(work, row))


def change_action(work: Work, row: Action, form: ActionChange) -> ActionOut:
    """Move an action on; a rejected one says why, a reviewed one to what effect."""
    require(work.actor, Permission.LEARNING_WORK, row.panel_id)
    row.state = rules.advance(ActionState(row.state), form.state).value
    needed = {ActionState.REJECTED: "reason", ActionState.EFFECT_REVIEWED: "effect"}.get(form.state)
    if needed and not getattr(form, needed):
        raise Invalid(errors=[Fault(f"/{needed}", "needed", "This state needs it.")])
    said = {name: value for name, value in form.model_dump(exclude={"state"}).items() if value}
    content = _open(work, row) | said
    _seal(work, row, content)
    trail.record(work, trail.Event.LEARNING_CHANGED, fields=[f"action.{form.state}"])
    return _action(work, row, content)


def find(work: Work, kind: type[Row], row_id: UUID) -> Row:
    """Return a row of the actor's own panel, for somebody who follows its learning."""
    require_somewhere(work.actor, Permission.LEARNING_WORK)
    row = work.session.get(kind, row_id)
    if row is None or row.panel_id not in panels_where(work.actor, Permission.LEARNING_WORK):
        raise NotFound
    return row


def _readable(work: Work, kind: type[Row]) -> list[Row]:
    require_somewhere(work.actor, Permission.LEARNING_READ)
    panels = [*panels_where(work.actor, Permission.LEARNING_READ), *_nearby(work.actor.areas)]
    trail.record(work, trail.Event.LEARNING_READ)
    shared = select(kind).where(kind.panel_id.in_(panels)).order_by(kind.id)
    return list(work.session.scalars(shared))


def _nearby(officer_of: Collection[str]) -> list[UUID]:
    return [
        panel
        for panel, areas in PANEL_AREAS.items()
        if not {str(area) for area in areas}.isdisjoint(officer_of)
    ]


def _is_mine(work: Work, out: RecommendationOut) -> bool:
    officer = bool(work.actor.areas) and not work.actor.panels
    return rules.is_for(out.area, out.level, work.actor.areas) if officer else True


def _open(work: Work, row: Recommendation | Action) -> dict[str, Any]:
    area = next(iter(work.actor.areas), None)
    opened = vault.disclose(
        work, Permission.LEARNING_READ, row.panel_id, row.__tablename__, row.id, {"content": row.content},
        event=trail.Event.LEARNING_READ, area=area,
    )  # fmt: skip
    content: dict[str, Any] = opened["content"]
    return content


def _seal(work: Work, row: Recommendation | Action, content: Mapping[str, Any]) -> None:
    sealed = vault.seal(work, row.panel_id, row.__tablename__, row.id, {"content": dict(content)})
    row.content = sealed["content"]
    work.session.add(row)
    work.session.flush()


def _counted() -> Select[UUID, int]:
    return select(Action.recommendation_id, func.count()).group_by(Action.recommendation_id)


def _counted_of(row_id: UUID) -> Select[int]:
    return select(func.count()).select_from(Action).where(Action.recommendation_id == row_id)


def _week(day: str | None) -> int | None:
    return None if day is None else iso_week(date.fromisoformat(day))


def _recommendation(row: Recommendation, content: Mapping[str, Any], actions: int) -> RecommendationOut:
    return RecommendationOut(id=row.id, actions=actions, version=row.row_version, **content)


def _action(work: Work, row: Action, content: Mapping[str, Any]) -> ActionOut:
    state, due = ActionState(row.state), content["due_on"]
    overdue = state in OPEN and due is not None and due < work.now.astimezone(LONDON).date().isoformat()
    return ActionOut(
        id=row.id, recommendation_id=row.recommendation_id, state=state, overdue=overdue,
        version=row.row_version, **content,
    )  # fmt: skip
