"""The embedded server: shared by who uses its folder, and none the worse for a process that was killed."""

import os
import signal
from pathlib import Path

from app.db.embedded import embedded, find_cluster
from tests.db.folders import another_process, ask, is_served, postmaster


def test_data_is_still_there_after_a_stop(folder: Path) -> None:
    with embedded(folder) as urls:
        ask(urls.owner, "CREATE TABLE kept (word text)")
    assert not is_served(folder)
    with embedded(folder, fsync=False) as urls:
        assert ask(urls.app, "SELECT count(*) FROM kept") == 0


def test_two_folders_are_two_databases(folder: Path, new_folder: Path) -> None:
    with embedded(folder, fsync=False) as one, embedded(new_folder, fsync=False) as other:
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
        ask(urls.owner, "CREATE TABLE survived (word text)")
        owner.kill()
        os.kill(postmaster(folder), signal.SIGKILL)
    with embedded(folder, fsync=False) as urls:
        assert ask(urls.app, "SELECT count(*) FROM survived") == 0


def test_a_stale_pid_that_belongs_to_a_stranger_does_not_block(folder: Path) -> None:
    with embedded(folder, fsync=False):
        lines = (find_cluster(folder).data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    stale = find_cluster(folder).data / "postmaster.pid"
    stale.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n", encoding="utf-8")
    with embedded(folder, fsync=False) as urls:
        assert ask(urls.app, "SELECT 1") == 1


def test_a_folder_that_was_never_finished_is_made_again(new_folder: Path) -> None:
    (new_folder / "postgres.new-killed").mkdir()
    (new_folder / "postgres.gate").touch()
    (new_folder / "postgres.users").touch()
    with embedded(new_folder, fsync=False) as urls:
        assert ask(urls.app, "SELECT 1") == 1
    assert not (new_folder / "postgres.new-killed").exists()
