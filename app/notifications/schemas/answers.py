"""The building blocks of the form: answers that may be absent, bounded words, days and instants."""

from functools import reduce
from operator import or_
from typing import Annotated, Any, TypeVar, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    StrictStr,
    StringConstraints,
    TypeAdapter,
    ValidationError,
)
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError, core_schema

from app.notifications.rules import codes, dates, nhs_number

Value = TypeVar("Value")


class Part(BaseModel):
    """A part of the form: a field that it does not know is refused, since a typo must not lose data."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Absent(Part):
    """Says that there is no answer, and why: not known is an answer, a blank is not."""

    absent: codes.Absence


class MayBeAbsent:
    """Lets `{"absent": …}` stand for a value, with one error for one wrong field."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        value = TypeAdapter[Any](reduce(or_, (kind for kind in get_args(source) if kind is not Absent)))
        absent = TypeAdapter(Absent)

        def choose(sent: Any, _: core_schema.ValidatorFunctionWrapHandler) -> Any:
            has_none = isinstance(sent, Absent) or (isinstance(sent, dict) and "absent" in sent)
            return (absent if has_none else value).validate_python(sent)

        return core_schema.no_info_wrap_validator_function(choose, handler(source))


Answered = Annotated[Value | Absent, MayBeAbsent()]


def faulty(title: str, *faults: tuple[tuple[str | int, ...], str, str]) -> ValidationError:
    """One error for each faulty place under a part of the form, and nothing of what was sent."""
    return ValidationError.from_exception_data(
        title,
        [
            InitErrorDetails(type=PydanticCustomError(kind, message), loc=where, input=None)
            for where, kind, message in faults
        ],
    )


def needed(title: str, *where: str) -> ValidationError:
    """Say which field of a part has to be given."""
    return faulty(title, (where, "missing", "This has to be given here."))


def _readable(sent: str) -> str:
    if not sent.strip():
        raise PydanticCustomError("blank", "A blank is no answer: say that it is not known.")
    if "\x00" in sent or any("\ud800" <= letter <= "\udfff" for letter in sent):
        raise PydanticCustomError("unreadable", "This has a character that cannot be stored.")
    return sent


def _a_day(sent: str) -> str:
    if dates.days(sent) is None:
        raise PydanticCustomError("day", "Give a day as YYYY-MM-DD, YYYY-MM or YYYY.")
    return sent


def _an_instant(sent: str) -> str:
    if dates.instant(sent) is None:
        raise PydanticCustomError("instant", "Give an instant with its offset, as RFC 3339 has it.")
    return sent


def _a_moment(sent: str) -> str:
    if dates.days(sent) is None and dates.instant(sent) is None:
        raise PydanticCustomError("moment", "Give a day, or an instant with its offset.")
    return sent


def _a_clock(sent: str) -> str:
    if dates.clock(sent) is None:
        raise PydanticCustomError("time", "Give a time of day as HH:MM, with or without an offset.")
    return sent


def _ten_digits(sent: str) -> str:
    if nhs_number.digits(sent) is None:
        raise PydanticCustomError("nhs_number", "An NHS number has ten digits.")
    return sent


def _yes_or_no(sent: Any) -> Any:
    return {True: "yes", False: "no"}[sent] if isinstance(sent, bool) else sent


Readable = AfterValidator(_readable)
Code = Annotated[StrictStr, StringConstraints(min_length=1, max_length=64), Readable]
Line = Annotated[StrictStr, StringConstraints(min_length=1, max_length=200), Readable]
Words = Annotated[StrictStr, StringConstraints(min_length=1, max_length=2_000), Readable]
Story = Annotated[StrictStr, StringConstraints(min_length=1, max_length=10_000), Readable]
Ods = Annotated[StrictStr, StringConstraints(pattern=r"^[A-Z0-9]{3,12}$")]
Day = Annotated[StrictStr, StringConstraints(max_length=10), AfterValidator(_a_day)]
Instant = Annotated[StrictStr, StringConstraints(max_length=40), AfterValidator(_an_instant)]
Moment = Annotated[StrictStr, StringConstraints(max_length=40), AfterValidator(_a_moment)]
Clock = Annotated[StrictStr, StringConstraints(max_length=24), AfterValidator(_a_clock)]
NhsNumber = Annotated[StrictStr, StringConstraints(max_length=32), AfterValidator(_ten_digits)]
YesNo = Annotated[codes.Answer, BeforeValidator(_yes_or_no)]
SignsOfLife = Annotated[codes.SignsOfLife, BeforeValidator(_yes_or_no)]
