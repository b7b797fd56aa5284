"""Those around the child: the birth, people, agencies, and what the family has been told."""

from typing import Annotated

from pydantic import Field, StrictInt

from app.notifications.rules import codes
from app.notifications.schemas.answers import (
    Answered,
    Code,
    Day,
    Line,
    NhsNumber,
    Ods,
    Part,
    Words,
    YesNo,
)
from app.notifications.schemas.child import Address


class Neonatal(Part):
    """What a death in the first four weeks is understood by."""

    gestation_weeks: Answered[Annotated[StrictInt, Field(ge=0, le=50)]] | None = None
    gestation_days: Answered[Annotated[StrictInt, Field(ge=0, le=6)]] | None = None
    birthweight_g: Answered[Annotated[StrictInt, Field(ge=0, le=20_000)]] | None = None
    birth_order: Answered[Annotated[StrictInt, Field(ge=1, le=10)]] | None = None
    plurality: Answered[Annotated[StrictInt, Field(ge=1, le=10)]] | None = None
    mother_nhs_number: Answered[NhsNumber] | None = None
    place_of_birth: Answered[Line] | None = None
    died_before_discharge: Answered[YesNo] | None = None


class PersonIn(Part):
    """A parent, carer, sibling or another of the household."""

    relation: Answered[Code] = Field(examples=["mother"])
    name: Answered[Line] | None = None
    birth_date: Answered[Day] | None = None
    sex: Answered[codes.Sex] | None = None
    nhs_number: Answered[NhsNumber] | None = None
    parental_responsibility: Answered[YesNo] | None = None
    carer_at_death: Answered[YesNo] | None = None
    household: Answered[YesNo] | None = None
    address: Answered[Address] | None = None
    deceased: Answered[YesNo] | None = None


class AgencyIn(Part):
    """An agency that knew the child, and whom to ask there."""

    kind: Answered[Code] = Field(examples=["gp"])
    name: Answered[Line] | None = None
    ods: Answered[Ods] | None = None
    person: Answered[Line] | None = None
    role: Answered[Line] | None = None
    email: Answered[Line] | None = None
    phone: Answered[Code] | None = None


class Family(Part):
    """What the family knows, and who stays with them."""

    informed: Answered[YesNo] | None = None
    leaflet_given: Answered[YesNo] | None = None
    key_worker: Answered[Line] | None = None
    follow_up: Answered[Words] | None = None


class Alert(Part):
    """A signal to the national database that cannot wait."""

    wanted: YesNo
    reason: Words | None = None
