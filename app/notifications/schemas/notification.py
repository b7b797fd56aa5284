"""The notification form of a child's death, field by field (NCMD notification form, 2022-04)."""

import json
from typing import Annotated, Any

from pydantic import AfterValidator, Field, JsonValue
from pydantic_core import PydanticCustomError

from app.notifications.rules import codes
from app.notifications.schemas.answers import Answered, Code, Instant, Line, Part, Words
from app.notifications.schemas.child import Child
from app.notifications.schemas.death import Cause, Coroner, Death
from app.notifications.schemas.others import AgencyIn, Alert, Family, Neonatal, PersonIn
from app.notifications.schemas.sender import Sender

DEEPEST = 8
LARGEST = 65_536


def _bounded(sent: dict[str, Any]) -> dict[str, Any]:
    if _depth(sent) > DEEPEST:
        raise PydanticCustomError("too_deep", "This is nested too deeply.")
    try:
        written = json.dumps(sent, ensure_ascii=False, allow_nan=False)
        size = len(written.encode())
    except ValueError:
        raise PydanticCustomError("unreadable", "This has a value that cannot be stored.") from None
    if size > LARGEST or "\\u0000" in written:
        raise PydanticCustomError("too_long", "This is too large, or has a character that cannot be stored.")
    return sent


def _depth(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max((_depth(item) for item in inner), default=0)


class NotificationIn(Part):
    """A child has died: what the sender knows, and what the sender knows that nobody knows."""

    sender: Sender
    sent_at: Instant = Field(examples=["2026-02-11T09:30:00+00:00"])
    event: codes.Event
    child: Child
    death: Death
    cause: Cause | None = None
    coroner: Answered[Coroner] | None = None
    neonatal: Answered[Neonatal] | None = None
    people: Answered[Annotated[tuple[PersonIn, ...], Field(max_length=50)]] | None = None
    agencies: Answered[Annotated[tuple[AgencyIn, ...], Field(max_length=50)]] | None = None
    senior_clinician: Line | None = None
    family: Answered[Family] | None = None
    other_reviews: Annotated[tuple[Line, ...], Field(max_length=30)] = ()
    actions_taken: Words | None = None
    organ_donation: Words | None = None
    funeral: Words | None = None
    alert_ncmd: Alert | None = None
    extensions: Annotated[dict[Code, JsonValue], Field(max_length=50), AfterValidator(_bounded)] | None = None

    def as_sent(self) -> dict[str, Any]:
        """The form as the sender wrote it: nothing added, nothing rewritten."""
        return self.model_dump(mode="json", by_alias=True, exclude_unset=True)
