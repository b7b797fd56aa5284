"""Measure other systems on the same cases: `python -m tests.bench.rivals --system scrubadub [--cases 60]`.

Each lives in an environment of its own, where it installs: see `docs/measurements/anonymiser.md`.
"""

import argparse
import sys
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from app.anonymise.record import anonymise
from tests.anonymise import examiner, generator
from tests.anonymise.generator import Case
from tests.anonymise.scorer import KINDS, Score, add
from tests.bench.clock import timed
from tests.bench.systems import SYSTEMS, Finder

OURS = "this service"
MATERIAL: Mapping[str, Callable[[int, int], list[Case]]] = {
    "generator": generator.cases,
    "examiner": examiner.cases,
}


def main() -> None:
    """Print one row of figures for each system that installs here and each material."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--system", action="append", choices=[*SYSTEMS, OURS], default=[])
    parser.add_argument("--cases", type=int, default=60)
    parser.add_argument("--seed", type=int, default=101)
    given = parser.parse_args()
    for material, made in MATERIAL.items():
        cases = made(given.seed, given.cases)
        for name in given.system or ["patterns", "known, exact, and patterns", OURS]:
            sys.stdout.write(f"| {material} | {name} | {_row(SYSTEMS.get(name), cases)} |\n")
            sys.stdout.flush()


def _row(find: Finder | None, cases: list[Case]) -> str:
    score, size, spent = Score(), 0, 0.0
    for case in cases:
        told: Any = case.record["narratives"]
        size += sum(len(one["text"].encode()) for one in told)
        results, seconds = timed(partial(_found, find, case))
        add(score, case, results)
        spent += seconds
    recalls = [f"{score.recall(kind):.3f}" for kind in KINDS]
    clean = f"{score.clean / score.cases:.2f}"
    kept = [f"{score.phrases_kept / score.phrases:.3f}", f"{score.words_kept / score.words:.3f}"]
    return " | ".join([*recalls, clean, *kept, f"{size / spent / 1000:,.0f}"])


def _found(find: Finder | None, case: Case) -> list[dict[str, Any]]:
    """Return what a system changes in each narrative; without a finder, what this service changes."""
    if find is None:
        changed: Any = anonymise(case.record)["narratives"]
        return list(changed)
    told: Any = case.record["narratives"]
    found = [(one["id"], sorted(set(find(one["text"], case.record)))) for one in told]
    return [
        {"id": name, "changes": [{"start": start, "end": end} for start, end in places]}
        for name, places in found
    ]


if __name__ == "__main__":
    main()
