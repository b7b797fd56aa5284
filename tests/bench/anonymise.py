"""Measure the anonymiser on invented cases: `python -m tests.bench.anonymise --seeds 5 [--write]`."""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from app.anonymise.record import anonymise
from app.anonymise.versions import rules_version
from tests.anonymise import examiner
from tests.anonymise.generator import Case, cases
from tests.anonymise.scorer import KINDS, Score, add
from tests.anonymise.unseen_cases import HALVES, unseen

RESULTS = Path(__file__).resolve().parents[2] / "app" / "anonymise" / "data" / "results.json"
FIRST_SEED = 101
HIGH_IS_BAD = frozenset({"queued_per_1000_words"})
MATERIALS = ("templates", "held_out", "examiner")
MAY_BE_SEEN = frozenset({"tuning", "held_out", "w1_odd"})
AGAIN = (105, 12)


def made(seed: int, count: int, material: str) -> list[Case]:
    """Return the cases of a seed."""
    return examiner.cases(seed, count) if material == "examiner" else cases(seed, count, material)


def scored(given: Iterable[Case]) -> tuple[Score, float]:
    """Return the score of some cases and the kilobytes read in a second of processor time."""
    score, size, spent = Score(), 0, 0.0
    for case in given:
        narratives = case.record["narratives"]
        size += sum(len(one["text"].encode()) for one in narratives) if isinstance(narratives, list) else 0
        begun = time.process_time()
        results = anonymise(case.record)["narratives"]
        spent += time.process_time() - begun
        add(score, case, results if isinstance(results, list) else [])
    return score, size / spent / 1000


def figures(score: Score) -> dict[str, float]:
    """Return the measures of one seed."""
    return {
        **{kind: round(score.recall(kind), 4) for kind in KINDS},
        "clean": round(score.share(score.clean, score.cases), 4),
        "phrases_kept": round(score.share(score.phrases_kept, score.phrases), 4),
        "words_kept": round(score.share(score.words_kept, score.words), 4),
        "leaks_shown": round(score.share(score.leaks_shown, score.leaks), 4),
        "rare_shown": round(score.share(score.rare_shown, score.rare), 4),
        "queued_per_1000_words": round(1000 * score.share(score.queued, score.words), 1),
    }


def worst_of(rows: list[dict[str, float]]) -> dict[str, float]:
    """Return the worst of each measure."""
    return {name: (max if name in HIGH_IS_BAD else min)(row[name] for row in rows) for name in rows[0]}


def survey(given: argparse.Namespace, material: str) -> dict[str, object]:
    """Measure every seed on one kind of material, print it, and return it with the worst of each measure."""
    rows: dict[int, dict[str, float]] = {}
    spans, lost, types = Counter[str](), Counter[tuple[str, str, str]](), dict[str, list[int]]()
    for seed in range(given.first, given.first + given.seeds):
        score, speed = scored(made(seed, given.cases, material))
        rows[seed] = figures(score)
        spans.update(score.spans)
        lost.update(score.lost)
        for name, (many, caught) in score.types.items():
            before = types.get(name, [0, 0])
            types[name] = [before[0] + many, before[1] + caught]
        sys.stdout.write(f"{material} {seed}: {rows[seed]} {speed:.0f} kB/s\n")
    worst = worst_of(list(rows.values()))
    worst_seed = {kind: min(rows, key=lambda seed: rows[seed][kind]) for kind in KINDS}
    sys.stdout.write(f"{material} worst: {worst} seeds {worst_seed}\n{material} spans: {dict(spans)}\n")
    for (kind, name, words), times in lost.most_common(given.lost):
        sys.stdout.write(f"{times:4} {kind} {name}: {words}\n")
    still = {
        kind: round(3 / spans[kind], 6) for kind in KINDS if all(row[kind] == 1 for row in rows.values())
    }
    return {
        "seeds": {str(seed): row for seed, row in rows.items()},
        "worst": worst,
        "worst_seed": worst_seed,
        "spans": dict(spans),
        "types": {name: _caught(*types[name]) for name in sorted(types)},
        "zero_leaks_still_allow": still,
    }


def _caught(many: int, caught: int) -> dict[str, float]:
    return {"spans": many, "recall": round(caught / many, 4)}


def unseen_half(half: str, lost: int) -> dict[str, object]:
    """Measure the accounts of one half; what leaks of a half never looked at is not told."""
    score, _ = scored(unseen(half))
    row = figures(score)
    sys.stdout.write(f"unseen {half}: {row}\n")
    if half in MAY_BE_SEEN:
        for kind, name, words in score.lost[:lost]:
            sys.stdout.write(f"     {kind} {name}: {words}\n")
    spans = score.spans | {"P": score.phrases, "R": score.rare, "words": score.words}
    types = {name: _caught(*counts) for name, counts in sorted(score.types.items())}
    return {"worst": row, "spans": spans, "types": types}


def again() -> dict[str, float]:
    """Return the figures of a few cases of the examiner: they are measured again at every change."""
    return figures(scored(made(*AGAIN, "examiner"))[0])


def main() -> None:
    """Print the measures on what the rules were tuned on and on what they never saw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--first", type=int, default=FIRST_SEED)
    parser.add_argument("--cases", type=int, default=60)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--lost", type=int, default=0)
    given = parser.parse_args()
    measured = {material: survey(given, material) for material in MATERIALS}
    halves = {half: unseen_half(half, given.lost) for half in HALVES}
    if given.write:
        _write(given, measured, halves)


def _write(
    given: argparse.Namespace, measured: dict[str, dict[str, object]], halves: dict[str, dict[str, object]]
) -> None:
    """Keep what this version of the rules was measured to do; a pack states the worst that was measured."""
    rows = [part["worst"] for part in (*measured.values(), *halves.values())]
    recalls = [{kind: row[kind] for kind in KINDS} for row in rows if isinstance(row, dict)]
    worst = worst_of(recalls)
    results = {
        "rules_version": rules_version(),
        "command": f"python -m tests.bench.anonymise --seeds {given.seeds} --cases {given.cases} --write",
        "corpus": f"invented cases, {given.cases} for each of {given.seeds} seeds from {given.first}: "
        "templates by the rules' own writer, some of them never tuned on; documents by an examiner "
        "who read no rule; and accounts of 38 invented children, of which 12 were never looked at; "
        "the worst of all",
        "recall_known": worst["DK"],
        "recall_unknown": worst["DU"],
        "spans": {material: part["spans"] for material, part in measured.items()},
        "measured": measured,
        "unseen": halves,
        "again": {"seed": AGAIN[0], "cases": AGAIN[1], "figures": again()},
    }
    RESULTS.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
