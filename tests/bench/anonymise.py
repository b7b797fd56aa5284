"""Measure the anonymiser on invented cases: `python -m tests.bench.anonymise --seeds 5 [--write]`."""

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path

from app.anonymise.record import anonymise
from app.anonymise.versions import rules_version
from tests.anonymise.generator import cases
from tests.anonymise.scorer import KINDS, Score, add

RESULTS = Path(__file__).resolve().parents[2] / "app" / "anonymise" / "data" / "results.json"
FIRST_SEED = 101


def measure(seed: int, count: int) -> tuple[Score, float]:
    """Return the score of a seed and the kilobytes read in a second."""
    score, size, spent = Score(), 0, 0.0
    for case in cases(seed, count):
        narratives = case.record["narratives"]
        size += sum(len(one["text"].encode()) for one in narratives) if isinstance(narratives, list) else 0
        begun = time.process_time()
        results = anonymise(case.record)["narratives"]
        spent += time.process_time() - begun
        add(score, case, results if isinstance(results, list) else [])
    return score, size / spent / 1000


def figures(score: Score, speed: float) -> dict[str, float]:
    """Return the measures of one seed."""
    return {
        **{kind: round(score.recall(kind), 4) for kind in KINDS},
        "clean": round(score.share(score.clean, score.cases), 4),
        "phrases_kept": round(score.share(score.phrases_kept, score.phrases), 4),
        "words_kept": round(score.share(score.words_kept, score.words), 4),
        "leaks_shown": round(score.share(score.leaks_shown, score.leaks), 4),
        "queued_per_1000_words": round(1000 * score.share(score.queued, score.words), 1),
        "kB_per_second": round(speed),
    }


def main() -> None:
    """Print the measures of every seed and the worst of each; write them down if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--first", type=int, default=FIRST_SEED)
    parser.add_argument("--cases", type=int, default=60)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--lost", type=int, default=0)
    given = parser.parse_args()
    rows, spans, lost = [], Counter[str](), Counter[tuple[str, str, str]]()
    for seed in range(given.first, given.first + given.seeds):
        score, speed = measure(seed, given.cases)
        rows.append(figures(score, speed))
        spans.update(score.spans)
        lost.update(score.lost)
        sys.stdout.write(f"seed {seed}: {rows[-1]}\n")
    highest = {"queued_per_1000_words"}
    worst = {name: (max if name in highest else min)(row[name] for row in rows) for name in rows[0]}
    sys.stdout.write(f"worst: {worst}\nspans: {dict(spans)}\n")
    for (kind, name, words), times in lost.most_common(given.lost):
        sys.stdout.write(f"{times:4} {kind} {name}: {words}\n")
    if given.write:
        _write(given, rows, worst, spans)


def _write(
    given: argparse.Namespace, rows: list[dict[str, float]], worst: dict[str, float], spans: Counter[str]
) -> None:
    """Keep what this version of the rules was measured to do, without its speed, which is the machine's."""
    for row in (*rows, worst):
        row.pop("kB_per_second")
    results = {
        "rules_version": rules_version(),
        "command": f"python -m tests.bench.anonymise --seeds {given.seeds} --cases {given.cases} --write",
        "corpus": f"invented cases, {given.cases} for each of {given.seeds} seeds from {given.first}",
        "recall_known": worst["DK"],
        "recall_unknown": worst["DU"],
        "spans": dict(spans),
        "zero_leaks_still_allow": {kind: round(3 / number, 6) for kind, number in spans.items()},
        "worst": worst,
        "seeds": rows,
    }
    RESULTS.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
