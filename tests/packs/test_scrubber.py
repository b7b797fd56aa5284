"""The anonymiser as a process: real ones that are killed, stopped or lie, and what a pack makes of it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from app.packs.scrubber import anonymiser
from app.packs.scrubber.anonymiser import Anonymiser
from app.packs.scrubber.process import COMMAND, HOUSE
from tests.packs.begun import Prepared, Ready
from tests.packs.office import Office

Use = Callable[..., Anonymiser]
ROWS = ("pack", "pack_verdict", "meeting_item", "kept_answer", "audit_event")
LIAR = """
import json, pathlib, sys
sys.path.insert(0, {house!r})
from app.packs.scrubber import frames
record = frames.receive(sys.stdin.buffer)
known = pathlib.Path({known!r})
told = json.loads(known.read_text()) if known.exists() else []
if told[:1] != [record]:
    from app.anonymise.record import anonymise
    told = [record, anonymise(record)]
    known.write_text(json.dumps(told))
answer = told[1]
first = answer["narratives"][0]
original = record["narratives"][0]["text"]
{lie}
frames.send(sys.stdout.buffer, answer)
sys.stdin.buffer.read()
"""
HELPS = {
    "killed": "Try again. If it fails again, tell whoever runs the service",
    "hung": "try again. If it fails again, tell whoever runs the service",
    "garbage": "Trying again will not help: tell whoever runs the service",
    "remains": "A place needs a person's decision",
}
REMAINS = ("the original", "a change too few")
LIES = {
    "a text that its changes do not rebuild": "first['text'] += ' More.'",
    "another narrative": "first['id'] = 'n99'",
    "one narrative less": "answer['narratives'].pop()",
    "the original": "first.update(text=original, changes=[], for_review=[])",
    "a change too few": "one = first['changes'].pop(); at = first['text'].rindex(one['replacement']); "
    "first['text'] = first['text'][:at] + original[one['start']:one['end']] "
    "+ first['text'][at + len(one['replacement']):]",
    "changes that overlap": "first['changes'].insert(0, first['changes'][0])",
    "a place that is not there": "first['for_review'].append({'start': 5, 'end': 99999, 'reason': 'x'})",
    "numbers that are none": "first['changes'][0]['start'] = '0'",
    "other rules": "answer['rules_version'] = '0' * 16",
    "a list": "answer = []",
    "nothing that is JSON": "sys.stdout.buffer.write(b'\\0\\0\\0\\4oops'); sys.stdout.buffer.flush()",
    "no length": "sys.stdout.buffer.write(b'<html>'); sys.stdout.buffer.flush()",
    "much too deep": "deep = b'[' * 100000; sys.stdout.buffer.write(len(deep).to_bytes(4, 'big') + deep)",
}


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a liar finds the true answer, once one before it has worked it out."""
    return tmp_path_factory.mktemp("known") / "answer.json"


def a_liar(known: Path, lie: str = "") -> tuple[str, ...]:
    """What starts a process that knows the true answer, and tells this lie."""
    return (sys.executable, "-S", "-c", LIAR.format(house=str(HOUSE), known=str(known), lie=lie))


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Iterator[Use]:
    """Put another anonymiser in place; only code can, since no setting names one."""
    made: list[Anonymiser] = []

    def put(*command: str, **times: float) -> Anonymiser:
        one = Anonymiser(command or COMMAND, **times)
        made.append(one)
        monkeypatch.setattr(anonymiser, "OURS", one)
        return one

    yield put
    for one in made:
        one.end()


def rows(office: Office) -> list[int]:
    """How many rows there are of everything that preparing writes."""
    with office.parts.sessions() as session:
        return [session.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in ROWS]


def is_refused(office: Office, case_id: str, meeting: str, why: str) -> Any:
    """Preparing is refused: nothing is written, nothing is told, and an alarm says what kind of failure."""
    before = rows(office)
    with capture_logs() as logged:
        answer = office.post("coordinator", f"/cases/{case_id}/packs", {"meeting_id": meeting})
    assert (answer.status_code, answer.json()["type"]) == (503, "urn:cdop:problem:anonymiser-failed")
    assert answer.json()["detail"].startswith("Nothing was changed. ")
    assert HELPS[why] in answer.json()["detail"]
    assert ("retry-after" in answer.headers) is (why in {"killed", "hung"})
    assert rows(office) == before
    alarms = [one for one in logged if one["event"] == "alarm"]
    assert alarms == [{"event": "alarm", "log_level": "critical", "kind": "anonymiser", "why": why}]
    said = (str(logged) + answer.text).lower()
    assert not [one for one in ("quillfeather", "mirabel", "row", "salbutamol", "999") if one in said]
    return answer.json()


def until(holds: Callable[[], bool]) -> bool:
    """Whether something comes to hold within five seconds."""
    by = time.monotonic() + 5
    while not holds() and time.monotonic() < by:
        time.sleep(0.02)
    return holds()


def lives(pid: int) -> bool:
    """Whether a process runs, stopped or not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("lie", LIES)
def test_an_answer_that_cannot_be_makes_no_pack(
    office: Office, ready: Ready, use: Use, known: Path, lie: str
) -> None:
    case_id, meeting = ready
    use(*a_liar(known, LIES[lie]))
    is_refused(office, case_id, meeting, "remains" if lie in REMAINS else "garbage")


def test_what_remains_is_told_by_where_it_is_and_what_kind_it_is(
    office: Office, ready: Ready, use: Use, known: Path
) -> None:
    case_id, meeting = ready
    use(*a_liar(known, LIES["the original"]))
    told = is_refused(office, case_id, meeting, "remains")
    assert {(one["pointer"], one["type"]) for one in told["errors"]} >= {("/narratives/n1", "name")}
    assert {one["message"].split(":")[0] for one in told["errors"]} == {"Acute hospital, circumstances"}


def test_who_tells_the_truth_makes_one(office: Office, ready: Ready, use: Use, known: Path) -> None:
    case_id, meeting = ready
    use(*a_liar(known))
    assert office.prepared(case_id, meeting)["state"] == "draft"


def test_a_failure_leaves_the_version_before_as_it_was(
    office: Office, pack: Prepared, use: Use, known: Path
) -> None:
    case_id, meeting = pack["case_id"], pack["meeting_id"]
    use(*a_liar(known, LIES["another narrative"]))
    is_refused(office, case_id, meeting, "garbage")
    assert office.get("coordinator", f"/packs/{pack['id']}").json()["state"] == "draft"


def test_a_process_that_is_always_killed_makes_no_pack(office: Office, ready: Ready, use: Use) -> None:
    case_id, meeting = ready
    use(sys.executable, "-c", "import os, sys; sys.stdin.buffer.read(4); os.kill(os.getpid(), 9)")
    is_refused(office, case_id, meeting, "killed")


def test_a_process_that_cannot_be_started_makes_no_pack(
    office: Office, ready: Ready, use: Use, tmp_path: Path
) -> None:
    case_id, meeting = ready
    use(str(tmp_path / "nothing"))
    is_refused(office, case_id, meeting, "killed")


@pytest.mark.parametrize("while_asked", [False, True])
def test_one_that_was_killed_is_asked_again_as_a_new_process(
    office: Office, ready: Ready, use: Use, while_asked: bool
) -> None:
    case_id, meeting = ready
    ours = use()
    first = ours.process().pid()
    with ThreadPoolExecutor(1) as pool:
        if while_asked:
            os.kill(first, signal.SIGSTOP)
            made = pool.submit(office.prepared, case_id, meeting)
            assert until(ours.busy)
            time.sleep(0.2)
        os.kill(first, signal.SIGKILL)
        pack = made.result() if while_asked else office.prepared(case_id, meeting)
    assert pack["state"] == "draft"
    assert ours.process().pid() != first
    assert until(lambda: not Path(f"/proc/{first}").exists())


def test_one_that_hangs_is_ended_in_time_and_replaced(office: Office, ready: Ready, use: Use) -> None:
    case_id, meeting = ready
    ours = use(seconds=0.3)
    first = ours.process().pid()
    os.kill(first, signal.SIGSTOP)
    is_refused(office, case_id, meeting, "hung")
    assert until(lambda: not Path(f"/proc/{first}").exists())
    use()
    assert office.prepared(case_id, meeting)["state"] == "draft"


def test_the_process_has_no_keys_no_secrets_no_files_and_no_code_but_ours(
    office: Office, ready: Ready, use: Use
) -> None:
    ours = use()
    os.environ["A_SECRET"] = "whisper"
    try:
        office.prepared(*ready)
    finally:
        del os.environ["A_SECRET"]
    process = Path(f"/proc/{ours.process().pid()}")
    kept = {one.partition(b"=")[0] for one in (process / "environ").read_bytes().split(b"\0") if one}
    assert kept <= {b"LD_LIBRARY_PATH", b"LC_CTYPE"}
    assert {int(one.name) for one in (process / "fd").iterdir()} == {0, 1, 2}
    assert b"site-packages" not in (process / "maps").read_bytes()
    limits = (process / "limits").read_text()
    assert [line.split()[-3:-1] for line in limits.splitlines() if "file size" in line] == [["0", "0"]] * 2


def test_nothing_is_started_before_it_is_needed_and_an_idle_process_ends(office: Office, use: Use) -> None:
    ours = use(idle=0.2)
    case_id, meeting = office.a_case(), office.a_meeting()
    assert ours.sleeps()
    office.prepared(case_id, meeting)
    pid = ours.process().pid()
    assert until(lambda: not Path(f"/proc/{pid}").exists())
    assert office.prepared(case_id, meeting)["version"] == 2


@pytest.mark.parametrize("stopped", [False, True])
def test_nobody_outlives_a_service_that_is_killed(stopped: bool) -> None:
    program = (
        "import sys, time; sys.path.insert(0, sys.argv[1]); "
        "from app.packs.scrubber.anonymiser import OURS; "
        "OURS.scrub({'narratives': []}, lambda answer: answer); "
        "print(OURS.process().pid(), flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", program, str(HOUSE)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as service:
        assert service.stdout is not None
        pid = int(service.stdout.readline())
        assert lives(pid)
        if stopped:
            os.kill(pid, signal.SIGSTOP)
        service.kill()
    assert until(lambda: not lives(pid))


def test_a_slow_anonymiser_holds_up_no_other_work_on_the_meeting(
    office: Office, ready: Ready, use: Use
) -> None:
    (first, meeting), second = ready, office.a_case()
    ours = use(seconds=10.0)
    pid = ours.process().pid()
    os.kill(pid, signal.SIGSTOP)
    with ThreadPoolExecutor(1) as pool:
        made = pool.submit(office.prepared, first, meeting)
        assert until(ours.busy)
        office.made("coordinator", f"/meetings/{meeting}/items", {"case_id": second})
        os.kill(pid, signal.SIGCONT)
    assert made.result()["state"] == "draft"


def test_packs_that_are_made_at_the_same_time_take_turns(office: Office, ready: Ready, use: Use) -> None:
    ours = use()
    first, meeting = ready
    cases = [first, office.a_case(), office.a_case()]
    with ThreadPoolExecutor(3) as pool:
        made: list[dict[str, Any]] = list(pool.map(lambda one: office.prepared(one, meeting), cases))
    assert {one["state"] for one in made} == {"draft"}
    assert not ours.busy()
