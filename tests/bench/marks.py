"""How surely an excerpt is traced: excerpts of anonymised accounts, twelve readers, damaged in many ways.

`python -m tests.bench.marks` prints the tables of `docs/measurements/marks.md`.
"""

import random
import re
import sys
import textwrap
import time
import unicodedata
from collections.abc import Callable
from hashlib import blake2b
from statistics import median
from typing import Any

from app.anonymise.record import anonymise
from app.documents.marks import Reader, chance, copy_of, find, mark, plain
from app.documents.marks.places import SIGNS
from app.documents.pack_html import pack_html
from app.documents.pack_json import pack_json
from app.documents.pack_pdf import pack_pdf
from tests.anonymise.generator import cases
from tests.anonymise.unseen_cases import HALVES, unseen
from tests.documents.samples import a_pack

READERS, CERTAIN, EACH = 12, 1e-6, 4
KEYS = [blake2b(bytes([n])).digest()[:32] for n in range(READERS)]
RANDOM = random.Random(1)


def tell(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")


def without_category(category: str) -> Callable[[str], str]:
    """Take out every character of a Unicode category."""
    return lambda said: "".join(c for c in said if unicodedata.category(c) != category)


def losing(words: int) -> Callable[[str], str]:
    """Lose words here and there."""

    def lose(said: str) -> str:
        kept = said.split(" ")
        for _ in range(words):
            kept.pop(RANDOM.randrange(len(kept)))
        return " ".join(kept)

    return lose


DAMAGE: dict[str, Callable[[str], str]] = {
    "none": lambda said: said,
    "white space collapsed": lambda said: " ".join(said.split()),
    "lines of 72": lambda said: "\n".join(textwrap.wrap(said, 72)),
    "NFKC": lambda said: unicodedata.normalize("NFKC", said),
    "lower case": str.lower,
    "quotes made straight": lambda said: said.replace("’", "'").replace("“", '"').replace("”", '"'),
    "5 words lost": losing(5),
    "20 words lost": losing(20),
    "format characters (Cf) taken out": without_category("Cf"),
    "combining marks (Mn) taken out": without_category("Mn"),
    "every invisible character taken out": lambda said: re.sub(f"[{SIGNS}]", "", said),
}


def accounts() -> list[list[str]]:
    """What the anonymiser makes of the invented cases: the texts of each."""
    found: list[Any] = [*(case for half in HALVES for case in unseen(half)), *cases(5, 40)]
    results: list[Any] = [anonymise(case.record)["narratives"] for case in found]
    return [[one["text"] for one in told] for told in results]


def tried(packs: list[list[str]], damage: Callable[[str], str], words: int) -> str:
    """How many excerpts of so many words are traced, to whom, and on how many places."""
    right = wrong = 0
    seen: list[int] = []
    for told in packs:
        for reader in range(0, READERS, READERS // EACH):
            copy = "\n\n".join(mark(text, KEYS[reader]) for text in told).split(" ")
            start = RANDOM.randrange(max(1, len(copy) - words))
            found = find(damage(" ".join(copy[start : start + words])), told)
            agreeing = [found.agreeing(key) for key in KEYS]
            seen.append(len(found.places))
            if chance(len(found.places), max(agreeing), READERS) < CERTAIN:
                right += agreeing.index(max(agreeing)) == reader
                wrong += agreeing.index(max(agreeing)) != reader
    return f"{right} of {len(seen)} | {wrong} | {min(seen)} / {median(seen):g}"


def whole(packs: list[list[str]]) -> str:
    """How many whole packs are traced by their quotes alone."""
    right, seen = 0, []
    for told in packs:
        found = find(DAMAGE["every invisible character taken out"](mark("\n".join(told), KEYS[3])), told)
        right += chance(len(found.places), found.agreeing(KEYS[3]), READERS) < CERTAIN
        seen.append(len(found.places))
    return f"{right} of {len(seen)} | | {min(seen)} / {median(seen):g}"


def seconds(packs: list[list[str]]) -> None:
    """Print how long the renderings of 200 kB take, as processor time."""
    texts = [f"{text} {number}" for number, text in enumerate(text for told in packs * 3 for text in told)]
    while sum(len(text.encode()) for text in texts) > 200_000:
        texts.pop()
    pack, makes = a_pack(*texts), {"PDF": pack_pdf, "page": pack_html, "JSON": pack_json}
    for name, make in makes.items():
        spent = []
        for key in KEYS[:5]:
            begun = time.process_time()
            make(copy_of(pack, Reader("CODE", key)))  # type: ignore[operator]
            spent.append(time.process_time() - begun)
        tell(f"{name} | {median(spent):.2f} s")
    begun, excerpt = time.process_time(), mark("\n".join(texts), KEYS[0])[:50_000]
    found = find(excerpt, texts)
    _ = [chance(len(found.places), found.agreeing(key), READERS) for key in KEYS]
    tell(f"trace of 50,000 characters among 12 readers | {time.process_time() - begun:.2f} s")


def main() -> None:
    """Print the tables."""
    packs = accounts()
    tell(f"{len(packs)} packs, {sum(len(plain(text).split()) for told in packs for text in told)} words")
    long = [told for told in packs if sum(len(text.split()) for text in told) > 320]
    for words in (300, 150, 100):
        for name, damage in DAMAGE.items():
            tell(f"{words} | {name} | {tried(long, damage, words)}")
    tell(f"whole pack | every invisible character taken out | {whole(long)}")
    seconds(packs)


if __name__ == "__main__":
    main()
