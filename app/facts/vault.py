"""The one door to what is counted: it opens facts, and can open nothing else."""

from collections.abc import Mapping
from typing import Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import select

from app.audit import trail
from app.crypto.cell import Place
from app.crypto.models import KeyKind
from app.crypto.ring import KeyRing
from app.db.sealed import Sealed
from app.facts.models import Facts
from app.facts.schemas import CodedFacts
from app.policy import Permission, require
from app.work import Work

WIDTH = 1024


class Counted(NamedTuple):
    """The facts of one case, with the opaque id that they belong to."""

    case_id: UUID
    facts: CodedFacts


def _ring(work: Work) -> KeyRing:
    return cast("KeyRing", work.kit.keyring)


def keep(work: Work, case_id: UUID, panel_id: UUID, facts: CodedFacts) -> None:
    """Seal the facts of a case under its panel's facts key, all to the same width."""
    box = _ring(work).owned_box(work.session, KeyKind.FACTS, panel_id)
    place = Place("case_facts", "coded", case_id, panel_id)
    sealed = Sealed(box.seal(place, facts.model_dump(mode="json"), WIDTH))
    row = work.session.get(Facts, case_id)
    if row is None:
        work.session.add(Facts(case_id=case_id, panel_id=panel_id, key_id=box.key_id, coded=sealed))
    else:
        row.key_id, row.coded = box.key_id, sealed
    trail.record(work, trail.Event.FACTS_STATED, box.key_id)


def open_case(work: Work, permission: Permission, case_id: UUID, panel_id: UUID) -> CodedFacts:
    """Open the facts of one case."""
    require(work.actor, permission, panel_id)
    row = work.session.get(Facts, case_id)
    if row is None:
        return CodedFacts()
    trail.record(work, trail.Event.FACTS_OPENED, row.key_id, fields=["one"])
    return _open(work, row)


def open_panel(work: Work, permission: Permission, panel_id: UUID) -> list[Counted]:
    """Open the facts of every case of a panel, to be counted in memory."""
    require(work.actor, permission, panel_id)
    rows = work.session.scalars(select(Facts).filter_by(panel_id=panel_id).order_by(Facts.case_id)).all()
    keys = {row.key_id for row in rows}
    for key_id in sorted(keys):
        trail.record(work, trail.Event.FACTS_OPENED, key_id, fields=["panel"])
    _ring(work).boxes(work.session, list(keys))
    return [Counted(row.case_id, _open(work, row)) for row in rows]


def _open(work: Work, row: Facts) -> CodedFacts:
    box = _ring(work).box(work.session, row.key_id)
    opened = box.open(Place("case_facts", "coded", row.case_id, row.panel_id), row.coded.token)
    return CodedFacts.model_validate(opened)


def seal(
    work: Work, panel_id: UUID, table: str, record_id: UUID, values: Mapping[str, Any]
) -> dict[str, Sealed]:
    """Seal figures and learning (a report, a recommendation) under the panel's facts key."""
    box = _ring(work).owned_box(work.session, KeyKind.FACTS, panel_id)
    return {
        field: Sealed(box.seal(Place(table, field, record_id, panel_id), value))
        for field, value in values.items()
    }


def disclose(
    work: Work,
    permission: Permission,
    panel_id: UUID,
    table: str,
    record_id: UUID,
    sealed: Mapping[str, Sealed],
    *,
    event: trail.Event,
    area: str | None = None,
) -> dict[str, Any]:
    """Open sealed figures or learning for the office, or for the officer of the area that they are about."""
    if area is None or area not in work.actor.areas:
        require(work.actor, permission, panel_id)
    key_ids = {UUID(bytes=value.token[1:17]) for value in sealed.values()}
    for key_id in sorted(key_ids):
        trail.record(work, event, key_id, fields=sorted(sealed))
    ring = _ring(work)
    return {
        field: ring.box(work.session, UUID(bytes=value.token[1:17])).open(
            Place(table, field, record_id, panel_id), value.token
        )
        for field, value in sealed.items()
    }
