"""What forms and code lists look like on the wire."""

from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class FormLine(BaseModel):
    """One form in the list of forms."""

    model_config = ConfigDict(from_attributes=True)

    code: str
    version: str
    title: str
    kind: str
    valid_from: date
    trigger: str


class FormOut(FormLine):
    """A statutory form: `schema` is JSON Schema (2020-12), with labels in `title` and `x-labels`."""

    source: str
    json_schema: dict[str, Any] = Field(serialization_alias="schema")


class CodeOut(BaseModel):
    """One code of a list."""

    model_config = ConfigDict(from_attributes=True)

    code: str
    label: str
    note: str
    extra: dict[str, Any]


class CodeListLine(BaseModel):
    """One list in the list of code lists."""

    model_config = ConfigDict(from_attributes=True)

    code: str
    title: str
    version: str
    valid_from: date


class CodeListOut(CodeListLine):
    """A code list in the version that is in use."""

    source: str
    values: list[CodeOut]
