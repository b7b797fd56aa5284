"""What the README says, done: its journey pasted into a shell, and its words about the tree."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BIN = Path(sys.executable).parent


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The real command on a data folder of its own, and the environment for the shell beside it."""
    tmp_path.chmod(0o711)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CDOP_")}
    environment |= {"CDOP_DATA_DIR": str(tmp_path / "data"), "PATH": f"{BIN}:{os.environ['PATH']}"}
    command = [str(BIN / "cdop"), "serve", "--port", "0"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as server:
        assert server.stdout is not None
        address = server.stdout.readline().decode().removeprefix("listening on ").strip()
        yield environment | {"API": address}
        server.terminate()


@pytest.mark.skipif(not shutil.which("curl") or not shutil.which("bash"), reason="needs curl and bash")
def test_the_journey_works_when_pasted(serving: dict[str, str], tmp_path: Path) -> None:
    (block,) = [block for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL) if "call()" in block]
    script = block.replace("$PWD/.venv/bin", str(BIN))
    told = subprocess.run(
        ["bash", "-c", script],
        env=serving,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    assert told.stderr == ""
    lines = told.stdout.splitlines()
    assert "accepted ['sudden_no_apparent_cause']" in lines
    assert "%PDF-" in lines
    assert "unexplained" in lines
    assert lines[-2].endswith("panel_scheduled > panel_reviewed > finalised")
    assert lines[-1].startswith("The trail holds")
    assert "Exampleford" not in told.stdout


def test_every_room_stands_in_the_plan() -> None:
    rooms = {path.name for path in (ROOT / "app").iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert {room for room in rooms if f"  {room}/" not in README} == set()
