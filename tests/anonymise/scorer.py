"""What a set of changes leaves standing: recall, phrases and words kept, leaks shown for review."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.anonymise.generator import Case, Mark
from tests.anonymise.words import names

WORD = re.compile(r"\w+")
UNTELLING = frozenset(names("untelling"))
KINDS = ("DK", "DU", "QK", "QU")


@dataclass
class Score:
    """Counts over many narratives."""

    spans: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    caught: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    phrases: int = 0
    phrases_kept: int = 0
    words: int = 0
    words_kept: int = 0
    leaks: int = 0
    leaks_shown: int = 0
    cases: int = 0
    clean: int = 0
    queued: int = 0
    rare: int = 0
    rare_shown: int = 0
    lost: list[tuple[str, str, str]] = field(default_factory=list)
    types: dict[str, list[int]] = field(default_factory=dict)

    def recall(self, kind: str) -> float:
        """Return the share of spans of a kind that are gone."""
        return self.caught[kind] / self.spans[kind] if self.spans[kind] else 1.0

    def share(self, part: int, whole: int) -> float:
        """Return a share, one where there is nothing."""
        return part / whole if whole else 1.0


Result = Mapping[str, object]


def add(score: Score, case: Case, results: Sequence[Result]) -> None:
    """Add one case to a score, from the narratives that an anonymiser returned."""
    texts = {str(one["id"]): str(one["text"]) for one in _dicts(case.record["narratives"])}
    known_leak = False
    for result in results:
        key = str(result["id"])
        gone = _covered(texts[key], _dicts(result["changes"]))
        shown = _covered(texts[key], _dicts(result.get("for_review", ())))
        score.queued += len(_dicts(result.get("for_review", ())))
        for mark in case.marks[key]:
            leaked = _mark(score, texts[key], mark, gone, shown)
            known_leak = known_leak or (leaked and mark.kind == "DK")
        _words(score, texts[key], case.marks[key], gone)
    score.cases += 1
    score.clean += not known_leak


def _mark(score: Score, text: str, mark: Mark, gone: bytearray, shown: bytearray) -> bool:
    """Count one marked span, and return whether it leaked."""
    words = text[mark.start : mark.end]
    if mark.kind == "R":
        seen = any(shown[mark.start : mark.end]) or all(gone[mark.start : mark.end])
        score.rare += 1
        score.rare_shown += seen
        if not seen:
            score.lost.append(("R", mark.field, words))
        return False
    if mark.kind == "P":
        kept = not any(gone[mark.start : mark.end])
        score.phrases += 1
        score.phrases_kept += kept
        if not kept:
            score.lost.append(("P", mark.field, words))
        return False
    telling = [word for word in WORD.finditer(words) if word.group().lower() not in UNTELLING]
    telling = telling or list(WORD.finditer(words))
    left = [word for word in telling if not all(gone[mark.start + word.start() : mark.start + word.end()])]
    counted = score.types.setdefault(f"{mark.kind} {mark.field.partition('~')[0]}", [0, 0])
    counted[0] += 1
    counted[1] += not left
    score.spans[mark.kind] += 1
    score.caught[mark.kind] += not left
    if left:
        score.leaks += 1
        seen = any(any(shown[mark.start + w.start() : mark.start + w.end()]) for w in left)
        score.leaks_shown += seen
        around = text[max(0, mark.start - 25) : mark.end + 25].replace("\n", " ")
        score.lost.append((mark.kind, mark.field if seen else f"{mark.field} not shown", around))
    return bool(left)


def _words(score: Score, text: str, marks: Sequence[Mark], gone: bytearray) -> None:
    marked = bytearray(len(text) + 1)
    for mark in marks:
        if mark.kind == "R":
            continue
        marked[mark.start : mark.end] = b"\1" * (mark.end - mark.start)
    for word in WORD.finditer(text):
        if not any(marked[word.start() : word.end()]):
            score.words += 1
            kept = not any(gone[word.start() : word.end()])
            score.words_kept += kept
            if not kept:
                score.lost.append(
                    ("W", "word", text[max(0, word.start() - 20) : word.end() + 20].replace("\n", " "))
                )


def _covered(text: str, places: Sequence[Mapping[str, object]]) -> bytearray:
    covered = bytearray(len(text) + 1)
    for place in places:
        start, end = int(str(place["start"])), int(str(place["end"]))
        covered[start:end] = b"\1" * (end - start)
    return covered


def _dicts(given: object) -> list[Mapping[str, object]]:
    return [one for one in given if isinstance(one, Mapping)] if isinstance(given, list | tuple) else []
