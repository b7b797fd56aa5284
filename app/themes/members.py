"""Who belongs to a cohort: copies of anonymised packs, taken in, taken back, opened together."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from app.audit import trail
from app.db.sealed import Sealed
from app.facts import vault as facts_vault
from app.policy import Permission, require
from app.problems import Conflict, NotFound, Refused
from app.themes import rules, vault
from app.themes.models import Contribution, Theme
from app.themes.rules import State
from app.themes.schemas import CohortPack, CohortTables, ContributionOut
from app.themes.service import contributions_of, find
from app.work import Work

FROZEN = {State.FROZEN, State.SIGNED_OFF}


def receive(
    work: Work,
    theme_id: UUID,
    panel_id: UUID,
    pack: Mapping[str, Any],
    coded: Mapping[str, Any],
    origin: UUID,
) -> str:
    """Take a copy of an anonymised pack and its coded facts into the cohort; return its name there."""
    theme, _ = find(work, theme_id)
    require(work.actor, Permission.THEME_WORK, panel_id)
    if State(theme.state) is not State.AGREED:
        raise Conflict("A theme takes contributions after every panel agreed and before it is frozen.")
    if any(row_origin == origin for _, row_origin in origins(work, theme, panel_id)):
        raise Conflict("This case is in the cohort already.")
    contribution_id, pseudonym = uuid4(), rules.a_pseudonym()
    copy = rules.shared(pack, pseudonym)
    sealed = vault.seal(
        work, theme.cohort, "theme_contribution", contribution_id, {"pack": copy, "coded": dict(coded)}
    )
    own = facts_vault.seal(work, panel_id, "theme_contribution", contribution_id, {"origin": str(origin)})
    work.session.add(
        Contribution(
            id=contribution_id,
            theme_id=theme.id,
            panel_id=panel_id,
            pseudonym=pseudonym,
            pack_digest=hashlib.sha256(json.dumps(copy, sort_keys=True).encode()).digest(),
            contributed_by=work.actor.id,
            **sealed,
            **own,
        )
    )
    work.session.flush()
    trail.record(work, trail.Event.PACK_CONTRIBUTED, theme.key_id)
    return pseudonym


def withdraw(work: Work, theme_id: UUID, pseudonym: str) -> None:
    """Take a contribution back before the freeze: what remains is sealed anew, and the old key is retired."""
    theme, part = find(work, theme_id)
    row = work.session.scalars(
        select(Contribution).filter_by(theme_id=theme.id, panel_id=part.panel_id, pseudonym=pseudonym)
    ).one_or_none()
    if row is None:
        raise NotFound
    if State(theme.state) is not State.AGREED:
        raise Conflict("The cohort is frozen: published figures stand.")
    work.session.delete(row)
    work.session.flush()
    _seal_anew(work, theme, part.panel_id)
    trail.record(work, trail.Event.THEME_LEFT, theme.key_id)


def _seal_anew(work: Work, theme: Theme, panel_id: UUID) -> None:
    rows = contributions_of(work, theme)
    cells: list[tuple[str, UUID, str, Sealed]] = [("theme", theme.id, "content", theme.content)]
    for row in rows:
        cells += [
            ("theme_contribution", row.id, "pack", row.pack),
            ("theme_contribution", row.id, "coded", row.coded),
        ]
    values = vault.disclose(work, panel_id, theme.cohort, cells, event=trail.Event.FIELDS_RESEALED)
    old = theme.key_id
    vault.retire(work, old)
    theme.key_id = vault.new_key(work, theme.id)
    fresh = [
        vault.seal(work, theme.cohort, table, record_id, {field: value})[field]
        for (table, record_id, field, _), value in zip(cells, values, strict=True)
    ]
    theme.content = fresh[0]
    for row, pack, coded in zip(rows, fresh[1::2], fresh[2::2], strict=True):
        row.pack, row.coded = pack, coded
    work.session.flush()


def origins(work: Work, theme: Theme, panel_id: UUID) -> list[tuple[Contribution, UUID]]:
    """Return a panel's own contributions with the cases that they came from."""
    rows = [row for row in contributions_of(work, theme) if row.panel_id == panel_id]
    return [(row, _origin(work, row)) for row in rows]


def _origin(work: Work, row: Contribution) -> UUID:
    opened = facts_vault.disclose(
        work, Permission.THEME_WORK, row.panel_id, "theme_contribution", row.id, {"origin": row.origin},
        event=trail.Event.THEME_READ,
    )  # fmt: skip
    return UUID(opened["origin"])


def contributions(work: Work, theme_id: UUID) -> list[ContributionOut]:
    """Return the members of a cohort; a panel learns the cases of its own contributions alone."""
    theme, part = find(work, theme_id)
    own = {row.id: origin for row, origin in origins(work, theme, part.panel_id)}
    trail.record(work, trail.Event.THEME_READ, theme.key_id, fields=["contributions"])
    return [
        ContributionOut(pseudonym=row.pseudonym, own=row.id in own, case_id=own.get(row.id))
        for row in contributions_of(work, theme)
    ]


def pack(work: Work, theme_id: UUID) -> CohortPack:
    """Return the anonymised packs of a frozen cohort, for every panel that shares it."""
    theme, packs = _opened(work, theme_id, "pack")
    return CohortPack(theme_id=theme.id, frozen_sha256=theme.frozen_sha256 or "", packs=packs)


def tables(work: Work, theme_id: UUID) -> CohortTables:
    """Return the tables of a frozen cohort under the counting rules."""
    theme, coded = _opened(work, theme_id, "coded")
    return CohortTables(
        theme_id=theme.id, frozen_sha256=theme.frozen_sha256 or "", tables=rules.tables(coded)
    )


def _opened(work: Work, theme_id: UUID, field: str) -> tuple[Theme, list[Any]]:
    theme, part = find(work, theme_id)
    if State(theme.state) not in FROZEN:
        raise Conflict("The cohort is read once it is frozen.")
    rows = contributions_of(work, theme)
    if rules.frozen_digest(row.pack_digest for row in rows) != theme.frozen_sha256:
        raise Refused("The cohort is not the one that was frozen.")
    cells = [("theme_contribution", row.id, field, getattr(row, field)) for row in rows]
    return theme, vault.disclose(work, part.panel_id, theme.cohort, cells, event=trail.Event.THEME_READ)
