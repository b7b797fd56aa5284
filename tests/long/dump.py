"""Searches the dump and files of a demo year for what could name a child: `python -m tests.long.dump`."""

import platform
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from app.cli import invention
from app.cli.invention.intake import Story
from app.cli.places import Place, prepare
from app.db.embedded import embedded
from app.db.engine import make_engine
from app.settings import Settings
from tests.canaries import words_of
from tests.spilled import Spilled, spill

MEASUREMENT = Path(__file__).parents[2] / "docs" / "measurements" / "dump.md"


def main() -> None:
    """Load a demo year into a fresh database, search it, and write down what was found."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="cdop-dump-") as folder:
        stories, spilled = _searched(Path(folder))
    words = words_of(stories)
    text = report(words, stories, spilled, time.monotonic() - started)
    MEASUREMENT.parent.mkdir(parents=True, exist_ok=True)
    MEASUREMENT.write_text(text, encoding="utf-8")
    sys.stdout.write(text)
    if spilled.found:
        raise SystemExit(1)


def _searched(folder: Path) -> tuple[list[Story], Spilled]:
    settings = Settings(data_dir=folder)
    with embedded(folder) as urls:
        prepare(Place(settings, urls.app, urls.owner, urls.keys))
        engine = make_engine(urls.app)
        stories = invention.load(settings, engine, years=1, seed=1)
        engine.dispose()
        return stories, spill(folder, urls, words_of(stories))


def report(words: dict[str, set[str]], stories: list[Story], spilled: Spilled, seconds: float) -> str:
    """Return what was done and found, as a page."""
    searched = "\n".join(f"| {place} | {size / 1e6:.1f} MB |" for place, size in spilled.searched.items())
    kinds = Counter(dict.fromkeys(words, 0))
    for canary, count in spilled.found.items():
        kinds[canary.kind] += count
    found = "\n".join(f"| {kind} | {len(words[kind])} | {kinds[kind]} |" for kind in words)
    control = "\n".join(f"| {name} | {count} |" for name, count in sorted(spilled.control.items()))
    return f"""# Nothing of a child is readable where the data lies

    python -m tests.long.dump

loads the demo year ({len(stories)} deaths), and searches `pg_dump`, the write-ahead log and every file
of the database after a checkpoint, for {spilled.patterns} patterns: each word in UTF-8 and UTF-16, in
capitals and small letters, reversed, in hex, percent-encoded, in base64 at three places, in gzip streams,
and as MD5, SHA-1 and SHA-256 without a salt. Last run: Python {platform.python_version()}, {seconds:.0f} s.

| searched | size |
|---|---|
{searched}

| kind | words | found |
|---|---|---|
{found}

The control, planted beside the data and searched for in the same run:

| encoding | found |
|---|---|
{control}
"""


if __name__ == "__main__":
    main()
