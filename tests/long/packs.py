"""Packs of many invented years, searched by somebody else: `python -m tests.long.packs [--seeds 3]`.

Every pack is rendered as JSON, page and PDF for a reader, and each rendering is read by tools that the
service does not use (`pdftotext`, the tags cut off by a pattern) and searched for everything that the pack's
own story calls by name, number, place or day. What the gate has stopped is a draft, or not released.
"""

import argparse
import html
import json
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import select

from app.cases import service as cases
from app.cases import vault
from app.cli import invention
from app.cli.invention.desk import Desk, opened
from app.cli.invention.intake import Story
from app.cli.invention.packing import PERSONS
from app.cli.places import Place, prepare
from app.db.embedded import embedded
from app.db.engine import make_engine
from app.documents.marks import Reader
from app.packs import desk as packs
from app.packs import reading
from app.packs.models import Pack
from app.packs.rules.media import HTML, JSON, PDF
from app.policy import Permission
from app.settings import Settings
from tests.canaries import written

MEASUREMENT = Path(__file__).parents[2] / "docs" / "measurements" / "packs.md"
READER = Reader("READER77", b"7" * 32)
GENERIC = frozenset({"the hospital", "nursery"})
STAFF = ("consultant", "nurse", "paramedic", "officer", "gp", "visitor", "worker", "teacher", "midwife")
SAID = (
    *STAFF, "mother", "father", "mum", "dad", "sibling", "full", "child", "family", "nhs", "nhs_plain",
    "mother_nhs", "street", "town", "postcode", "practice", "school", "hospital", "phone", "mobile",
    "incident", "born", "born_short", "died", "died_short", "earlier", "sooner",
)  # fmt: skip


def told(story: Story) -> dict[str, str]:
    """Return everything that would identify somebody of a story, and which kind of thing it is."""
    known = {said: kind for kind in SAID if (said := story.words.get(kind)) and said not in GENERIC}
    child = story.death.child
    whole = [(child.given, child.family, child.nhs_number, child.born)]
    for given, family, number, born in whole + [
        (p.given, p.family, p.nhs_number, p.born) for p in child.people
    ]:
        known |= {given: "given name", family: "family name", number: "number"}
        known |= dict.fromkeys(written(born), "day of birth")
    known |= dict.fromkeys(written(story.death.at.date()), "day of death")
    return known | {part: "professional" for role in STAFF for part in _parts(story.words.get(role, ""))}


def _parts(name: str) -> Iterator[str]:
    return (part for part in name.split() if len(part) > 2 and part not in {"Mrs", "Miss"})


def plain(text: str) -> str:
    """Return a text as somebody reads it: composed, nothing invisible, plain spaces."""
    seen = "".join(each for each in unicodedata.normalize("NFC", text) if unicodedata.category(each) != "Cf")
    return re.sub(r"\s+", " ", seen)


def found(text: str, story: Story) -> list[tuple[str, str]]:
    """Return what of a story stands in a text, as whole words in any case."""
    seen = plain(text)
    return [
        (kind, said)
        for said, kind in told(story).items()
        if re.search(rf"(?<!\w){re.escape(plain(said))}(?!\w)", seen, re.IGNORECASE)
    ]


def read(media: str, content: bytes) -> str:
    """Return the text of a rendering, read without the service's own readers."""
    if media == PDF:
        tool = shutil.which("pdftotext") or sys.exit("pdftotext is not installed")
        done = subprocess.run([tool, "-layout", "-", "-"], input=content, capture_output=True, check=True)
        return done.stdout.decode() + re.sub(rb"[^\x20-\x7e]+", b" ", content).decode("ascii")
    if media == JSON:
        return "\n".join(_strings(json.loads(content)))
    page = content.decode()
    return html.unescape(re.sub(r"<[^>]*>", " ", page) + " ".join(re.findall(r'"([^"]*)"', page)))


def _strings(said: Any) -> Iterator[str]:
    if isinstance(said, dict):
        for value in said.values():
            yield from _strings(value)
    elif isinstance(said, list):
        for value in said:
            yield from _strings(value)
    else:
        yield str(said)


def look(desk: Desk, pack_id: Any, story: Story, counted: Counter[str]) -> None:
    """Put one pack through the gate again, render it, and count what is found in it."""
    with desk.sit(PERSONS[story.panel][2], story.at(story.pace.panel)) as work:
        pack = work.session.get_one(Pack, pack_id)
        case = cases.get_case(work, pack.case_id, Permission.PACK_CHECK)
        draft = packs.open_draft(work, case, pack, Permission.PACK_CHECK)
        counted[pack.state] += 1
        counted["blocked"] += pack.state in {"draft", "approved"}
        counted["narratives"] += len(draft.narratives)
        counted["control"] += len(found(" ".join(one.original for one in draft.narratives), story))
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


def count(folder: Path, given: argparse.Namespace, seed: int, counted: Counter[str]) -> int:
    """Load the years of one seed, look at every pack, and return how many deaths were told."""
    settings = Settings(data_dir=folder)
    with embedded(folder) as urls:
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
    return len(stories)


def main() -> None:
    """Load the years, look at every pack, and write down what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--years", type=int, default=6)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--most", type=int, help="Tell no more than so many deaths.")
    given = parser.parse_args()
    started, counted, deaths = time.monotonic(), Counter[str](), 0
    for seed in range(1, given.seeds + 1):
        with tempfile.TemporaryDirectory(prefix="cdop-packs-") as folder:
            deaths += count(Path(folder), given, seed, counted)
    text = report(given, deaths, counted, time.monotonic() - started)
    MEASUREMENT.write_text(text, encoding="utf-8")
    sys.stdout.write(text)
    if counted["blocked"] or any(kind.startswith("found") for kind in counted):
        raise SystemExit(1)


def report(given: argparse.Namespace, deaths: int, counted: Counter[str], seconds: float) -> str:
    """Return what was done and found, as a page."""
    shown = sorted((kind, count) for kind, count in counted.items() if kind not in {"blocked", "control"})
    rows = "\n".join(f"| {kind} | {count} |" for kind, count in shown)
    whole = counted["released"] + counted["approved"]
    return f"""# Packs of invented years, searched by somebody else

    python -m tests.long.packs --years {given.years} --seeds {given.seeds}

tells {deaths} deaths through the service's own use cases: every pack is prepared, each place that is for
review is decided, a second person approves, a third releases, and at each of these two steps the gate reads
the renderings back. Each of the {whole} finished packs is then rendered three ways and searched, with tools
that the service does not use, for every name, number, place and day of its own story.
Python {platform.python_version()}, {seconds:.0f} s.

| what | count |
|---|---|
{rows}
| the same search in the originals of these packs finds | {counted["control"]} |
| drafts that were not approved, or approved and not released, after review | {counted["blocked"]} |
| identifiers found in a rendering | {sum(n for kind, n in counted.items() if kind.startswith("found"))} |
"""


if __name__ == "__main__":
    main()
