#!/usr/bin/env python3
"""Set up, run and test the service on a machine that has Python and nothing else."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "installed.sha256"
OLDEST = (3, 11)
STOP_SECONDS = 20
USAGE = "usage: python3 dev.py setup | run [cdop serve options] | test [pytest options]"

COMMAND = """#!/bin/sh
exec "{python}" -c 'import sys; sys.argv[0] = "cdop"; from app.cli import main; main()' "$@"
"""

WHERE = """An invented year is loaded the first time; then it listens. In a second terminal:
  curl -s http://127.0.0.1:8000/v1/cases -H "Authorization: Bearer $({cdop} demo token coordinator)"
Personas, the whole journey and what protects it: README.md. Ctrl-C stops everything."""

CHECKS = (
    ("format", ["ruff", "format", "--check", "--quiet", "."]),
    ("lint", ["ruff", "check", "--quiet", "."]),
    ("types", ["mypy", "--no-error-summary"]),
    ("plan of the house", ["lint-imports"]),
)


def refusal(version: tuple[int, ...]) -> str | None:
    """Say why this Python will not do, or nothing."""
    if version >= OLDEST:
        return None
    wanted, found = (".".join(map(str, part[:2])) for part in (OLDEST, version))
    return f"This service needs Python {wanted} or newer; this is {found}. Try python{wanted} dev.py."


def place() -> str:
    """Name the folder and the Python that an environment made now is good for."""
    return hashlib.sha256(f"{VENV} {sys.version}".encode()).hexdigest()


def setup() -> None:
    """Make the environment, unless it already holds what the lock says."""
    wanted = [place(), hashlib.sha256(LOCK.read_bytes()).hexdigest()]
    found = STAMP.read_text(encoding="utf-8").split() if STAMP.exists() else []
    if PYTHON.exists() and found == wanted:
        return
    began = time.monotonic()
    print("Making the environment …", flush=True)
    install(afresh=not PYTHON.exists() or found[:1] not in ([], wanted[:1]))
    make_importable()
    STAMP.write_text("\n".join(wanted), encoding="utf-8")
    print(f"Made in {time.monotonic() - began:.1f} s.", flush=True)


def install(*, afresh: bool) -> None:
    """Install the lock, with uv where it works, else with pip; a package needs its hash in the lock."""
    uv = shutil.which("uv")
    try:
        if uv:
            venv.create(VENV, with_pip=False, symlinks=True, clear=afresh)
            if installs([uv, "pip", "install", "--quiet", "--python", str(PYTHON)]):
                return
            print("uv cannot install here; trying pip …", flush=True)
        venv.create(VENV, with_pip=True, symlinks=True, clear=afresh or bool(uv))
    except subprocess.CalledProcessError:
        sys.exit("The environment cannot be made. On Debian and Ubuntu: apt install python3-venv")
    if not installs(
        [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    ):
        sys.exit("The packages of requirements.lock cannot be installed.")


def installs(command: list[str]) -> bool:
    """Install the lock with this command, and say whether it could."""
    lock = ["--require-hashes", "-r", str(LOCK)]
    return subprocess.run([*command, *lock], check=False).returncode == 0


def make_importable() -> None:
    """Put the project on the environment's path, with its command: no build, so nothing to fetch for one."""
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = subprocess.run([str(PYTHON), "-c", ask], capture_output=True, text=True, check=True)
    Path(packages.stdout.strip(), "cdop.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    command = VENV / "bin" / "cdop"
    command.write_text(COMMAND.format(python=PYTHON), encoding="utf-8")
    command.chmod(0o755)


def environment() -> dict[str, str]:
    """Give the variables for what we start: the environment's programs first, and folders it may write to."""
    data = Path(os.environ.get("CDOP_DATA_DIR", ROOT / ".data")).absolute()
    charts = data / "matplotlib"
    charts.mkdir(parents=True, exist_ok=True)
    return {
        **os.environ,
        "PATH": os.pathsep.join([str(VENV / "bin"), os.environ.get("PATH", os.defpath)]),
        "CDOP_DATA_DIR": str(data),
        "MPLCONFIGDIR": os.environ.get("MPLCONFIGDIR", str(charts)),
    }


def run(options: list[str]) -> int:
    """Load the invented year into an empty database and serve it, until Ctrl-C or a polite kill."""
    told_to_stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: told_to_stop.set())
    cdop, variables = str(VENV / "bin" / "cdop"), environment()
    print(WHERE.format(cdop=cdop), flush=True)
    process = subprocess.Popen([cdop, "serve", "--demo-year", *options], env=variables)
    while process.poll() is None:
        if told_to_stop.wait(0.1):
            end(process)
    return 0 if told_to_stop.is_set() else process.returncode


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask what was started to stop, which stops its database, and wait for it."""
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()


def test(options: list[str]) -> int:
    """Run the checks and then the tests, up to the first that fails; with options, the tests they choose."""
    everywhere = ["-n", str(min(os.cpu_count() or 1, 4)), "--dist", "worksteal"]
    pytest = ("tests", ["pytest", *(options or everywhere)])
    for name, command in [pytest] if options else [*CHECKS, pytest]:
        began = time.monotonic()
        done = subprocess.run(
            [str(VENV / "bin" / command[0]), *command[1:]], env=environment(), cwd=ROOT, check=False
        )
        verdict = "failed" if done.returncode else "passed"
        print(f"{name}: {verdict} in {time.monotonic() - began:.1f} s", flush=True)
        if done.returncode:
            return done.returncode
    return 0


def main(words: list[str]) -> int:
    """Do what the first word says with the words after it."""
    reason = refusal(sys.version_info[:3])
    if reason:
        sys.exit(reason)
    if not words or words[0] not in {"setup", "run", "test"}:
        sys.exit(USAGE)
    setup()
    commands = {"run": run, "test": test}
    return commands[words[0]](words[1:]) if words[0] in commands else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
