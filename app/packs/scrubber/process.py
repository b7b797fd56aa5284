"""One process of the anonymiser: started without anything of ours, ended when its time is up."""

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any

from app.packs.scrubber import frames

HOUSE = Path(__file__).resolve().parents[3]
BEGIN = (
    "import sys; sys.path.insert(0, sys.argv[1]); from app.packs.scrubber.child import main;"
    " main(int(sys.argv[2]))"
)
COMMAND = (sys.executable, "-I", "-S", "-B", "-c", BEGIN, str(HOUSE))
NEEDED = ("LD_LIBRARY_PATH", "SYSTEMROOT")
STARTING = 10.0


class Ended(Exception):
    """The process ended before it had answered."""


class Late(Ended):
    """The process had not answered in time, and was ended."""


class Process:
    """A process that one caller at a time may ask.

    One thread starts it and waits until its time is up, since Linux ends it with the thread that started it.
    """

    def __init__(self, command: Sequence[str]) -> None:
        """Start the process; its last argument is the id of this one."""
        self._asking, self._changed = threading.Lock(), threading.Condition()
        self._until = monotonic() + STARTING
        self._started: Future[subprocess.Popen[bytes]] = Future()
        threading.Thread(target=self._keep, args=(command,), name="anonymiser", daemon=True).start()

    def pid(self) -> int:
        """Return the id of the process."""
        return self._started.result(STARTING).pid

    def ask(self, record: Any, seconds: float, idle: float) -> Any:
        """Return the answer, within so many seconds; then stay for a while, in case there is more to do."""
        by = self._lives(seconds)
        try:
            with self._asking:
                answer = _asked(self._started.result(seconds), record)
        except (OSError, frames.Silence, TimeoutError):
            raise (Late if monotonic() >= by else Ended) from None
        self._lives(idle)
        return answer

    def end(self) -> None:
        """End the process now."""
        self._lives(0)

    def _lives(self, seconds: float) -> float:
        with self._changed:
            self._until = monotonic() + seconds
            self._changed.notify()
            return self._until

    def _keep(self, command: Sequence[str]) -> None:
        try:
            process = _start(command)
        except OSError as fault:
            self._started.set_exception(fault)
            return
        self._started.set_result(process)
        with self._changed:
            while (left := self._until - monotonic()) > 0:
                self._changed.wait(left)
        process.kill()
        process.wait()
        with self._asking, suppress(OSError):
            process.communicate()


def _start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603
        (*command, str(os.getpid())),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in NEEDED if name in os.environ},
        cwd=os.sep,
        start_new_session=True,
    )


def _asked(process: subprocess.Popen[bytes], record: Any) -> Any:
    sink, source = process.stdin, process.stdout
    if sink is None or source is None or sink.closed:
        raise frames.Silence
    frames.send(sink, record)
    return frames.receive(source)
