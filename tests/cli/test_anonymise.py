"""`cdop anonymise` as a command of its own: a record, standard input, and a folder of which one is broken."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.cli.folders import scrubbed

COMMAND = [sys.executable, "-c", "from app.cli import main; main()", "anonymise"]

BROKEN = {
    "half": b"{",
    "of another encoding": b"\xff\xfe",
    "of another shape": b'{"narratives": 5}',
    "of no day": b'{"child": {"date_of_birth": "soon"}}',
    "too deep": b"[" * 99999,
}


def a_record(forename: str = "Testchild") -> dict[str, Any]:
    child = {"forenames": [forename], "surname": "Quillfeather", "date_of_death": "2026-06-01"}
    told = {
        "id": "n1",
        "source": "gp",
        "text": f"{forename} Quillfeather was seen on 31 May 2026 by bobbikin.",
    }
    return {"child": child, "narratives": [told]}


def run(*words: object, given: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command."""
    said = [str(word) for word in words]
    return subprocess.run([*COMMAND, *said], input=given, capture_output=True, text=True, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three records that can be read, and something beside them that is none."""
    records = tmp_path / "records"
    records.mkdir()
    for name in ("one", "two", "three"):
        (records / f"{name}.json").write_text(json.dumps(a_record(name.title() + "child")), "utf-8")
    (records / "notes.txt").write_text("Not a record.")
    return records


def test_a_record_comes_out_as_json_from_a_file_and_from_input(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_text(json.dumps(a_record()), "utf-8")
    done, read = run(path), run("-", given=path.read_text("utf-8"))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == read.stdout
    assert json.loads(done.stdout)["narratives"][0]["text"].startswith("[child] was seen on D-1")


def test_a_folder_is_done_record_by_record(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "results"
    done = run(folder, "--out", out)
    assert (done.returncode, done.stdout) == (0, "3 anonymised, 0 could not be read, 3 places for review\n")
    assert "Anonymising" in done.stderr
    assert sorted(one.name for one in out.iterdir()) == ["one.json", "three.json", "two.json"]
    assert (out / "two.json").read_text("utf-8") == run(folder / "two.json").stdout
    for name in ("one", "two", "three"):
        alone = scrubbed((folder / f"{name}.json").read_text("utf-8"))
        assert (out / f"{name}.json").read_text("utf-8") == alone
    assert "Quillfeather" not in done.stdout + done.stderr


def test_those_that_cannot_be_read_stop_no_other(folder: Path, tmp_path: Path) -> None:
    for name, broken in BROKEN.items():
        (folder / f"{name}.json").write_bytes(broken)
    done = run(folder, "--out", tmp_path / "out")
    assert (done.returncode, done.stdout) == (2, "3 anonymised, 5 could not be read, 3 places for review\n")
    said = [line for line in done.stderr.splitlines() if line.startswith("cdop: ")]
    assert [line.split(": ")[1] for line in said] == [f"{name}.json" for name in sorted(BROKEN)]
    assert all(line.split(": ")[2] for line in said)
    assert "soon" not in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(one.name for one in (tmp_path / "out").iterdir()) == ["one.json", "three.json", "two.json"]


def test_nothing_is_replaced_without_force(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "two.json").write_text("Mine.")
    refused = run(folder, "--out", out)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "1 results are there already" in refused.stderr
    assert [one.name for one in out.iterdir()] == ["two.json"]
    assert (out / "two.json").read_text() == "Mine."
    assert run(folder, "--out", out, "--force").returncode == 0
    assert "narratives" in (out / "two.json").read_text()


@pytest.mark.parametrize("words", [[], ["--out", "."], ["--out", "one.json"]])
def test_a_folder_needs_another_folder(folder: Path, words: list[str]) -> None:
    placed = [word if word.startswith("--") else folder / word for word in words]
    refused = run(folder, *placed)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.startswith("cdop: ")
    assert "Traceback" not in refused.stderr


def test_a_record_takes_no_folder(folder: Path, tmp_path: Path) -> None:
    assert run(folder / "one.json", "--out", tmp_path).returncode == 2
    assert run(tmp_path / "nothing.json").returncode == 2
