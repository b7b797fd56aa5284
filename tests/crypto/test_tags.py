"""Row tags: any change to a column that gives access, or to the row it stands in, is refused."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest

from app.crypto.models import KeyKind
from app.crypto.tags import RowRefused, RowTagger, digest_of

TAGGER = RowTagger(bytes(range(32)))
CLEAR = {"panel_id": UUID(int=5), "stage": "gathering", "held": False, "due_week": 202603, "opened_by": None}
ROW: dict[str, Any] = {"table": "cdr_case", "row_id": UUID(int=1), "row_version": 3, "clear": CLEAR}
CELLS = digest_of({"child_name": b"one", "address": b"two"})


def test_an_untouched_row_passes() -> None:
    tag = TAGGER.tag(**ROW, sealed_digest=CELLS)
    TAGGER.check(tag, **{**ROW, "clear": dict(reversed(CLEAR.items()))}, sealed_digest=CELLS)


@pytest.mark.parametrize(
    "change",
    [
        {"table": "pack"},
        {"row_id": UUID(int=2)},
        {"row_version": 2},
        {"sealed_digest": digest_of({"child_name": b"two", "address": b"one"})},
        {"sealed_digest": b""},
        *({"clear": {**CLEAR, **flip}} for flip in (
            {"panel_id": UUID(int=6)}, {"stage": "closed"}, {"held": True}, {"held": 0}, {"due_week": 202604},
            {"due_week": "202603"}, {"opened_by": "None"}, {"opened_by": ""}, {"more": None},
        )),
        {"clear": {}},
    ],
)  # fmt: skip
def test_any_change_is_refused(change: dict[str, Any]) -> None:
    tag = TAGGER.tag(**ROW, sealed_digest=CELLS)
    with pytest.raises(RowRefused):
        TAGGER.check(tag, **{**ROW, "sealed_digest": CELLS, **change})


@pytest.mark.parametrize("tag", [b"", bytes(32), None, "text"])
def test_a_missing_or_invented_tag_is_refused(tag: Any) -> None:
    with pytest.raises(RowRefused):
        TAGGER.check(tag, **ROW)


def test_another_application_key_gives_another_tag() -> None:
    with pytest.raises(RowRefused):
        TAGGER.check(RowTagger(bytes(32)).tag(**ROW), **ROW)


def test_values_are_tagged_by_what_they_say() -> None:
    noon = datetime(2026, 1, 15, 12, tzinfo=UTC)
    same = noon.astimezone(timezone(timedelta(hours=1)))
    clear: dict[str, object] = {
        "at": noon,
        "kind": KeyKind.CASE,
        "on": date(2026, 1, 15),
        "areas": {"b", "a"},
    }
    again = {**clear, "at": same, "kind": "case", "areas": frozenset({"a", "b"})}
    TAGGER.check(TAGGER.tag("t", UUID(int=1), 1, clear), "t", UUID(int=1), 1, again)


def test_a_value_without_one_spelling_is_a_mistake() -> None:
    with pytest.raises(TypeError):
        TAGGER.tag("t", UUID(int=1), 1, {"ratio": 0.1})
