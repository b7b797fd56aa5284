"""What was answered 202 is there after a kill of the API, and of the database with it."""

from pathlib import Path

from tests.long.kill import run


def test_what_was_accepted_survives_a_kill(tmp_path: Path) -> None:
    receipts, lost = run(tmp_path, 2)
    assert receipts >= 2
    assert lost == 0
