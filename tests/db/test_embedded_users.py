"""The embedded server as root and as a normal user, and what others can learn from it: nothing."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from app.db.embedded import EmbeddedUnavailable, embedded, find_cluster
from tests.db.folders import ROOT, SCRIPT, ask, is_served


def all_may_enter(path: Path) -> bool:
    return all(folder.stat().st_mode & 0o001 for folder in path.resolve().parents)


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
def test_root_uses_a_folder_that_the_server_cannot_reach_by_its_path(folder: Path) -> None:
    assert folder.stat().st_mode & 0o777 == 0o700
    with embedded(folder, fsync=False) as urls:
        assert ask(urls.app, "SELECT 1") == 1
        assert (folder / "postgres").stat().st_uid != 0
    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_a_normal_user_needs_no_root() -> None:
    pythons = [Path(sys.executable).resolve(), Path(f"/usr/bin/python3.{sys.version_info.minor}")]
    packages = Path(psycopg.__file__).parents[1]
    python = next((python for python in pythons if python.exists() and all_may_enter(python)), None)
    if python is None or not all_may_enter(packages) or not all_may_enter(ROOT):
        pytest.skip("no Python or no project that another user can reach")
    with TemporaryDirectory(prefix="cdop-test-") as name:
        os.chown(name, 65534, 65534)
        told = subprocess.run(
            [python, "-c", SCRIPT, f"{name}/data"],
            user=65534,
            group=65534,
            extra_groups=[],
            env={"PYTHONPATH": f"{ROOT}:{packages}", "PYTHONDONTWRITEBYTECODE": "1"},
            cwd="/",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert told.stdout.startswith("postgresql"), told.stderr
        assert not is_served(Path(name, "data"))
        assert Path(name, "data", "postgres", "PG_VERSION").stat().st_uid == 65534


def test_without_the_extra_the_message_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(EmbeddedUnavailable, match=r"cdop\[embedded\]"), embedded(tmp_path):
        pytest.fail("there is no server to use")
