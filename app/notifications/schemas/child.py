"""The child, as the sender knows the child."""

from typing import Annotated, Self

from pydantic import AfterValidator, Field, StrictStr, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from app.notifications.rules import codes, dates
from app.notifications.schemas.answers import (
    Absent,
    Answered,
    Clock,
    Code,
    Day,
    Line,
    NhsNumber,
    Ods,
    Part,
    YesNo,
    faulty,
    needed,
)


class Number(Part):
    """An NHS number as it was sent: a failing check digit is a warning and never a refusal."""

    value: Answered[NhsNumber]
    verification: Answered[Code] | None = None


class LocalIdentifier(Part):
    """What one organisation calls the child."""

    value: Code
    ods: Ods | None = None


class Name(Part):
    """One of the child's names; a former one is shielded."""

    use: codes.NameUse = "usual"
    family: Answered[Line] | None = None
    given: Annotated[tuple[Line, ...], Field(max_length=10)] = ()

    @model_validator(mode="after")
    def says_a_name(self) -> Self:
        """A name has at least one part."""
        if self.family is None and not self.given:
            raise needed("Name", "family")
        return self


def _at_least_one(names: tuple[Name, ...]) -> tuple[Name, ...]:
    if not names:
        raise PydanticCustomError("blank", "Give a name, or say that it is not known.")
    return names


class Birth(Part):
    """The day of birth as far as it is known, and the time, which counts in the first weeks."""

    date: Answered[Day]
    time: Answered[Clock] | None = None
    precision: Answered[codes.BirthPrecision] | None = None

    @model_validator(mode="after")
    def has_a_day_for_its_time(self) -> Self:
        """A time of day says nothing without a whole day."""
        whole = dates.days(self.date) if isinstance(self.date, str) else None
        if isinstance(self.time, str) and (whole is None or whole.first != whole.last):
            raise faulty("Birth", (("time",), "time_without_day", "A time needs a whole day."))
        return self


class Ethnicity(Part):
    """The code as it was sent, with the list it comes from."""

    scheme: Answered[Line]
    code: Answered[Code]


class Address(Part):
    """An address, with a pseudo or a foreign postcode where that is the truth."""

    use: codes.AddressUse = "home"
    lines: Annotated[tuple[Line, ...], Field(max_length=8)] = ()
    postcode: Answered[Annotated[StrictStr, StringConstraints(pattern=r"^[A-Za-z0-9 -]{2,16}$")]] | None = (
        None
    )
    uprn: Annotated[StrictStr, StringConstraints(pattern=r"^[0-9]{1,12}$")] | None = None
    country: Line | None = None


class ResidenceIn(Part):
    """Where the child lived, in one word."""

    status: codes.Residence
    la_gss: Annotated[StrictStr, StringConstraints(pattern=r"^[A-Z][0-9]{8}$")] | None = None


class Practice(Part):
    """The child's general practice."""

    ods: Answered[Ods]


class School(Part):
    """The child's school, nursery or college."""

    name: Answered[Line] | None = None
    urn: Answered[Code] | None = None


class Flags(Part):
    """What decides who else has to be asked or told."""

    disability: Answered[YesNo] | None = None
    learning_disability: Answered[YesNo] | None = None
    autism: Answered[YesNo] | None = None
    asylum_seeker: Answered[YesNo] | None = None
    migrant: Answered[YesNo] | None = None
    no_recourse_to_public_funds: Answered[YesNo] | None = None


class SocialCare(Part):
    """What social care knew of the child."""

    protection_plan: Answered[codes.When] | None = None
    in_need: Answered[codes.When] | None = None
    looked_after: Answered[codes.When] | None = None
    known: Answered[codes.When] | None = None


class Child(Part):
    """Everything that says who the child was."""

    nhs_number: Answered[Number] | None = None
    former_nhs_numbers: Annotated[tuple[NhsNumber, ...], Field(max_length=10)] = ()
    nhs_number_absent_reason: Answered[codes.NumberAbsence] | None = None
    local_identifiers: Annotated[tuple[LocalIdentifier, ...], Field(max_length=20)] = ()
    names: Answered[Annotated[tuple[Name, ...], Field(max_length=10), AfterValidator(_at_least_one)]]
    birth: Answered[Birth]
    sex: Answered[codes.Sex]
    gender_identity: Line | None = None
    ethnicity: Answered[Ethnicity] | None = None
    religion: Line | None = None
    language: Line | None = None
    interpreter: YesNo | None = None
    addresses: Answered[Annotated[tuple[Address, ...], Field(max_length=10)]] | None = None
    residence: ResidenceIn | None = None
    gp: Answered[Practice] | None = None
    school: Answered[School] | None = None
    flags: Answered[Flags] | None = None
    social_care: Answered[SocialCare] | None = None

    @model_validator(mode="after")
    def says_why_there_is_no_number(self) -> Self:
        """A notification without an NHS number says why (NCMD notification form)."""
        number = self.nhs_number
        known = number is not None and not isinstance(number, Absent) and not isinstance(number.value, Absent)
        if not known and self.nhs_number_absent_reason is None:
            raise needed("Child", "nhs_number_absent_reason")
        return self
