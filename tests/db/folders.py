"""Data folders for the tests of the embedded server, and other processes that use them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import NullPool, create_engine, text

from app.db.embedded import find_cluster

ROOT = Path(__file__).parents[2]
SCRIPT = """
import sys
from pathlib import Path
from app.db.embedded import embedded
with embedded(Path(sys.argv[1]), fsync=False) as urls:
    print(urls.superuser, flush=True)
    sys.stdin.read()
"""


@contextmanager
def another_process(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another user of the folder, who has the database when we get it back and leaves at the end."""
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("postgresql")
        yield process
        process.communicate()


def ask(url: str, sql: str) -> object:
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        answer = connection.execute(text(sql))
        return answer.scalar() if answer.returns_rows else None


def is_served(folder: Path) -> bool:
    return (find_cluster(folder).data / "postmaster.pid").exists()


def postmaster(folder: Path) -> int:
    return int((find_cluster(folder).data / "postmaster.pid").read_text(encoding="utf-8").split()[0])
