"""Who sits for what, and whether enough of them are present for one item."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from app.identity.actors import Role


class Discipline(StrEnum):
    """What somebody brings to a meeting."""

    CHAIR = "chair"
    DEPUTY_CHAIR = "deputy_chair"
    DESIGNATED_DOCTOR = "designated_doctor"
    DEPUTY_DESIGNATED_DOCTOR = "deputy_designated_doctor"
    HEALTH = "health"
    NURSING = "nursing"
    MIDWIFERY = "midwifery"
    PRIMARY_CARE = "primary_care"
    MENTAL_HEALTH = "mental_health"
    AMBULANCE = "ambulance"
    HOSPICE = "hospice"
    PUBLIC_HEALTH = "public_health"
    SOCIAL_CARE = "social_care"
    POLICE = "police"
    EDUCATION = "education"
    CORONER = "coroner"
    LAY = "lay"
    OTHER = "other"


D = Discipline
HEALTH = frozenset(
    {D.HEALTH, D.NURSING, D.MIDWIFERY, D.PRIMARY_CARE, D.MENTAL_HEALTH, D.AMBULANCE, D.HOSPICE}
)
Voices = Mapping[str, frozenset[Discipline]]


@dataclass(frozen=True, slots=True)
class QuorumRule:
    """The voices that one item needs, and where the rule comes from."""

    voices: Voices
    source: str


# No statute fixes a quorum; the guidance expects lead health and local authority professionals.
DEFAULT = QuorumRule(
    {
        "chair": frozenset({D.CHAIR, D.DEPUTY_CHAIR}),
        "designated_doctor": frozenset({D.DESIGNATED_DOCTOR, D.DEPUTY_DESIGNATED_DOCTOR}),
        "public_health": frozenset({D.PUBLIC_HEALTH}),
        "social_care": frozenset({D.SOCIAL_CARE}),
        "police": frozenset({D.POLICE}),
        "health": HEALTH,
    },
    "local default",
)
AGREED: Mapping[UUID, QuorumRule] = {}


@dataclass(frozen=True, slots=True)
class Quorum:
    """Whether an item has its quorum, which voices are missing, and which disciplines are present."""

    met: bool
    missing: list[str]
    present: list[str]


def rule_for(panel_id: UUID, agreed: Mapping[UUID, QuorumRule] = AGREED) -> QuorumRule:
    """Return the quorum that a panel has agreed in its terms of reference, or the local default."""
    return agreed.get(panel_id, DEFAULT)


def reckon(rule: QuorumRule, present: Iterable[Discipline]) -> Quorum:
    """Return whether those who are present for an item, and count, are enough."""
    here = set(present)
    missing = [voice for voice, fulfilled_by in rule.voices.items() if not here & fulfilled_by]
    return Quorum(met=not missing, missing=missing, present=sorted(here))


# Which part of a council sits on the panel is agreed locally; an invitation may say otherwise.
COUNCILS = {
    "herefordshire-council": D.SOCIAL_CARE,
    "worcestershire-county-council": D.PUBLIC_HEALTH,
    "shropshire-council": D.SOCIAL_CARE,
    "telford-and-wrekin-council": D.PUBLIC_HEALTH,
}
BY_KIND = {
    "acute": D.HEALTH,
    "community": D.HEALTH,
    "icb": D.HEALTH,
    "specialist_centre": D.HEALTH,
    "health_visiting": D.NURSING,
    "school_nursing": D.NURSING,
    "gp": D.PRIMARY_CARE,
    "mental_health": D.MENTAL_HEALTH,
    "ambulance": D.AMBULANCE,
    "hospice": D.HOSPICE,
    "police": D.POLICE,
    "social_care": D.SOCIAL_CARE,
    "public_health": D.PUBLIC_HEALTH,
    "education": D.EDUCATION,
    "coroner": D.CORONER,
}
BY_ROLE = {Role.CHAIR: D.CHAIR, Role.DESIGNATED_DOCTOR: D.DESIGNATED_DOCTOR}


def discipline_of(role: Role, organisation: str | None, kind: str | None) -> Discipline:
    """Return the discipline of a seat by its role, else by its employer; without an employer it is lay."""
    if role in BY_ROLE:
        return BY_ROLE[role]
    if organisation is None:
        return D.LAY
    if organisation in COUNCILS:
        return COUNCILS[organisation]
    known = kind or ("police" if organisation.endswith("-police") else "")
    return BY_KIND.get(known, D.OTHER)
