"""The one door to what a cohort shares: it opens contributions, and can open no case."""

from collections.abc import Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from app.audit import trail
from app.crypto.cell import Place
from app.crypto.models import KeyKind
from app.crypto.ring import KeyRing
from app.db.sealed import Sealed
from app.policy import Permission, require
from app.themes.models import Cohort
from app.work import Work


def _ring(work: Work) -> KeyRing:
    return cast("KeyRing", work.kit.keyring)


def new_key(work: Work, theme_id: UUID) -> UUID:
    """Make the key of a cohort, and return its id."""
    return _ring(work).create(work.session, KeyKind.COHORT, theme_id)


def retire(work: Work, key_id: UUID) -> None:
    """Use a cohort's key no longer; what it sealed has been sealed anew."""
    _ring(work).retire(work.session, key_id)


def seal(
    work: Work, cohort: Cohort, table: str, record_id: UUID, values: Mapping[str, Any]
) -> dict[str, Sealed]:
    """Seal values under the cohort's own key."""
    box = _ring(work).box(work.session, cohort.key_id)
    return {
        field: Sealed(box.seal(Place(table, field, record_id, cohort.id), value))
        for field, value in values.items()
    }


def disclose(
    work: Work,
    panel_id: UUID,
    cohort: Cohort,
    cells: Sequence[tuple[str, UUID, str, Sealed]],
    *,
    event: trail.Event,
) -> list[Any]:
    """Open what a cohort shares, for somebody of a panel that shares it, under one audit entry."""
    require(work.actor, Permission.THEME_WORK, panel_id)
    trail.record(
        work, event, cohort.key_id, fields=sorted({f"{table}.{field}" for table, _, field, _ in cells})
    )
    box = _ring(work).box(work.session, cohort.key_id)
    return [
        box.open(Place(table, field, record_id, cohort.id), sealed.token)
        for table, record_id, field, sealed in cells
    ]
