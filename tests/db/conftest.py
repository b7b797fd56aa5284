"""A data folder that is made once for all tests of the embedded server."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from app.db.embedded import find_cluster


@pytest.fixture(scope="session")
def made_once() -> Iterator[Path]:
    """A folder that only its owner can enter."""
    with TemporaryDirectory(prefix="cdop-test-") as folder:
        yield Path(folder)


@pytest.fixture
def folder(made_once: Path) -> Iterator[Path]:
    """A data folder, whose server is stopped whatever the test did to it."""
    yield made_once
    find_cluster(made_once).stop()


@pytest.fixture
def new_folder() -> Iterator[Path]:
    """A data folder that nobody has used."""
    with TemporaryDirectory(prefix="cdop-test-") as folder:
        yield Path(folder)
        find_cluster(Path(folder)).stop()
