"""The base of every table, and the types that all tables share."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import DateTime, MetaData, Text, Uuid
from sqlalchemy.orm import DeclarativeBase

NAMES = {
    "ix": "%(table_name)s_%(column_0_N_name)s_idx",
    "uq": "%(table_name)s_%(column_0_N_name)s_key",
    "ck": "%(table_name)s_%(constraint_name)s_check",
    "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
    "pk": "%(table_name)s_pkey",
}


class Base(DeclarativeBase):
    """What every table inherits. Instants carry a time zone; text has no length but its check."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: DateTime(timezone=True), UUID: Uuid(), str: Text()}  # noqa: RUF012


def iso_week(day: date) -> int:
    """Return the ISO week of a day or an instant as a number, such as 202603.

    Clear columns keep weeks, never days: a day beside a case may be the day on which a child died.
    """
    year, week, _ = day.isocalendar()
    return year * 100 + week
