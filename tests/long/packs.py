"""Packs of many invented years, searched by somebody else: `python -m tests.long.packs [--seeds 4]`.

Every pack is rendered as JSON, page and PDF for a reader, and each rendering is read by tools that the
service does not use (`pdftotext`, the tags cut off by a pattern) and searched for everything that the pack's
own story calls by name, number, place or day. What the gate has stopped is a draft, or not released.
"""

import argparse
import platform
import re
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select

from app.cases import service as cases
from app.cases import vault
from app.cases.models import Case
from app.cli import invention
from app.cli.invention.desk import Desk, opened
from app.cli.invention.intake import Story
from app.cli.invention.packing import PERSONS
from app.cli.places import Place, prepare
from app.db.embedded import embedded
from app.db.engine import make_engine
from app.documents.marks import Reader
from app.packs import desk as packs
from app.packs import gate, looking, reading
from app.packs.models import Pack
from app.packs.renderings import rendered
from app.packs.rules.media import HTML, JSON, PDF
from app.policy import Permission
from app.problems import Conflict
from app.settings import Settings
from app.work import Work
from tests.long.searched import found, read

MEASUREMENT = Path(__file__).parents[2] / "docs" / "measurements" / "packs.md"
SUMMED = {"blocked", "control", "deaths"}
READER = Reader("READER77", b"7" * 32)


def look(desk: Desk, pack_id: Any, story: Story, counted: Counter[str]) -> None:
    """Put one pack through the gate again, render it, and count what is found in it."""
    with desk.sit(PERSONS[story.panel][2], story.at(story.pace.panel)) as work:
        pack = work.session.get_one(Pack, pack_id)
        case = cases.get_case(work, pack.case_id, Permission.PACK_CHECK)
        draft = packs.open_draft(work, case, pack, Permission.PACK_CHECK)
        counted[pack.state] += 1
        counted["narratives"] += len(draft.narratives)
        counted["control"] += len(found(" ".join(one.original for one in draft.narratives), story))
        if pack.state in {"draft", "approved"}:
            counted["blocked"] += _is_stopped(work, case, draft, story)
        if pack.finished is None:
            return
        sealed = {"finished": pack.finished}
        made = vault.disclose(work, Permission.PACK_CHECK, case.subject, packs.TABLE, pack.id, sealed)[
            "finished"
        ]
    for media in (JSON, HTML, PDF):
        text = read(media, reading.render(made, media, READER))
        counted["bytes"] += len(text)
        for kind, said in found(text, story):
            counted[f"found: {kind}"] += 1
            sys.stderr.write(f"\n{media} {kind} {said} in the pack of story {story.number}\n")


def _is_stopped(work: Work, case: Case, draft: packs.Draft, story: Story) -> bool:
    """Return whether the gate stops a pack whose panel is still to come, and tell where: all is invented."""
    try:
        looking.pass_or_block(work, case, draft, draft.pack, Permission.PACK_CHECK, copies=True)
    except Conflict as stopped:
        read = rendered(draft.pack, gate.READERS[0], paper=True).texts()
        read |= {told.id: told.text for told in draft.narratives}
        for fault in stopped.errors:
            text = read.get(fault.pointer.rpartition("/")[2], "")
            places = [int(number) for number in re.findall(r"\d+", fault.message)[-2:]] or [0, 0]
            near = text[max(0, places[0] - 60) : places[1] + 60]
            sys.stderr.write(f"\nstory {story.number}: {fault}: {near!r}\n")
        return True
    return False


def count(given: argparse.Namespace, seed: int) -> Counter[str]:
    """Load the years of one seed, look at every pack, and return what was found, and of how many deaths."""
    counted = Counter[str]()
    with tempfile.TemporaryDirectory(prefix="cdop-packs-") as folder, embedded(Path(folder)) as urls:
        settings = Settings(data_dir=Path(folder))
        prepare(Place(settings, urls.app, urls.owner, urls.keys))
        engine = make_engine(urls.app)
        stories = invention.load(settings, engine, years=given.years, seed=seed, most=given.most)
        by_case = {story.case_id: story for story in stories if story.case_id}
        with opened(settings, engine) as desk:
            with desk.sit("manager", next(iter(by_case.values())).at(0)) as work:
                made = work.session.execute(select(Pack.id, Pack.case_id)).all()
            for pack_id, case_id in made:
                look(desk, pack_id, by_case[case_id], counted)
        engine.dispose()
    sys.stderr.write(f"{dict(counted)}\n")
    return counted + Counter(deaths=len(stories))


def main() -> None:
    """Load the years, look at every pack, and write down what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--years", type=int, default=6)
    parser.add_argument("--seeds", type=int, default=4)
    parser.add_argument("--at-once", type=int, default=2, help="How many seeds at once.")
    parser.add_argument("--most", type=int, help="Tell no more than so many deaths.")
    given = parser.parse_args()
    started = time.monotonic()
    with ProcessPoolExecutor(given.at_once) as pool:
        counted = sum(pool.map(partial(count, given), range(1, given.seeds + 1)), Counter[str]())
    text = report(given, counted, time.monotonic() - started)
    MEASUREMENT.write_text(text, encoding="utf-8")
    sys.stdout.write(text)
    if counted["blocked"] or any(kind.startswith("found") for kind in counted):
        raise SystemExit(1)


def report(given: argparse.Namespace, counted: Counter[str], seconds: float) -> str:
    """Return what was done and found, as a page."""
    shown = sorted(
        (kind, count) for kind, count in counted.items() if kind not in {"blocked", "control", "deaths"}
    )
    rows = "\n".join(f"| {kind} | {count} |" for kind, count in shown)
    whole = counted["released"] + counted["approved"] + counted["withdrawn"]
    return f"""# Packs of invented years, searched by somebody else

    python -m tests.long.packs --years {given.years} --seeds {given.seeds}

tells {counted["deaths"]} deaths through the service's own use cases: every pack is prepared, each place
that is for review is decided, a second person approves, a third releases, and at each of these two steps
the gate reads the renderings back. Each of the {whole} finished packs is then rendered three ways and
searched, with tools that the service does not use, for every name, number, place and day of its own story.
Python {platform.python_version()}, {seconds:.0f} s.

| what | count |
|---|---|
{rows}
| the same search in the originals of these packs finds | {counted["control"]} |
| packs that the gate stops after review | {counted["blocked"]} |
| identifiers found in a rendering | {sum(n for kind, n in counted.items() if kind.startswith("found"))} |
"""


if __name__ == "__main__":
    main()
