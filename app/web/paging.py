"""Lists, one page at a time: the cursor says where the last page ended, and nothing else."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Depends, Query
from pydantic import BaseModel

from app.problems import Fault, Invalid

NOT_OURS = Invalid(errors=[Fault("/cursor", "cursor", "This is not a cursor of ours.")])
T = TypeVar("T")
R = TypeVar("R")


class Page(BaseModel, Generic[T]):
    """Items, and the cursor of the next page or null."""

    items: list[T]
    next: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """How many are asked for, and after which key."""

    limit: int
    after: tuple[Any, ...] | None

    def after_as(self, *kinds: Callable[[Any], Any]) -> tuple[Any, ...] | None:
        """Return the key after which to go on, each part of its kind; a forged cursor is refused."""
        if self.after is None:
            return None
        try:
            return tuple(kind(part) for kind, part in zip(kinds, self.after, strict=True))
        except (AttributeError, TypeError, ValueError, OverflowError):
            raise NOT_OURS from None

    def encode(self, *key: Any) -> str | None:
        """Return the cursor after a key, or None when there is none."""
        return None if key == (None,) else _encode(key)

    def cut(self, rows: Sequence[R], key: Callable[[R], tuple[Any, ...]], show: Callable[[R], T]) -> Page[T]:
        """Return a page of at most `limit` rows; ask the database for one more, so that `next` is known."""
        shown = rows[: self.limit]
        following = _encode(key(shown[-1])) if len(rows) > self.limit else None
        return Page(items=[show(row) for row in shown], next=following)


def _encode(key: tuple[Any, ...]) -> str:
    plain = json.dumps([value if isinstance(value, int) else str(value) for value in key])
    return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def _decode(cursor: str) -> tuple[Any, ...]:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        values = json.loads(base64.urlsafe_b64decode(padded))
        if not isinstance(values, list) or not all(type(v) in {int, str} for v in values):
            raise ValueError
        return tuple(values)
    except (ValueError, binascii.Error, RecursionError):
        raise NOT_OURS from None


def _place(
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: Annotated[str | None, Query(max_length=500, pattern="^[A-Za-z0-9_-]+$")] = None,
) -> Place:
    return Place(limit, _decode(cursor) if cursor else None)


Cursor = Annotated[Place, Depends(_place)]
