"""Three things about the house that imports cannot show."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

APP = Path(__file__).parent.parent / "app"
FILES = sorted(APP.rglob("*.py"))


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function of a file, with its length in lines."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or 0) - node.lineno + 1


def sources_with(pattern: str) -> set[str]:
    """The files of the service whose code matches."""
    return {str(path.relative_to(APP)) for path in FILES if re.search(pattern, path.read_text())}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(APP)))
def test_files_and_functions_keep_their_sizes(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 200
    assert {name: length for name, length in functions(path) if length > 40} == {}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(APP)))
def test_every_file_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text()))


def test_queries_for_cases_start_in_scope() -> None:
    assert sources_with(r"select\(Case\b") <= {"cases/scope.py", "cases/service.py"}


def test_only_the_work_dependency_and_the_doors_commit() -> None:
    doors = {"web/begin.py", "web/oauth.py", "worker.py", "cli/invention/desk.py"}
    assert sources_with(r"\.commit\(\)") <= doors
