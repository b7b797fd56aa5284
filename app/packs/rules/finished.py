"""The finished pack: its JSON, the bytes that a second person approves, and what a reader is handed."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from app.identity.actors import Role
from app.packs.rules import answers as answered
from app.packs.rules.answers import Answer
from app.packs.rules.chronology import chronology
from app.packs.rules.narratives import Narrative

OPEN_AFTER_MEETING = timedelta(days=28)
PREPARING = (Role.COORDINATOR,)
APPROVING = (Role.DESIGNATED_DOCTOR, Role.MANAGER)


class State(StrEnum):
    """Where a version of a pack is on its way."""

    DRAFT = "draft"
    APPROVED = "approved"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"


def finish(
    head: Mapping[str, Any],
    narratives: Sequence[Narrative],
    milestones: Sequence[Mapping[str, Any]] = (),
    answers: Sequence[Answer] = (),
) -> dict[str, Any]:
    """Return the pack as it is approved: its head, narratives as they now read, chronology, coded answers."""
    told = [
        {"source": one.source, "form": one.form, "section": one.section, "text": one.text}
        for one in narratives
    ]
    events = chronology(narratives, milestones, head["summary"].get("age", ""))
    pack = {**head, "narratives": told, "chronology": [event.said for event in events]}
    return pack | ({"answers": said} if (said := answered.told(answers)) else {})


def canonical(pack: Mapping[str, Any]) -> bytes:
    """Return the bytes that are approved: all of a pack but what approval and release add to it."""
    plain = {name: said for name, said in pack.items() if name not in {"released_at", "expires_at"}}
    assurance = pack["assurance"]
    plain["assurance"] = {
        name: said for name, said in assurance.items() if name not in {"approved_by_role", "sha256"}
    }
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def digest(pack: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the bytes that are approved."""
    return hashlib.sha256(canonical(pack)).hexdigest()


def approved(pack: Mapping[str, Any], role: Role) -> dict[str, Any]:
    """Return a pack with the role of who approved it, and the hash of what was approved."""
    signed = {"approved_by_role": role.value, "sha256": digest(pack)}
    return {**pack, "assurance": {**pack["assurance"], **signed}}


def released(pack: Mapping[str, Any], at: datetime, expires_at: datetime) -> dict[str, Any]:
    """Return a pack with when it was released and until when it may be read."""
    return {**pack, "released_at": at.isoformat(), "expires_at": expires_at.isoformat()}


def expiry(released_at: datetime, meeting_ends_at: datetime) -> datetime:
    """Return until when a pack may be read at the latest: the meeting's close ends it before."""
    return max(released_at, meeting_ends_at) + OPEN_AFTER_MEETING


def lapses(pack: Mapping[str, Any]) -> datetime:
    """Return until when a released pack may be read, as it was sealed."""
    return datetime.fromisoformat(pack["expires_at"])


def may_have_lapsed(prepared_week: int, now: datetime) -> bool:
    """Return whether a pack can be past its time at all: what tells it is opened only then."""
    monday = datetime.fromisocalendar(*divmod(prepared_week, 100), 1).replace(tzinfo=UTC)
    return monday + OPEN_AFTER_MEETING <= now


def role_among(roles: frozenset[Role], wanted: Sequence[Role]) -> Role:
    """Return in which of these roles somebody acts."""
    return next((role for role in wanted if role in roles), Role.SYSTEM)
