"""The coded facts of a case: what reports may count, and nothing else."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Code = Annotated[str, Field(max_length=60)]
Day = Annotated[str, Field(pattern="^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")]


class Factor(BaseModel):
    """One contributory factor: its domain, code and level, and whether it could be changed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    domain: Literal["A", "B", "C", "D"]
    code: Code
    level: Code
    modifiable: bool = False


class CodedFacts(BaseModel):
    """All that is counted of one case. Days are ISO days; what is not known is None."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    area: Code | None = None
    district: Code | None = None
    basis: Literal["duty", "discretion"] = "duty"
    born_on: Day | None = None
    died_on: Day | None = None
    notified_on: Day | None = None
    sex: Literal["male", "female", "indeterminate", "not_known"] = "not_known"
    ethnicity: Code | None = None
    deprivation: int | None = None
    gestation_weeks: int | None = None
    birthweight_g: int | None = None
    place: Code | None = None
    expected: Code | None = None
    jar: bool = False
    jar_met_on: Day | None = None
    forms_in_on: Day | None = None
    cdrm_on: Day | None = None
    panel_on: Day | None = None
    completed_on: Day | None = None
    ncmd_complete_on: Day | None = None
    notified_within_48h: bool | None = None
    category: Code | None = None
    modifiability: Code | None = None
    factors: tuple[Factor, ...] = ()
    analysis_version: Code | None = None
    stage: Code = "open"
    holds: tuple[Code, ...] = ()
    waiting: bool = False
    key_worker: bool | None = None
    family_informed: bool | None = None
    family_contributed: bool | None = None
