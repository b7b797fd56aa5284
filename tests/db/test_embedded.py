"""The embedded server: shared by who uses its folder, and none the worse for a process that was killed."""

import importlib.util
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import NullPool, create_engine, text

from app.db.embedded import EmbeddedUnavailable, embedded, find_cluster

ROOT = Path(__file__).parents[2]
SCRIPT = """
import sys
from pathlib import Path
from app.db.embedded import embedded
with embedded(Path(sys.argv[1]), fsync=False) as urls:
    print(urls.superuser, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A data folder, whose server is stopped and whose files are gone whatever the test did to it."""
    with TemporaryDirectory(prefix="cdop-test-") as name:
        folder = Path(name)
        yield folder
        find_cluster(folder).stop()


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


def test_data_is_still_there_after_a_stop(folder: Path) -> None:
    with embedded(folder) as urls:
        ask(urls.owner, "CREATE TABLE kept (word text)")
    assert not is_served(folder)
    with embedded(folder, fsync=False) as urls:
        assert ask(urls.app, "SELECT count(*) FROM kept") == 0


def test_two_folders_are_two_databases(folder: Path) -> None:
    with embedded(folder / "one", fsync=False) as one, embedded(folder / "other", fsync=False) as other:
        ask(one.owner, "CREATE TABLE here (word text)")
        assert ask(one.app, "SELECT to_regclass('here') IS NOT NULL") is True
        assert ask(other.app, "SELECT to_regclass('here') IS NULL") is True


def test_the_last_one_out_stops_the_server(folder: Path) -> None:
    with another_process(folder), embedded(folder, fsync=False) as urls:
        with embedded(folder, fsync=False) as same:
            assert same == urls
        assert ask(urls.app, "SELECT 1") == 1
    assert not is_served(folder)


def test_the_first_may_leave_before_the_others(folder: Path) -> None:
    with another_process(folder) as first, embedded(folder, fsync=False) as urls:
        first.communicate()
        assert ask(urls.app, "SELECT 1") == 1
    assert not is_served(folder)


def test_a_killed_owner_leaves_a_server_that_is_found_again(folder: Path) -> None:
    with another_process(folder) as owner:
        owner.kill()
    assert is_served(folder)
    with embedded(folder, fsync=False) as urls:
        assert ask(urls.app, "SELECT 1") == 1
    assert not is_served(folder)


def test_a_polite_kill_stops_the_server(folder: Path) -> None:
    with another_process(folder) as owner:
        owner.send_signal(signal.SIGTERM)
    assert not is_served(folder)


def test_a_killed_server_starts_again_with_what_was_committed(folder: Path) -> None:
    with another_process(folder) as owner, embedded(folder, fsync=False) as urls:
        ask(urls.owner, "CREATE TABLE kept (word text)")
        owner.kill()
        os.kill(postmaster(folder), signal.SIGKILL)
    with embedded(folder, fsync=False) as urls:
        assert ask(urls.app, "SELECT count(*) FROM kept") == 0


def postmaster(folder: Path) -> int:
    return int((find_cluster(folder).data / "postmaster.pid").read_text(encoding="utf-8").split()[0])


def test_a_stale_pid_that_belongs_to_a_stranger_does_not_block(folder: Path) -> None:
    with embedded(folder, fsync=False):
        lines = (find_cluster(folder).data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    stale = find_cluster(folder).data / "postmaster.pid"
    stale.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n", encoding="utf-8")
    with embedded(folder, fsync=False) as urls:
        assert ask(urls.app, "SELECT 1") == 1


def test_a_folder_that_was_never_finished_is_made_again(folder: Path) -> None:
    (folder / "postgres.new-killed").mkdir()
    (folder / "postgres.gate").touch()
    (folder / "postgres.users").touch()
    with embedded(folder, fsync=False) as urls:
        assert ask(urls.app, "SELECT 1") == 1
    assert not (folder / "postgres.new-killed").exists()


def test_the_log_holds_no_statement_and_no_value(folder: Path) -> None:
    with embedded(folder, fsync=False) as urls, pytest.raises(Exception, match="invalid input syntax"):
        ask(urls.app, "SELECT CAST('Testchild Example' AS date)")
    log = (find_cluster(folder).data / "postgres.log").read_text(encoding="utf-8")
    assert "ready to accept connections" in log
    assert "Testchild" not in log


def test_only_the_user_of_the_service_reaches_the_socket(folder: Path) -> None:
    with embedded(folder, fsync=False) as urls:
        socket = Path(str(ask(urls.superuser, "SHOW unix_socket_directories")))
        assert socket.stat().st_mode & 0o077 == 0
        assert ask(urls.superuser, "SHOW listen_addresses") == ""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_root_uses_a_folder_that_the_server_cannot_enter(folder: Path) -> None:
    folder.chmod(0o700)
    with embedded(folder, fsync=False) as urls:
        ask(urls.owner, "CREATE TABLE kept (word text)")
        assert (folder / "postgres").stat().st_uid != 0
    with embedded(folder, fsync=False) as urls:
        assert ask(urls.app, "SELECT count(*) FROM kept") == 0
    assert folder.stat().st_mode & 0o777 == 0o700


def test_without_the_extra_the_message_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(EmbeddedUnavailable, match=r"cdop\[embedded\]"), embedded(tmp_path):
        pytest.fail("there is no server to use")
