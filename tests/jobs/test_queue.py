"""The queue's schema is the installed library's, and every name in it is a task."""

from pathlib import Path

import procrastinate
import pytest

from app.jobs import TASKS
from app.worker import task_named

COPY = Path(__file__).parents[2] / "alembic" / "sql" / "procrastinate_3.10.sql"


def test_the_copy_of_the_schema_is_that_of_the_installed_library() -> None:
    installed = Path(procrastinate.__file__).parent / "sql" / "schema.sql"
    assert COPY.read_text(encoding="utf-8") == installed.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", TASKS)
def test_every_name_is_a_task_of_its_room(name: str) -> None:
    task = task_named(name)
    assert task.__module__ == f"app.{name.split('.')[0]}.tasks"
