"""What travels over the wire about clients, people, seats, keys and the trail."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from app.identity.actors import Role

Word = Annotated[str, Field(min_length=1, max_length=200)]
Code = Annotated[str, Field(pattern="^[A-Za-z0-9_.-]{1,64}$")]


class In(BaseModel):
    """What comes in: nothing unknown, nothing changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Profile(In):
    """How a health system writes its messages: as the national demographics service does, or not."""

    pds_shaped: bool = False


class ClientIn(In):
    """A health system to be registered, with its public keys."""

    name: Word
    jwks: dict[str, Any]
    ods_codes: Annotated[tuple[Code, ...], Field(min_length=1, max_length=50)]
    kinds: Annotated[tuple[Code, ...], Field(min_length=1, max_length=20)]
    home_panel_id: UUID
    scopes: Annotated[tuple[Word, ...], Field(min_length=1, max_length=10)] = (
        "notification.write",
        "notification.status",
    )
    profile: Profile = Profile()


class KeysIn(In):
    """New public keys of a client."""

    jwks: dict[str, Any]


class ClientOut(BaseModel):
    """A registered health system."""

    id: UUID
    name: str
    ods_codes: list[str]
    kinds: list[str]
    scopes: list[str]
    home_panel_id: UUID
    profile: Profile
    active: bool


class PersonIn(In):
    """Somebody who is to sign in, by the issuer and the subject that it knows them by."""

    issuer: Annotated[str, Field(min_length=1, max_length=500)]
    subject: Annotated[str, Field(min_length=1, max_length=255)]
    display_name: Word


class PersonOut(BaseModel):
    """Somebody who may sign in."""

    id: UUID
    display_name: str
    active: bool


class SeatIn(In):
    """A seat for a person: its role, and the one panel or area that it is for."""

    person_id: UUID
    role: Role
    panel_id: UUID | None = None
    area: Code | None = None
    organisation: Code | None = None


class SeatOut(BaseModel):
    """A seat, and whether it is in force."""

    id: UUID
    person_id: UUID | None
    client_id: UUID | None
    role: Role
    panel_id: UUID | None
    area: str | None
    organisation: str | None
    active: bool


class KeyOut(BaseModel):
    """How many data keys of a kind there are, by the version of the key that wraps them."""

    kind: str
    kek_version: int
    count: int
    current: bool


class EventOut(BaseModel):
    """One entry of the trail: code words and digests, nothing about a child."""

    seq: int
    at: AwareDatetime
    actor: str
    action: str
    about: str | None
    fields: list[str]
    request_id: str


class CheckpointOut(BaseModel):
    """A signed checkpoint: how long the trail is, its root, the note, and who witnessed it."""

    n: int
    size: int
    root: str
    note: str
    witnesses: list[str]


class WitnessIn(In):
    """A partner's cosignature line for a checkpoint (C2SP cosignature/v1)."""

    area: Code
    cosignature: Annotated[str, Field(min_length=1, max_length=1000)]


class WitnessKeyIn(In):
    """The public key of an area's witness (C2SP vkey, type 4: cosignatures)."""

    vkey: Annotated[str, Field(min_length=1, max_length=500)]


class WitnessKeyOut(BaseModel):
    """The key that an area's witness is registered with."""

    area: str
    vkey: str


class ConsistencyOut(BaseModel):
    """A proof that the trail at `new` continues the trail at `old` (RFC 6962, 2.1.2): hashes in base64."""

    old: int
    new: int
    proof: list[str]
