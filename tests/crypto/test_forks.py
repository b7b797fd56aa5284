"""Nonces never repeat, not even between a process and its forks."""

import os
from uuid import UUID

import pytest

from app.crypto.cell import Box, Place

BOX = Box(UUID(int=7), bytes(range(32)))
PLACE = Place("notification", "child_name", UUID(int=1), UUID(int=2))
SEALS, FORKS = 2_000, 4


def nonces() -> bytes:
    return b"".join(BOX.seal(PLACE, None)[17:29] for _ in range(SEALS))


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forks here")
def test_nonces_over_forks_do_not_repeat() -> None:
    found = [nonces()]
    for _ in range(FORKS):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            with os.fdopen(writing, "wb") as out:
                out.write(nonces())
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading, "rb") as received:
            found.append(received.read())
        os.waitpid(child, 0)
    found.append(nonces())
    everything = b"".join(found)
    single = {everything[start : start + 12] for start in range(0, len(everything), 12)}
    assert len(single) == SEALS * (FORKS + 2)
