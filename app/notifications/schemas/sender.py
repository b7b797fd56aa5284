"""Who says that a child has died, and by which way the word came."""

from typing import Self

from pydantic import Field, model_validator

from app.notifications.rules import codes
from app.notifications.schemas.answers import Code, Line, Ods, Part, needed


class Organisation(Part):
    """The organisation that wrote or rang."""

    ods: Ods = Field(examples=["RLQ"])


class SenderPerson(Part):
    """The person who can be asked; a name or a role is needed."""

    name: Line | None = None
    role: Line | None = Field(default=None, examples=["Ward manager"])
    phone: Code | None = None
    email: Line | None = None

    @model_validator(mode="after")
    def can_be_asked_for(self) -> Self:
        """A sender that nobody can ask for is no sender."""
        if self.name is None and self.role is None:
            raise needed("SenderPerson", "name")
        return self


class Relay(Part):
    """The system that passed the word on, and what that system calls it."""

    system: codes.RelaySystem
    reference: Code | None = None


class Sender(Part):
    """The sender, with the sender's own reference: with the ODS code the key of this notification."""

    reference: Code = Field(examples=["example-0001"])
    organisation: Organisation
    person: SenderPerson
    kind: codes.SenderKind
    relayed_from: Relay | None = None
    channel: codes.Channel | None = None
