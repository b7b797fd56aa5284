"""The developer's command: refuses an old Python, installs once, and hands options on."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

FILE = Path(__file__).parents[1] / "dev.py"


@pytest.fixture
def dev(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The command in a project of its own: a lock, and nothing installed."""
    spec = importlib.util.spec_from_file_location("dev_in_test", FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    lock, venv = tmp_path / "requirements.lock", tmp_path / ".venv"
    lock.write_text("example==1.0\n", encoding="utf-8")
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").symlink_to(sys.executable)
    places = {"ROOT": tmp_path, "LOCK": lock, "VENV": venv, "PYTHON": venv / "bin" / "python"}
    for name, place in (places | {"STAMP": venv / "installed.sha256"}).items():
        monkeypatch.setattr(module, name, place)
    monkeypatch.setattr(module, "make_importable", lambda: None)
    return module


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 6, 8), (3, 10, 13)])
def test_an_old_python_is_refused_with_a_way_out(dev: ModuleType, version: tuple[int, ...]) -> None:
    refusal = dev.refusal(version)
    assert f"this is {version[0]}.{version[1]}" in refusal
    assert "python3.11 dev.py" in refusal


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 2), (4, 0, 0)])
def test_a_newer_python_will_do(dev: ModuleType, version: tuple[int, ...]) -> None:
    assert dev.refusal(version) is None


def test_the_lock_is_installed_once_and_again_when_it_changes(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed: list[tuple[str, bool]] = []
    monkeypatch.setattr(dev, "install", lambda afresh: installed.append((dev.LOCK.read_text(), afresh)))
    dev.setup()
    dev.setup()
    dev.LOCK.write_text("example==2.0\n", encoding="utf-8")
    dev.setup()
    assert installed == [("example==1.0\n", False), ("example==2.0\n", False)]


def test_another_python_or_folder_starts_afresh(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    installed: list[bool] = []
    monkeypatch.setattr(dev, "install", lambda afresh: installed.append(afresh))
    dev.setup()
    monkeypatch.setattr(dev, "place", lambda: "elsewhere")
    dev.setup()
    assert installed == [False, True]


def test_an_installation_that_failed_is_tried_again(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[bool] = []

    def fail(*, afresh: bool) -> None:
        tries.append(afresh)
        raise SystemExit("no network")

    monkeypatch.setattr(dev, "install", fail)
    for _ in range(2):
        with pytest.raises(SystemExit, match="no network"):
            dev.setup()
    assert len(tries) == 2


@pytest.mark.parametrize(
    ("fails", "ran"),
    [(None, ["ruff", "ruff", "mypy", "lint-imports", "pytest"]), ("mypy", ["ruff", "ruff", "mypy"])],
)
def test_the_checks_stop_at_the_first_that_fails(
    dev: ModuleType, tmp_path: Path, fails: str | None, ran: list[str]
) -> None:
    log = tmp_path / "ran"
    for program in ("ruff", "mypy", "lint-imports", "pytest"):
        script = tmp_path / ".venv" / "bin" / program
        script.write_text(
            f"#!/bin/sh\necho {program} >> {log}\nexit {int(program == fails)}\n", encoding="utf-8"
        )
        script.chmod(0o755)
    assert dev.test([]) == int(fails is not None)
    assert log.read_text(encoding="utf-8").split() == ran


def test_options_choose_tests_and_skip_the_checks(dev: ModuleType, tmp_path: Path) -> None:
    pytest_script = tmp_path / ".venv" / "bin" / "pytest"
    pytest_script.write_text(f'#!/bin/sh\necho "$@" > {tmp_path / "ran"}\n', encoding="utf-8")
    pytest_script.chmod(0o755)
    assert dev.test(["-k", "name"]) == 0
    assert (tmp_path / "ran").read_text(encoding="utf-8") == "-k name\n"


def test_being_told_to_stop_stops_what_was_started(dev: ModuleType, tmp_path: Path) -> None:
    """A stand-in `cdop` notes its process, so that we see whether it is still there."""
    cdop, noted = tmp_path / ".venv" / "bin" / "cdop", tmp_path / "pid"
    lines = [
        "#!/bin/sh",
        f"echo $$ > {noted}",
        "kill $PPID",
        "exec sleep 60",
    ]
    cdop.write_text("\n".join(lines), encoding="utf-8")
    cdop.chmod(0o755)
    places = f"dev.VENV = dev.Path({str(cdop.parents[1])!r}); dev.ROOT = dev.Path({str(tmp_path)!r})"
    script = f"import sys, dev; {places}; sys.exit(dev.run(['--port', '0']))"
    done = subprocess.run([sys.executable, "-c", script], cwd=FILE.parent, timeout=30, check=False)
    assert done.returncode == 0
    with pytest.raises(ProcessLookupError):
        os.kill(int(noted.read_text(encoding="utf-8")), 0)
