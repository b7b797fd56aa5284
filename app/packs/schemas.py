"""What travels over the wire about packs."""

from enum import StrEnum
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from app.cases.schemas import In
from app.packs.rules.finished import State
from app.packs.rules.verdicts import Verdict

Digest = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Label = Annotated[
    str, Field(pattern=r"^(\[[A-Za-z0-9 '+-]{1,60}\]|D0|D[+-][0-9]{1,3}( (week|month)s?)?)$", max_length=70)
]
Reason = Annotated[str, Field(max_length=2000)]
HeaderField = Literal["county", "quarter", "ethnicity"]


class PackIn(In):
    """The meeting that a pack is to be prepared for."""

    meeting_id: UUID


class VerdictIn(In):
    """A person's decision about one place of a narrative; `start` and `end` lie in the original.

    With `all`, the same is decided at every place of the pack where exactly these words stand. `seconds` says
    how long the person looked.
    """

    narrative: Annotated[str, Field(pattern="^n[0-9]{1,4}$")]
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=1)]
    verdict: Verdict
    replacement: Label | None = None
    reason: Reason = ""
    all: bool = False
    seconds: Annotated[int, Field(ge=0, le=86400)] | None = None


class HeaderIn(In):
    """Whether the header says county, quarter or ethnic group, and why."""

    field: HeaderField
    include: bool
    reason: Annotated[str, Field(min_length=1, max_length=2000)]


class HeaderApprovalIn(In):
    """What the chair says of a field of the header, and why."""

    field: Literal["county", "quarter"]
    approve: bool
    reason: Annotated[str, Field(min_length=1, max_length=2000)]


class HeaderOut(BaseModel):
    """A field that was asked for, why, and whether the chair approves it; of some nobody asks the chair."""

    field: HeaderField
    reason: str
    chair_approved: bool | None


class HeaderApproved(BaseModel):
    """What the chair said."""

    field: HeaderField
    approved: bool


class PackChange(In):
    """The decisions of one reading, about places of the accounts and about the header."""

    verdicts: Annotated[tuple[VerdictIn, ...], Field(max_length=500)] = ()
    header: Annotated[tuple[HeaderIn, ...], Field(max_length=3)] = ()


class ReleaseIn(In):
    """Why a pack is released although something has come in since it was prepared."""

    although_outdated: Annotated[str, Field(min_length=1, max_length=2000)] | None = None


class ApprovalIn(In):
    """The SHA-256 of the bytes that are approved."""

    sha256: Digest


class WithdrawalIn(In):
    """Why a pack is withdrawn."""

    reason: Annotated[str, Field(min_length=1, max_length=2000)]


class TraceIn(In):
    """An excerpt of a pack, as somebody pasted it: nothing of it is kept."""

    text: Annotated[str, Field(min_length=1, max_length=50_000)]


class TraceVerdict(StrEnum):
    """What an excerpt shows. Where every invisible character was taken out, it shows no mark."""

    IDENTIFIED = "identified"
    NOT_CERTAIN = "not_certain"
    NO_MARK = "no_mark"


class TracedReader(BaseModel):
    """An invited reader, and how well an excerpt agrees with their copy.

    `chance` is how likely it is that any invited reader's copy agrees as well by chance.
    """

    person_id: UUID
    name: str
    reader_code: str
    agreeing: int
    chance: float


class Traced(BaseModel):
    """How many places of an excerpt could be read, and whose copy they agree with, the likeliest first."""

    places: int
    readers: list[TracedReader]
    verdict: TraceVerdict


class Counts(BaseModel):
    """How much was told, what was changed by kind, and how much is for review."""

    narratives: int
    changes: dict[str, int]
    for_review: int


class PackLine(BaseModel):
    """A version of a pack: who did what with it. Nothing that it tells is opened for a list."""

    id: UUID
    case_id: UUID
    meeting_id: UUID
    pseudonym: str
    version: int
    state: State
    sha256: str
    rules_version: str
    prepared_by: UUID
    edited_by: list[UUID]
    approved_by: UUID | None
    released_by: UUID | None


class PackListed(PackLine):
    """A version of a pack, and which kinds of sources came in after it was prepared."""

    outdated: bool
    outdated_by: list[str]


class PackMade(PackLine):
    """A pack as it was prepared."""

    counts: Counts


class ChangeOut(BaseModel):
    """A piece of the original that was replaced, by the rules or by a person."""

    start: int
    end: int
    kind: str
    known: bool
    replacement: str
    by: str


class DoubtOut(BaseModel):
    """A piece of the original for a person to look at."""

    start: int
    end: int
    reason: str
    cleared: bool


class Progress(BaseModel):
    """How many of the places that are for review a person has cleared."""

    cleared: int
    total: int


class NarrativeOut(BaseModel):
    """A narrative in the making: its original, how it now reads, and every change and doubt."""

    id: str
    source: str
    form: str
    section: str
    original: str
    text: str
    changes: list[ChangeOut]
    for_review: list[DoubtOut]
    reviewed: Progress


class PackDraft(PackListed):
    """The pack in the making. `assurance` lacks its figures while nobody has measured the rules."""

    header: list[HeaderOut]
    counts: Counts
    reviewed: Progress
    summary: dict[str, Any]
    analysis: dict[str, Any]
    assurance: dict[str, Any]
    chronology: list[dict[str, Any]]
    narratives: list[NarrativeOut]


class ContributionIn(In):
    """The case whose pack goes into a cohort."""

    case_id: UUID


class ContributionMade(BaseModel):
    """The name that a contribution has in its cohort."""

    theme_id: UUID
    pseudonym: str
