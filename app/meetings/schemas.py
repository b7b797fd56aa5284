"""What travels over the wire about meetings. The office and a reader get different models, never a filter."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field

from app.cases.schemas import In
from app.meetings.rules.course import Kind, State
from app.meetings.rules.quorum import Discipline
from app.meetings.rules.standing import Interest, Ruling

Line = Annotated[str, Field(max_length=200)]
Text = Annotated[str, Field(max_length=50_000)]
Note = Annotated[str, Field(max_length=2000)]
Pseudonym = Annotated[str, Field(pattern="^[A-Z0-9]{3}-[A-Z0-9]{2}$")]


class MeetingIn(In):
    """A meeting to be arranged; without a panel it is one of your own."""

    kind: Kind
    starts_at: AwareDatetime
    ends_at: AwareDatetime | None = None
    title: Line = ""
    place: Line = ""
    panel_type: Annotated[str, Field(max_length=60)] | None = None
    panel_id: UUID | None = None


class ItemMinutes(In):
    """The minutes of one case in a JAR or CDRM meeting that speaks of several."""

    pseudonym: Pseudonym
    minutes: Text


class MeetingChange(In):
    """A change to a meeting: only what is given changes."""

    state: State | None = None
    starts_at: AwareDatetime | None = None
    ends_at: AwareDatetime | None = None
    title: Line | None = None
    place: Line | None = None
    panel_type: Annotated[str, Field(max_length=60)] | None = None
    minutes: Text | None = None
    item_minutes: Annotated[tuple[ItemMinutes, ...], Field(max_length=50)] = ()


class MeetingLine(BaseModel):
    """A meeting as its invitees see it, and as lists show it: no minutes."""

    id: UUID
    panel_id: UUID
    kind: Kind
    state: State
    title: str
    starts_at: AwareDatetime
    ends_at: AwareDatetime | None
    place: str
    panel_type: str | None


class MeetingOut(MeetingLine):
    """A meeting as its office sees it."""

    minutes: str | None
    item_minutes: list[ItemMinutes]
    version: int


class ItemIn(In):
    """A case for the agenda."""

    case_id: UUID


class QuorumOut(BaseModel):
    """Whether an item has its quorum, what is missing, who is present, and whose rule it is."""

    met: bool
    missing: list[str]
    present: list[str]
    source: str


class ItemOut(BaseModel):
    """An item as the office sees it: the office alone knows which case it is."""

    pseudonym: str
    position: int
    case_id: UUID
    quorum: QuorumOut


class ReaderItem(BaseModel):
    """An item as a reader sees it: a name that says nothing, and what the reader may do."""

    pseudonym: str
    position: int
    status: Literal["needs_declaration", "may_read"]


class InvitationIn(In):
    """Somebody to invite, or everyone who has a seat at the panel."""

    everyone: bool = False
    person_id: UUID | None = None
    discipline: Discipline | None = None


class InvitationOut(BaseModel):
    """An invitation: who, and what they bring."""

    person_id: UUID
    name: str
    discipline: Discipline


class DeclarationIn(In):
    """What a member has to do with the death that an item is about."""

    pseudonym: Pseudonym
    interest: Interest
    note: Note = ""


class RulingIn(In):
    """What the chair decides about a declared interest."""

    ruling: Ruling
    reason: Note = ""


class EarlierInterest(BaseModel):
    """An interest that somebody declared on an item before their latest declaration."""

    interest: Interest
    note: str


class DeclarationOut(BaseModel):
    """A declaration, made or still needed. `prompt` is there for the one who declares or rules.

    `interest` and `note` are those of the latest declaration; `status` and `ruling` say what holds. None
    after an interest, which is then told as `earlier`, lifts neither a ruling nor the waiting for one.
    """

    id: UUID | None
    pseudonym: str
    person_id: UUID
    status: str
    prompt: str | None
    interest: Interest | None
    note: str | None
    earlier: list[EarlierInterest]
    ruling: Ruling | None


class AttendanceIn(In):
    """Whether somebody was in the room for an item."""

    pseudonym: Pseudonym
    person_id: UUID
    present: bool


class AttendanceOut(BaseModel):
    """Who was in the room for an item, and whether they count for its quorum."""

    pseudonym: str
    person_id: UUID
    discipline: Discipline
    present: bool
    counts: bool
