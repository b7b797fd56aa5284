"""What comes in about packs: what is asked, decided, approved and released."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from app.cases.schemas import In
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


class AnswerIn(In):
    """Whether the pack tells a coded answer, and why."""

    answer: Annotated[str, Field(pattern="^a[0-9]{1,4}$")]
    tell: bool
    reason: Annotated[str, Field(min_length=1, max_length=2000)]


class PackChange(In):
    """The decisions of one reading: about places of the accounts, coded answers and the header."""

    verdicts: Annotated[tuple[VerdictIn, ...], Field(max_length=500)] = ()
    header: Annotated[tuple[HeaderIn, ...], Field(max_length=3)] = ()
    answers: Annotated[tuple[AnswerIn, ...], Field(max_length=500)] = ()


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


class ContributionIn(In):
    """The case whose pack goes into a cohort."""

    case_id: UUID
