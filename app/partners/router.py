"""Paths of the reference data: areas and panels for everybody, agencies for those who work with them."""

from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query

from app.partners import service
from app.partners.schemas import AgencyOut, AreaOut, PanelOut
from app.policy import Permission, require, require_somewhere
from app.problems import Fault, Invalid
from app.web import Cursor, Page, RequestWork

router = APIRouter(prefix="/v1", tags=["Areas and partners"])

LONDON = ZoneInfo("Europe/London")
Kind = Annotated[str | None, Query(max_length=40, pattern="^[a-z_]+$")]


@router.get("/areas")
def get_areas(work: RequestWork) -> Page[AreaOut]:
    """List the areas of the CDR partners, and the districts of a county."""
    require_somewhere(work.actor, Permission.CATALOGUE_READ)
    return Page(items=[AreaOut.model_validate(area) for area in service.areas(work.session)], next=None)


@router.get("/panels")
def get_panels(work: RequestWork) -> Page[PanelOut]:
    """List the panels of this service."""
    require_somewhere(work.actor, Permission.CATALOGUE_READ)
    return Page(
        items=[
            PanelOut(
                id=panel.id,
                code=panel.code,
                name=panel.name,
                areas=[area.code for area in service.areas_of_panel(work.session, panel.id)],
            )
            for panel in service.panels(work.session)
        ],
        next=None,
    )


@router.get("/agencies")
def get_agencies(work: RequestWork, place: Cursor, kind: Kind = None) -> Page[AgencyOut]:
    """List the organisations that serve the areas of the caller's panel today, by name."""
    require_somewhere(work.actor, Permission.AGENCIES_READ)
    panel_id = work.actor.home_panel()
    require(work.actor, Permission.AGENCIES_READ, panel_id)
    today = work.now.astimezone(LONDON).date()
    rows = service.agencies(
        work.session, panel_id, today, kind=kind, after=_after(place.after), limit=place.limit + 1
    )
    return place.cut(rows, lambda row: (row.id,), AgencyOut.model_validate)


def _after(key: tuple[Any, ...] | None) -> UUID | None:
    if key is None:
        return None
    try:
        return UUID(str(key[0]))
    except (IndexError, ValueError):
        raise Invalid(errors=[Fault("/cursor", "cursor", "This is not a cursor of ours.")]) from None
