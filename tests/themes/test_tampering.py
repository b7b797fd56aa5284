"""Somebody writes into the database: a theme that was changed behind the service is not read."""

from uuid import uuid4

import pytest
from sqlalchemy import text

from tests.themes.conftest import OURS, THEIRS, Shared


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE theme SET state = 'frozen', frozen_sha256 = 'x'",
        "UPDATE theme_panel SET agreed_by = theme_id WHERE agreed_by IS NULL",
        "UPDATE theme_panel SET signed_by = theme_id",
    ],
)
def test_a_flipped_column_is_refused(shared: Shared, statement: str) -> None:
    shared.propose()
    assert shared.get(OURS).status_code == 200
    shared.tamper(statement)
    answer = shared.get(OURS)
    assert answer.status_code >= 400
    assert "Sleep" not in answer.text


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM theme_contribution WHERE ctid = (SELECT max(ctid) FROM theme_contribution)",
        "UPDATE theme_contribution SET pack_digest = sha256('x')",
    ],
)
@pytest.mark.parametrize("path", ["/pack", "/tables"])
def test_a_cohort_unlike_the_frozen_one_is_not_read(agreed: Shared, statement: str, path: str) -> None:
    agreed.freeze()
    agreed.tamper(statement)
    assert agreed.get(OURS, path).status_code >= 400


def test_a_contribution_moved_to_another_panel_tells_nothing(agreed: Shared) -> None:
    case = uuid4()
    agreed.contribute(OURS, case=case)
    agreed.tamper("UPDATE theme_contribution SET panel_id = '0aca7e18-ee17-465c-b9e2-63536b0a45d8'")
    answer = agreed.get(THEIRS, "/contributions")
    assert answer.status_code >= 400
    assert str(case) not in answer.text


def test_nothing_of_a_theme_lies_in_clear(agreed: Shared) -> None:
    agreed.freeze()
    agreed.post(OURS, "/findings", {"text": "Advice should reach every carer."})
    tables = ("theme", "theme_panel", "theme_contribution", "theme_finding")
    with agreed.parts.sessions() as session:
        rows = [str(row) for name in tables for row in session.execute(text(f"TABLE {name}"))]
    for said in ("Sleep", "unexplained", "Narrative", "Advice", "2024-04-01", "male"):
        assert not [row for row in rows if said in row], said
