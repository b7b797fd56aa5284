"""Whether the time of an answer tells a hidden case from a missing one: a permutation test, 2 x 200."""

import random
import time
from collections.abc import Callable
from statistics import median
from uuid import uuid4

from fastapi.testclient import TestClient

from app.kit import Parts
from tests.reviews.opening import a_case

SAMPLES, ROUNDS, SIGNIFICANT = 200, 2000, 0.001


def apart(hidden: list[float], missing: list[float]) -> float:
    """The share of random divisions of all samples whose medians lie as far apart as these two."""
    seen, pooled = abs(median(hidden) - median(missing)), [*hidden, *missing]
    shuffle, further = random.Random(7).shuffle, 0
    for _ in range(ROUNDS):
        shuffle(pooled)
        further += abs(median(pooled[:SAMPLES]) - median(pooled[SAMPLES:])) >= seen
    return further / ROUNDS


def test_time_tells_nothing_of_a_hidden_case(
    client: TestClient, as_: Callable[[str], dict[str, str]], parts: Parts
) -> None:
    there, headers = str(a_case(parts)), as_("stw-coordinator")

    def timed(case: str) -> float:
        began = time.perf_counter()
        assert client.get(f"/v1/cases/{case}", headers=headers).status_code == 404
        return time.perf_counter() - began

    for _ in range(20):
        timed(there), timed(str(uuid4()))
    pairs = [(timed(there), timed(str(uuid4()))) for _ in range(SAMPLES)]
    share = apart([hidden for hidden, _ in pairs], [missing for _, missing in pairs])
    assert share > SIGNIFICANT, f"the medians lie further apart than {share:.2%} of random divisions"
