"""The analysis form as it travels (child death analysis form, October 2018)."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, Field

from app.cases.schemas import In


def _a_day(said: str) -> str:
    try:
        date.fromisoformat(said)
    except ValueError:
        raise ValueError("there is no such day") from None
    return said


Text = Annotated[str, Field(max_length=10_000)]
Line = Annotated[str, Field(min_length=1, max_length=2000)]
Code = Annotated[str, Field(pattern="^[a-z0-9_*]{1,60}$")]
Day = Annotated[str, Field(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), AfterValidator(_a_day)]
Modifiability = Literal["modifiable", "none", "insufficient"]
Scheme = Literal["cdr2018_0_2", "formc_0_3"]


class FactorIn(In):
    """One factor of a domain (A to D), its level in the form's scheme, and whether it could be changed."""

    domain: Literal["A", "B", "C", "D"]
    code: Code
    level: Annotated[str, Field(pattern="^[0-3]\\*?$")]
    modifiable: bool = False
    narrative: Text = ""


class CauseIn(In):
    """The cause of death as presently understood, beside what is registered."""

    as_understood: Text
    agreed: Literal["yes", "no", "not_known", "not_applicable"] = "not_known"


class LearningIn(In):
    """What is to be learned: issues, learning points, good practice."""

    issues: Annotated[tuple[Line, ...], Field(max_length=50)] = ()
    points: Annotated[tuple[Line, ...], Field(max_length=50)] = ()
    good_practice: Annotated[tuple[Line, ...], Field(max_length=50)] = ()


class RecommendationIn(In):
    """A recommendation: to whom, at which level, by when. One without an addressee is refused."""

    text: Line
    addressee: Annotated[str, Field(min_length=1, max_length=300)]
    level: Literal["local", "regional", "national"]
    area: Literal["herefordshire", "worcestershire", "shropshire", "telford-and-wrekin"] | None = None
    due_on: Day | None = None


class AnalysisIn(In):
    """The draft analysis form of the CDRM."""

    scheme: Scheme = "cdr2018_0_2"
    cause: CauseIn | None = None
    summary: Text = ""
    factors: Annotated[tuple[FactorIn, ...], Field(max_length=100)] = ()
    proposed_categories: Annotated[tuple[Code, ...], Field(max_length=10)] = ()
    learning: LearningIn = LearningIn()
    family_follow_up: Text = ""
    process_notes: Text = ""


class DeterminationIn(In):
    """What the panel decides: category, factors, modifiability, learning and recommendations.

    All categories that apply are given; the one with the lowest number is the primary one.
    """

    categories: Annotated[tuple[Code, ...], Field(min_length=1, max_length=10)]
    modifiability: Modifiability
    reason: Text = ""
    factors: Annotated[tuple[FactorIn, ...], Field(max_length=100)] | None = None
    cause: CauseIn | None = None
    learning: LearningIn = LearningIn()
    recommendations: Annotated[tuple[RecommendationIn, ...], Field(max_length=50)] = ()
    referral: Literal["not_needed", "made", "to_be_made"] | None = None
    dissent: Text = ""


class WarningOut(BaseModel):
    """Something that the panel should look at again."""

    code: str
    message: str


class Content(BaseModel):
    """What one version of the form says."""

    scheme: Scheme
    cause: CauseIn | None
    summary: str
    factors: tuple[FactorIn, ...]
    proposed_categories: tuple[str, ...]
    categories: tuple[str, ...]
    primary_category: str | None
    modifiability: Modifiability | None
    reason: str
    learning: LearningIn
    recommendations: tuple[RecommendationIn, ...]
    referral: str | None
    dissent: str
    family_follow_up: str
    process_notes: str
    determined_at: AwareDatetime | None


class AnalysisOut(BaseModel):
    """A version of the analysis form, and who still has to sign it."""

    case_id: UUID
    number: int
    state: Literal["draft", "determined", "final"]
    version: int
    awaiting: list[str]
    content: Content


class Determined(BaseModel):
    """The panel's determination as it was recorded."""

    case_id: UUID
    pseudonym: str
    primary_category: str
    categories: list[str]
    modifiability: Modifiability
    warnings: list[WarningOut]
    awaiting: list[str]


class Signed(BaseModel):
    """Whether the analysis form is final, and who still has to sign it."""

    state: Literal["determined", "final"]
    awaiting: list[str]
