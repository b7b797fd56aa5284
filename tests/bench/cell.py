"""How fast a cell seals and opens beside a bare AES-GCM call on 64 bytes, interleaved in one process."""

import os
import sys
import timeit
from collections.abc import Callable
from statistics import median
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.crypto.cell import Box, Place

ROUNDS = 41
CALLS = 4_000
PLAIN = b"s" * 64
AAD = b"a" * 73
RATIOS = (
    ("seal", "bare seal", "cell seal"),
    ("seal, nonce not counted", "bare seal, nonce reused", "cell seal"),
    ("seal, place made anew", "bare seal", "place and cell seal"),
    ("open", "bare open", "cell open"),
    ("open, place made anew", "bare open", "place and cell open"),
)
TEXT = "Testchild Example, of the parish of Nowhere by the Sea"


def cases() -> dict[str, Callable[[], object]]:
    """The calls that are compared, each ready to run."""
    key, owner = os.urandom(32), uuid4()
    box, cipher = Box(uuid4(), key), AESGCM(key)
    records = [UUID(int=n + 1) for n in range(CALLS)]

    def a_place(record_id: UUID) -> Place:
        return Place("notification", "child_name", record_id, owner)

    places = [a_place(record) for record in records]
    tokens = [(place, box.seal(place, TEXT)) for place in places]
    rows = [(record, token) for record, (_, token) in zip(records, tokens, strict=True)]
    nonce = os.urandom(12)
    sealed = cipher.encrypt(nonce, PLAIN, AAD)

    return {
        "bare seal": lambda: [cipher.encrypt(os.urandom(12), PLAIN, AAD) for _ in places],
        "bare seal, nonce reused": lambda: [cipher.encrypt(nonce, PLAIN, AAD) for _ in places],
        "cell seal": lambda: [box.seal(place, TEXT) for place in places],
        "place and cell seal": lambda: [box.seal(a_place(record), TEXT) for record, _ in rows],
        "bare open": lambda: [cipher.decrypt(nonce, sealed, AAD) for _ in places],
        "cell open": lambda: [box.open(place, token) for place, token in tokens],
        "place and cell open": lambda: [box.open(a_place(record), token) for record, token in rows],
    }


def measure() -> dict[str, float]:
    """The median time of each call in nanoseconds, all of them run in turn in every round."""
    calls = cases()
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(ROUNDS):
        for name, call in calls.items():
            taken[name].append(timeit.timeit(call, number=1) / CALLS * 1e9)
    return {name: median(times) for name, times in taken.items()}


def main() -> None:
    """Print the times and the ratios; one is as fast as the bare call."""
    times = measure()
    out = sys.stdout
    for name, time in times.items():
        out.write(f"{name:26}{time:8.0f} ns\n")
    for kind, bare, cell in RATIOS:
        out.write(f"{kind:26}{times[bare] / times[cell]:8.2f}\n")


if __name__ == "__main__":
    main()
