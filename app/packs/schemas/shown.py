"""What goes out about packs: versions, the pack in the making, what the chair said, whose copy it was."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from app.packs.rules.finished import State
from app.packs.schemas.asked import HeaderField


class HeaderOut(BaseModel):
    """A field that was asked for, why, and whether the chair approves it; of some nobody asks the chair."""

    field: HeaderField
    reason: str
    chair_approved: bool | None


class HeaderApproved(BaseModel):
    """What the chair said."""

    field: HeaderField
    approved: bool


class TraceVerdict(StrEnum):
    """What an excerpt shows. Where every invisible character was taken out, it shows no mark.

    Only `identified` names anybody: short of it, not even a likelihood is told, or marks could be felt out.
    """

    IDENTIFIED = "identified"
    NOT_CERTAIN = "not_certain"
    NO_MARK = "no_mark"


class TracedReader(BaseModel):
    """A reader whose copy an excerpt identifies, and how well it agrees.

    `chance` is how likely it is that any invited reader's copy agrees as well by chance.
    """

    person_id: UUID
    name: str
    reader_code: str
    agreeing: int
    chance: float


class Traced(BaseModel):
    """How many places of an excerpt could be read, and whose copy they identify, the likeliest first.

    Fewer places than `needed` identify nobody. More than one reader means that copies were mixed.
    """

    places: int
    needed: int
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


class AnswerOut(BaseModel):
    """A coded answer, and whether the pack tells it: one that `points` at a family it does not at first."""

    id: str
    source: str
    form: str
    section: str
    question: str
    answer: str
    points: bool
    told: bool


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
    answers: list[AnswerOut]


class ContributionMade(BaseModel):
    """The name that a contribution has in its cohort."""

    theme_id: UUID
    pseudonym: str
