"""Digests of rows whose clear columns grant access, so that a row rolled back or removed is noticed."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from hashlib import sha256
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import tuple_row
from psycopg.sql import SQL, Identifier
from sqlalchemy import inspect
from sqlalchemy.orm import DeclarativeBase, object_session

from app.db.sealed import Sealed

PRIMARY_KEY = """
SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
WHERE i.indisprimary AND i.indnatts = 1 AND i.indrelid = to_regclass(quote_ident(%s))
"""
COLUMNS = "SELECT attname FROM pg_attribute WHERE attnum > 0 AND attrelid = to_regclass(quote_ident(%s))"


@dataclass(frozen=True, slots=True)
class RowDigest:
    """What a row said after this piece of work: its version, and a digest over the named columns.

    Without a digest the row is gone.
    """

    table: str
    id: UUID
    row_version: int
    sha256: str | None
    columns: tuple[str, ...] = ()

    def plain(self) -> list[Any]:
        """Return it as an entry's body holds it."""
        return [self.table, str(self.id), self.row_version, self.sha256, list(self.columns)]

    @classmethod
    def read(cls, plain: list[Any]) -> "RowDigest":
        """Return the digest that an entry's body holds."""
        table, row_id, row_version, digest, columns = plain
        return cls(table, UUID(row_id), row_version, digest, tuple(columns))


def row_digest(table: str, row_id: UUID, row_version: int, values: dict[str, Any]) -> RowDigest:
    """Return the digest of a row over these columns, named and valued as the database holds them."""
    bound = [table, str(row_id), row_version, {name: _plain(value) for name, value in values.items()}]
    canonical = json.dumps(bound, sort_keys=True, separators=(",", ":")).encode()
    return RowDigest(table, row_id, row_version, sha256(canonical).hexdigest(), tuple(sorted(values)))


def digest_of(row: DeclarativeBase) -> RowDigest:
    """Return the digest over the columns of a row that the trail tells; it is written first if need be."""
    if session := object_session(row):
        session.flush()
    state = inspect(row)
    told = [column for column in state.mapper.column_attrs if column.key not in getattr(row, "UNTOLD", ())]
    values = {column.columns[0].name: getattr(row, column.key) for column in told}
    (row_id,) = state.mapper.primary_key_from_instance(row)
    return row_digest(row.__tablename__, row_id, values.get("row_version", 0), values)


def gone(table: str, row_id: UUID) -> RowDigest:
    """Return the mark of a row that this piece of work has removed."""
    return RowDigest(table, row_id, 0, None)


def differing(raw: Connection[Any], digests: Iterable[RowDigest]) -> set[tuple[str, UUID]]:
    """Return which of these rows the database no longer holds as they were."""
    groups: dict[tuple[str, tuple[str, ...]], dict[UUID, RowDigest]] = defaultdict(dict)
    for digest in digests:
        groups[digest.table, digest.columns][digest.id] = digest
    wrong: set[tuple[str, UUID]] = set()
    for (table, columns), expected in groups.items():
        found = _stored(raw, table, columns, list(expected))
        for row_id, digest in expected.items():
            if found.get(row_id) != (None if digest.sha256 is None else digest):
                wrong.add((table, row_id))
    return wrong


def _stored(
    raw: Connection[Any], table: str, columns: tuple[str, ...], ids: list[UUID]
) -> dict[UUID, RowDigest]:
    """Return the digests of rows as the database holds them now."""
    with raw.cursor(row_factory=tuple_row) as cursor:
        key = cursor.execute(PRIMARY_KEY, [table]).fetchone()
        known = {name for (name,) in cursor.execute(COLUMNS, [table]).fetchall()}
        if key is None or not known.issuperset(columns):
            return {}
        version = Identifier("row_version") if "row_version" in known else SQL("0")
        query = SQL("SELECT {} FROM {} WHERE {} = ANY(%s)").format(
            SQL(", ").join([Identifier(key[0]), version, *map(Identifier, columns)]),
            Identifier(table),
            Identifier(key[0]),
        )
        rows = cursor.execute(query, [ids]).fetchall()
    return {
        row_id: row_digest(table, row_id, row_version, dict(zip(columns, values, strict=True)))
        for row_id, row_version, *values in rows
    }


def _plain(value: Any) -> Any:
    """Return a value in words that are the same before and after storing."""
    match value:
        case Enum():
            return _plain(value.value)
        case None | bool() | int() | str():
            return value
        case Sealed():
            return sha256(value.token).hexdigest()
        case bytes() | memoryview():
            return sha256(value).hexdigest()
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date() | UUID():
            return str(value)
        case list() | tuple():
            return [_plain(item) for item in value]
        case dict():
            return {str(name): _plain(item) for name, item in value.items()}
    raise TypeError(f"A row digest cannot hold {type(value).__name__}.")
