"""Reports over the wire. A hidden cell has no value here, and there is no other place where it could be."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from app.partners.rules import AreaCode
from app.reports.measures.populations import JOINT

Level = Literal["public", "partner"]
Status = Literal["shown", "primary", "secondary", "not_applicable"]


class PeriodIn(BaseModel):
    """The days that a report is about, both ends included."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    first: date = Field(alias="from", examples=["2025-04-01"])
    last: date = Field(alias="to", examples=["2026-03-31"])


class ReportIn(BaseModel):
    """A report to be built. `joint` is the caller's own panel."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["annual"]
    area: AreaCode | Literal["joint"]
    level: Level
    period: PeriodIn

    @property
    def own(self) -> AreaCode | None:
        """Return the one area that the report is about, if it is one."""
        return None if self.area == JOINT else AreaCode(self.area)


class SignatureIn(BaseModel):
    """What is signed: the SHA-256 of the report as it was read, if the signer names it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sha256: str | None = Field(default=None, pattern="^[0-9a-f]{64}$")


class PeriodOut(BaseModel):
    """The days that a report is about."""

    model_config = ConfigDict(serialize_by_alias=True, validate_by_name=True)

    first: date = Field(alias="from")
    last: date = Field(alias="to")


class CellOut(BaseModel):
    """One figure; a hidden one has no value."""

    row: str
    column: str
    value: int | None
    status: Status
    text: str


class TotalOut(BaseModel):
    """One total, a count like any other: rounded alone, never added up."""

    axis: Literal["row", "column", "all"]
    key: str | None
    value: int | None
    status: Status
    text: str


class TableOut(BaseModel):
    """One table with its population, its denominator as it may be shown, and its unit."""

    code: str
    title: str
    population: str
    denominator: int | None
    unit: str
    note: str
    rows: list[str]
    columns: list[str]
    cells: list[CellOut]
    totals: list[TotalOut]


class FigureOut(BaseModel):
    """A chart drawn from the shown cells of one table, with its text alternative."""

    code: str
    title: str
    svg: str
    alt: str
    table: str


class ReleaseOut(BaseModel):
    """Who signed, as roles, and when the second signature released it.

    `register_entry` is null until releases are kept in a register of their own.
    """

    register_entry: UUID | None
    released_at: AwareDatetime | None
    signed_by: list[str]


class ReportLine(BaseModel):
    """A report in a list. Its `sha256` is that of its JSON without `sha256` and `release`: keys sorted,
    no spaces, UTF-8."""

    id: UUID
    kind: str
    area: str
    level: Level
    period: PeriodOut
    built_at: AwareDatetime
    sha256: str
    definitions_version: str
    release: ReleaseOut


class ReportOut(ReportLine):
    """A report whole."""

    tables: list[TableOut]
    figures: list[FigureOut]


class SignedReport(ReportOut):
    """A report after a signature; `awaits` says what is still missing, if anything is."""

    awaits: str | None
