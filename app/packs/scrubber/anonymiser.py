"""The anonymiser that packs are made with: one process, started when it is needed, asked by one at a time."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import Any, TypeVar

import structlog

from app.anonymise.versions import rules_version
from app.packs.scrubber.process import COMMAND, Ended, Late, Process
from app.problems import Fault, Unavailable

log = structlog.get_logger()
SECONDS_A_NARRATIVE = 30.0
LONGEST, PATIENCE = 50.0, 20.0
LINE = 8
IDLE = 300.0
ATTEMPTS = 2
GARBAGE = (ValueError, TypeError, KeyError, AttributeError, RecursionError)
Made = TypeVar("Made")
TELL = "tell whoever runs the service: there is an alarm in its log."
WHAT_HELPS = {
    "busy": "Other packs are being made: try again in a minute.",
    "killed": f"Try again. If it fails again, {TELL}",
    "hung": f"It took longer than it may: try again. If it fails again, {TELL}",
    "garbage": f"Trying again will not help: {TELL}",
    "remains": "A place needs a person's decision: something that the case knows remains in an account, and "
    "trying again will not take it out. Have the account corrected where it came from, or correct what the "
    f"case knows, and prepare the pack again. If neither helps, {TELL}",
}
LASTING = frozenset({"garbage", "remains"})


class AnonymiserFailed(Unavailable):
    """The anonymiser was killed, hung, or answered what cannot be: no pack is made.

    It says what to do instead where trying again cannot help, and tells nothing of any text.
    """

    type, title = "anonymiser-failed", "The anonymiser gave no answer that can be used"

    def __init__(self, why: str, places: Sequence[Fault] = ()) -> None:
        super().__init__(f"Nothing was changed. {WHAT_HELPS[why]}")
        self.errors = tuple(places)
        if why in LASTING:
            self.headers = {}


class Remains(ValueError):
    """What a case knows remains in an account, though the anonymiser has read it."""

    def __init__(self, places: Sequence[Fault]) -> None:
        super().__init__("A known identifier remains.")
        self.places = tuple(places)


class Anonymiser:
    """Asks the process, restarts it when it has died, and takes no answer that does not account for itself.

    The database gives up a transaction that idles for a minute, so no case may take as long as that. Those
    who wait keep a connection and a thread from others, so only a few may.
    """

    def __init__(
        self, command: Sequence[str] = COMMAND, *, seconds: float = SECONDS_A_NARRATIVE, idle: float = IDLE
    ) -> None:
        """Begin without a process."""
        self.command, self.seconds, self.idle = command, seconds, idle
        self._turn, self._line = threading.Lock(), threading.Semaphore(LINE)
        self._process: Process | None = None

    def scrub(self, record: dict[str, Any], read: Callable[[Any], Made]) -> Made:
        """Return what `read` makes of the answer; it raises a `ValueError` for one that cannot be.

        A process that was killed is replaced and asked once more; one that hung has had its time.
        """
        until = monotonic() + LONGEST
        with self._in_turn():
            by = min(monotonic() + self.seconds * max(1, len(record["narratives"])), until)
            try:
                return read(self._answer(record, by))
            except Late:
                raise self._failed("hung") from None
            except Ended:
                raise self._failed("killed") from None
            except Remains as found:
                raise self._failed("remains", found.places) from None
            except GARBAGE:
                raise self._failed("garbage") from None

    def process(self) -> Process:
        """Return the process that is asked next."""
        if self._process is None:
            self._process = Process(self.command)
        return self._process

    def busy(self) -> bool:
        """Return whether somebody is served now."""
        return self._turn.locked()

    def full(self) -> bool:
        """Return whether nobody else may wait."""
        if self._line.acquire(blocking=False):
            self._line.release()
            return False
        return True

    def sleeps(self) -> bool:
        """Return whether there is no process."""
        return self._process is None

    def end(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            self._process.end()
            self._process = None

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        if not self._line.acquire(blocking=False):
            raise self._failed("busy")
        try:
            if not self._turn.acquire(timeout=PATIENCE):
                raise self._failed("busy")
            try:
                yield
            finally:
                self._turn.release()
        finally:
            self._line.release()

    def _answer(self, record: dict[str, Any], by: float) -> Any:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                answer = self.process().ask(record, by - monotonic(), self.idle)
            except Ended as fault:
                self.end()
                if isinstance(fault, Late) or attempt == ATTEMPTS:
                    raise
            else:
                if answer["rules_version"] != rules_version():
                    raise ValueError("These are other rules.")
                return answer
        raise Ended

    def _failed(self, why: str, places: Sequence[Fault] = ()) -> AnonymiserFailed:
        """End the process, raise an alarm that tells no text, and return what the caller is told."""
        log.critical("alarm", kind="anonymiser", why=why)
        if why != "busy":
            self.end()
        return AnonymiserFailed(why, places)


OURS = Anonymiser()
