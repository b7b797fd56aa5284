"""Taking turns at the anonymiser: who waited has time left, a line ends, and nobody healthy is killed."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from app.packs.scrubber.anonymiser import LINE, Anonymiser, AnonymiserFailed
from app.packs.scrubber.process import HOUSE
from tests.packs.test_scrubber import until

SLOW = f"""
import sys, time
sys.path.insert(0, {str(HOUSE)!r})
from app.anonymise.versions import rules_version
from app.packs.scrubber import frames
while True:
    seconds = frames.receive(sys.stdin.buffer)["seconds"]
    time.sleep(seconds)
    frames.send(sys.stdout.buffer, {{"rules_version": rules_version()}})
"""


@pytest.fixture
def slow() -> Iterator[Anonymiser]:
    """An anonymiser that takes as long for a record as the record says, and has two seconds for it."""
    one = Anonymiser((sys.executable, "-c", SLOW), seconds=2)
    one.scrub(a_record(0), bool)
    yield one
    one.end()


def a_record(seconds: float) -> dict[str, Any]:
    return {"narratives": [], "seconds": seconds}


def test_who_waited_for_a_turn_has_as_long_as_others(slow: Anonymiser) -> None:
    first = slow.process().pid()
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda one: slow.scrub(a_record(one), bool), [0.9] * 4))
    assert made == [True] * 4
    assert slow.process().pid() == first


def test_a_line_has_an_end_and_who_finds_it_full_holds_up_nobody(slow: Anonymiser) -> None:
    with ThreadPoolExecutor(LINE) as pool:
        long = pool.submit(slow.scrub, a_record(1.5), bool)
        assert until(slow.busy)
        others = [pool.submit(slow.scrub, a_record(0), bool) for _ in range(LINE - 1)]
        assert until(slow.full)
        with pytest.raises(AnonymiserFailed):
            slow.scrub(a_record(0), bool)
        assert not long.done()
        assert all(one.result() for one in (long, *others))
    assert not slow.full()
