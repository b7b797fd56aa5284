"""The death: when, where, how it looked, and whether a Joint Agency Response is needed."""

from typing import Annotated, Self

from pydantic import Field, StrictStr, StringConstraints, model_validator

from app.notifications.rules import codes, dates
from app.notifications.schemas.answers import (
    Answered,
    Code,
    Line,
    Moment,
    Ods,
    Part,
    SignsOfLife,
    Story,
    YesNo,
    faulty,
    needed,
)


class Range(Part):
    """The two ends between which the child died."""

    start: Moment = Field(alias="from")
    end: Moment = Field(alias="to")


class PlaceIn(Part):
    """A place; any one thing that says which is enough."""

    type: Answered[codes.Place] | None = None
    name: Answered[Line] | None = None
    site_ods: Answered[Ods] | None = None
    postcode: Answered[Annotated[StrictStr, StringConstraints(pattern=r"^[A-Za-z0-9 -]{2,16}$")]] | None = (
        None
    )

    @model_validator(mode="after")
    def says_a_place(self) -> Self:
        """A place of which nothing is said is a blank."""
        if self.type is self.name is self.site_ods is self.postcode is None:
            raise needed("PlaceIn", "type")
        return self


class Stillbirth(Part):
    """What those who attended say: the service does not judge signs of life for itself."""

    suspected: Answered[YesNo] | None = None
    at_home: Answered[YesNo] | None = None
    professional_present: Answered[YesNo] | None = None
    signs_of_life: Answered[SignsOfLife] | None = None


class JointAgencyResponse(Part):
    """Whether a Joint Agency Response is needed, when it began, and what called for it."""

    needed: Answered[YesNo]
    started_at: Answered[Moment] | None = None
    triggers: Answered[Annotated[tuple[codes.JarTrigger, ...], Field(max_length=10)]] = ()


class Death(Part):
    """The death as the sender reports it; a time that is not known is never made up."""

    at: Answered[Moment] | None = None
    precision: Answered[codes.DeathPrecision] | None = None
    range: Answered[Range] | None = None
    method: Answered[codes.DeathMethod] | None = None
    pronounced_at: Moment | None = None
    place: Answered[PlaceIn]
    event_place: PlaceIn | None = None
    expected: Answered[codes.Expected]
    narrative: Answered[Story]
    stillbirth: Answered[Stillbirth] | None = None
    jar: Answered[JointAgencyResponse]
    suspected_category: Answered[codes.Category] | None = None

    @model_validator(mode="after")
    def says_when(self) -> Self:
        """When the child died: a time with its precision, a range, or that it is not known."""
        if self.at is None and self.range is None:
            raise needed("Death", "at")
        if isinstance(self.at, str) and self.precision is None:
            raise needed("Death", "precision")
        if self.precision == "range" and self.range is None:
            raise needed("Death", "range")
        if isinstance(self.at, str) and not _as_precise(self.at, self.precision):
            raise faulty("Death", (("precision",), "precision", "The time is less precise than this says."))
        return self


def _as_precise(at: str, precision: object) -> bool:
    if precision in ("minute", "hour"):
        return dates.instant(at) is not None
    return len(at) >= len("YYYY-MM-DD") if precision == "date" else len(at) >= len("YYYY-MM")


class CauseLines(Part):
    """The lines of a certificate of cause of death, general or neonatal."""

    line_1a: Line | None = None
    line_1b: Line | None = None
    line_1c: Line | None = None
    line_1d: Line | None = None
    line_2: Line | None = None
    line_a: Line | None = None
    line_b: Line | None = None
    line_c: Line | None = None
    line_d: Line | None = None
    line_e: Line | None = None


class Cause(Part):
    """The certified cause: two layouts, and never one written into the other."""

    layout: codes.CauseLayout
    lines: CauseLines
    issued_at: Moment | None = None
    examiner_outcome: Line | None = None
    examiner_reference: Code | None = None

    @model_validator(mode="after")
    def keeps_its_layout(self) -> Self:
        """The lines of the other layout have no place here."""
        of_standard = ("line_1", "line_2")
        strangers = [
            line
            for line in sorted(self.lines.model_fields_set)
            if line.startswith(of_standard) != (self.layout == "standard")
        ]
        if strangers:
            said = "This line belongs to the other layout of the certificate."
            raise faulty("Cause", *((("lines", line), "cause_layout", said) for line in strangers))
        return self


class Coroner(Part):
    """What the coroner has been told and has decided."""

    referred: Answered[YesNo] | None = None
    reference: Answered[Code] | None = None
    post_mortem: Answered[codes.PostMortem] | None = None
    inquest: Answered[YesNo] | None = None
