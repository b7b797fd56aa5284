"""Documents on the wire: their content comes and goes as base64."""

import base64
import binascii
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field

from app.cases.schemas import In, Short
from app.reviews.schemas.base import RecordOut

MAX_BYTES = 700 * 1024
Class = Literal[
    "certificate",
    "post_mortem_report",
    "coroner_report",
    "police_report",
    "clinical_record",
    "review_report",
    "safeguarding",
    "meeting_record",
    "correspondence",
    "other",
]
Sensitivity = Literal["standard", "sensitive", "third_party"]
Media = Literal[
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "image/jpeg",
    "image/png",
    "text/plain",
]


def _base64(content: str) -> str:
    try:
        size = len(base64.b64decode(content, validate=True))
    except (binascii.Error, ValueError):
        raise ValueError("must be base64") from None
    if not 0 < size <= MAX_BYTES:
        raise ValueError(f"must hold 1 to {MAX_BYTES} bytes")
    return content


class About(In):
    """What is kept beside the content of a document."""

    model_config = ConfigDict(extra="forbid", frozen=True, serialize_by_alias=True, populate_by_name=True)

    title: Annotated[Short, Field(min_length=1)]
    class_: Class = Field(alias="class")
    sensitivity: Sensitivity = "standard"
    media_type: Media = "application/pdf"
    source: Short | None = None
    dated_on: date | None = None


class DocumentIn(About):
    """A document that belongs to a case."""

    content: Annotated[str, AfterValidator(_base64)]


class DocumentLine(RecordOut):
    """A document in the list of documents."""

    model_config = ConfigDict(serialize_by_alias=True, populate_by_name=True)

    title: str
    class_: Class = Field(alias="class")
    sensitivity: Sensitivity
    media_type: Media
    source: str | None
    dated_on: date | None


class DocumentOut(DocumentLine):
    """A document with its content, in base64."""

    content: str
