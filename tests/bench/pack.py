"""How long a large pack takes to be built and released, beside plain work on the same text in the same run.

`python -m tests.bench.pack [--kilobytes 200]`
"""

import argparse
import gc
import json
import random
import re
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from app.anonymise.record import anonymise
from app.documents.marks import copy_of
from app.documents.pack_html import pack_html
from app.documents.pack_json import pack_json
from app.documents.pack_pdf import pack_pdf
from app.documents.readback import html_text, pdf_text
from app.packs.gate import READERS, Blocked, pass_or_block
from app.packs.rules.finished import finish
from app.packs.rules.narratives import Narrative, scrubbed
from tests.anonymise.generator import fill
from tests.anonymise.words import templates
from tests.anonymise.world import World
from tests.documents.samples import a_pack

TELLINGS = 60
WORDS = ("mother", "father", "child", "seen", "home", "school", "bed", "found", "called", "doctor")
RELATIONS = ("grandmother", "grandfather", "aunt", "uncle", "half-sister", "cousin", "step-father", "lodger")
BUILT_IN, SET_IN = 3.0, 1.0


def a_record(chance: random.Random, size: int) -> dict[str, Any]:
    """One record of 12 people and 30 identifiers, with so many characters of narrative that speak of them."""
    worlds = [World(chance) for _ in range(3)]
    records: list[dict[str, Any]] = [world.record() for world in worlds]
    people = [one for record in records for one in record["people"]]
    for relation, one in zip(
        RELATIONS, people[3:] + [record["child"] for record in records[1:]], strict=True
    ):
        people.append(one | {"relation": relation})
    schools = [{"kind": "school", "value": World(chance).school} for _ in range(3)]
    record = records[0] | {
        "people": [*people[:3], *people[9:]],
        "identifiers": [one for record in records for one in record["identifiers"]] + schools,
    }
    texts: list[str] = []
    while sum(map(len, texts)) < size:
        parts = chance.sample(templates("templates"), 7)
        texts.append("\n\n".join(fill(chance.choice(worlds), part)[0] for part in parts))
    every = "\n\n".join(texts)[:size]
    step = -(-len(every) // TELLINGS)
    tellings = [every[place : place + step] for place in range(0, len(every), step)]
    narratives = [{"id": f"n{number}", "source": "x", "text": text} for number, text in enumerate(tellings)]
    return record | {"narratives": narratives}


def told(record: dict[str, Any], result: dict[str, Any]) -> list[Narrative]:
    """The narratives of a pack, with every doubt cleared as before an approval."""
    found = []
    for given, made in zip(record["narratives"], result["narratives"], strict=True):
        bare = Narrative(given["id"], "gp", "reporting", "circumstances", given["text"])
        one = scrubbed(bare, made)
        cleared = tuple(replace(doubt, cleared=True) for doubt in one.for_review)
        found.append(replace(one, for_review=cleared))
    return found


def gate(pack: dict[str, Any], narratives: list[Narrative], record: dict[str, Any], *, copies: bool) -> int:
    """How many places the gate names: a person would hide each."""
    try:
        pass_or_block(pack, narratives, {**record, "narratives": []}, copies=copies)
    except Blocked as block:
        return len(block.errors or ())
    return 0


def reference(text: str) -> None:
    """What anybody would write: replace forty words in the text, twenty times over."""
    for _ in range(20):
        for number in range(40):
            word = WORDS[number % len(WORDS)]
            re.sub(rf"\b{word}\b", f"[{number}]", text)


class Clock:
    """Times each step, prints it beside the reference, and remembers it."""

    def __init__(self, text: str) -> None:
        """Take the reference first."""
        self.seconds: dict[str, float] = {}
        self.size = len(text)
        self.reference = self.run("re.sub of 40 words, 20 times", lambda: reference(text), times=1)

    def run(self, name: str, call: Callable[[], object], *, times: int = 3) -> float:
        """Return the shortest of a few runs in seconds of processor time."""
        spent = []
        for _ in range(times):
            begun = time.process_time()
            call()
            spent.append(time.process_time() - begun)
        self.seconds[name] = took = min(spent)
        beside = took / self.seconds["re.sub of 40 words, 20 times"]
        speed = self.size / took / 1000
        sys.stdout.write(f"{name:44}{took:8.3f} s{beside:8.2f} of reference{speed:8.0f} kB/s\n")
        return took


def measure(record: dict[str, Any]) -> None:
    """Time every step from the record to the released pack."""
    clock = Clock("\n".join(one["text"] for one in record["narratives"]))
    gc.collect()
    gc.freeze()  # as the anonymiser's process does after its first record
    built = clock.run("anonymise", lambda: anonymise(record))
    gc.unfreeze()
    narratives = told(record, anonymise(record))
    pack = finish(a_pack(), narratives)
    built += clock.run("approve gate", lambda: gate(pack, narratives, record, copies=False))
    clock.run("JSON", lambda: json.loads(pack_json(copy_of(pack, READERS[0]))))
    pack_pdf(copy_of(a_pack(), READERS[0]))
    made = clock.run("paper, the first copy", lambda: pack_pdf(copy_of(pack, READERS[0])), times=1)
    page, paper = pack_html(copy_of(pack, READERS[0])), pack_pdf(copy_of(pack, READERS[0]))
    clock.run("page", lambda: pack_html(copy_of(pack, READERS[0])))
    clock.run("page read back", lambda: html_text(page))
    clock.run("paper read back", lambda: pdf_text(paper))
    clock.run("release gate, with two copies", lambda: gate(pack, narratives, record, copies=True))
    stopped = gate(pack, narratives, record, copies=False)
    sys.stdout.write(
        f"{len(narratives)} narratives, {clock.size} characters; the gate names {stopped} places\n"
    )
    for name, took, least in (("built: anonymise, approve gate", built, BUILT_IN), ("paper", made, SET_IN)):
        verdict = "reached" if took < least else "MISSED"
        sys.stdout.write(f"{name}: {took:.2f} s, wanted under {least:.0f} s: {verdict}\n")


def main() -> None:
    """Make the record, warm up, measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kilobytes", type=int, default=200)
    given = parser.parse_args()
    anonymise(a_record(random.Random(2), 4000))
    measure(a_record(random.Random(1), given.kilobytes * 1000))


if __name__ == "__main__":
    main()
