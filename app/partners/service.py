"""Loads the reference data, and answers who is responsible for what on a day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import literal, or_, select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.db.base import Base
from app.partners import rules
from app.partners.models import Area, Organisation, OrganisationSuccessor, Panel, PanelArea, Partnership
from app.problems import NotFound

# In the order in which they refer to one another; what the office keeps itself is left as it is.
SEEDS: Sequence[tuple[str, type[Base], frozenset[str]]] = (
    ("areas", Area, frozenset({"child_population", "population_is_placeholder"})),
    ("panels", Panel, frozenset()),
    ("panel_areas", PanelArea, frozenset()),
    ("organisations", Organisation, frozenset({"contact"})),
    ("partnerships", Partnership, frozenset()),
    ("successors", OrganisationSuccessor, frozenset()),
)


def seed(session: Session) -> None:
    """Bring the reference data to what this version of the service knows; doing it again changes nothing."""
    for name, model, kept in SEEDS:
        _upsert(session, model, [_typed(row) for row in rules.read(name)], kept)


def panels(session: Session) -> Sequence[Panel]:
    """Return the panels of this service."""
    return session.scalars(select(Panel).order_by(Panel.code)).all()


def panel_by_code(session: Session, code: str) -> Panel:
    """Return the panel that is called by this code."""
    panel = session.scalars(select(Panel).filter_by(code=code)).one_or_none()
    if panel is None:
        raise NotFound
    return panel


def areas(session: Session) -> Sequence[Area]:
    """Return all areas, districts included."""
    return session.scalars(select(Area).order_by(Area.code)).all()


def areas_of_panel(session: Session, panel_id: UUID) -> Sequence[Area]:
    """Return the areas whose deaths a panel reviews."""
    mine = select(PanelArea.area_id).filter_by(panel_id=panel_id)
    return session.scalars(select(Area).where(Area.id.in_(mine)).order_by(Area.code)).all()


def agencies(
    session: Session,
    panel_id: UUID,
    on: date,
    *,
    kind: str | None = None,
    after: UUID | None = None,
    limit: int | None = None,
) -> Sequence[Organisation]:
    """Return the organisations that serve a panel's areas on a day, by name, from the one after `after`."""
    codes = [str(code) for code in rules.partner_areas(panel_id)]
    wanted = select(Organisation).where(Organisation.areas.overlap(codes), *_in_force(on))
    if kind is not None:
        wanted = wanted.where(Organisation.kind == kind)
    if after is not None:
        name = select(Organisation.name).filter_by(id=after).scalar_subquery()
        wanted = wanted.where(tuple_(Organisation.name, Organisation.id) > tuple_(name, literal(after)))
    return session.scalars(wanted.order_by(Organisation.name, Organisation.id).limit(limit)).all()


def organisation(session: Session, organisation_id: UUID) -> Organisation:
    """Return one organisation, whether it still exists or not."""
    found = session.get(Organisation, organisation_id)
    if found is None:
        raise NotFound
    return found


def organisation_by_ods(session: Session, ods: str, on: date) -> Organisation | None:
    """Return the body that answers for an ODS code on a day: itself, or the one that took over from it.

    `None` says that nobody does: the code is not known, or the body was divided and a person decides.
    """
    known = session.scalars(
        select(Organisation).filter_by(ods=ods).order_by(Organisation.valid_from.desc())
    ).first()
    heir = known and rules.successor_at(known.id, on, successions(session))
    return session.get(Organisation, heir) if heir else None


def cdr_partners(session: Session, area: rules.AreaCode, on: date) -> Sequence[Organisation]:
    """Return the CDR partners of an area on a day: its council and the health bodies of that time."""
    return session.scalars(
        select(Organisation)
        .join(Partnership, Partnership.organisation_id == Organisation.id)
        .join(Area, Area.id == Partnership.area_id)
        .where(
            Area.code == area,
            Partnership.valid_from <= on,
            or_(Partnership.valid_to.is_(None), Partnership.valid_to >= on),
        )
        .order_by(Organisation.name)
    ).all()


def successions(session: Session) -> list[rules.Succession]:
    """Return who took over from whom, and when."""
    return [
        rules.Succession(row.organisation_id, row.successor_id, row.valid_from)
        for row in session.scalars(select(OrganisationSuccessor))
    ]


def _in_force(on: date) -> tuple[Any, Any]:
    still = or_(Organisation.valid_to.is_(None), Organisation.valid_to >= on)
    return Organisation.valid_from <= on, still


def _upsert(
    session: Session, model: type[Base], rows: Iterable[Mapping[str, Any]], kept: frozenset[str]
) -> None:
    table = model.__table__
    keys = [column.name for column in table.primary_key]
    statement = insert(model).values(list(rows))
    changed = {
        column.name: statement.excluded[column.name]
        for column in table.columns
        if column.name not in kept and column.name not in keys
    }
    if changed:
        session.execute(statement.on_conflict_do_update(index_elements=keys, set_=changed))
    else:
        session.execute(statement.on_conflict_do_nothing())


def _typed(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _value(name, value) for name, value in row.items()}


def _value(name: str, value: Any) -> Any:
    if value is not None and name.startswith("valid_"):
        return date.fromisoformat(value)
    if value is not None and (name == "id" or name.endswith("_id")):
        return UUID(value)
    return value
