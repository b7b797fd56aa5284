"""The anonymiser's process: a record in, its narratives out, until nobody asks any more."""

import ctypes
import gc
import os
import signal
import sys

from app.anonymise.record import anonymise
from app.packs.scrubber import frames

DIES_WITH_ITS_PARENT = 1


def main(parent: int) -> None:
    """Answer one record after another. Whatever goes wrong ends the process, and is told to nobody."""
    shed(parent)
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    is_first = True
    while True:
        try:
            record = frames.receive(source)
        except frames.Silence:
            return
        frames.send(sink, anonymise(record))
        if is_first:  # the lists of words stay until the end, so the collector need not look at them again
            gc.collect()
            gc.freeze()
            is_first = False


def shed(parent: int) -> None:
    """Give up what is not needed: nothing is written to a disk, and nobody is outlived."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIES_WITH_ITS_PARENT, signal.SIGKILL)
    if sys.platform != "win32":
        import resource

        for limit in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE):
            resource.setrlimit(limit, (0, 0))
        if os.getppid() != parent:
            sys.exit(1)
