"""What a story calls by name, number, place or day, and the texts of renderings, read with other tools."""

import html
import json
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from typing import Any

from app.cli.invention.intake import Story
from app.packs.rules.media import JSON, PDF
from tests.canaries import written

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
