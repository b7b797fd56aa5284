"""What areas, panels and agencies look like on the wire."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class AreaOut(BaseModel):
    """A local authority, with its codes; `parent_id` is the county of a district."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    code: str
    name: str
    kind: str
    parent_id: UUID | None
    gss: str
    ods: str | None
    region_gss: str
    child_population: int
    population_is_placeholder: bool
    valid_from: date
    valid_to: date | None


class PanelOut(BaseModel):
    """A panel and the areas whose deaths it reviews."""

    id: UUID
    code: str
    name: str
    areas: list[str]


class AgencyOut(BaseModel):
    """An organisation that the panel works with, its other names, and how it is reached."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    kind: str
    name: str
    other_names: list[str]
    ods: str | None
    areas: list[str]
    contact: str
