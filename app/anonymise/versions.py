"""Which rules are in force, and what they were measured to do."""

import json
import unicodedata
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

ROOM = files("app.anonymise")
RULES = ("find", "replace", "data", "normal.py", "lists.py", "lexicon.py", "read.py", "record.py", "gate.py")
NOT_RULES = frozenset({"results.json", "SOURCES.md"})


class NotMeasured(RuntimeError):
    """The rules in force have not been measured, so no pack may state what they do."""


@cache
def rules_version() -> str:
    """Return the hash of everything that decides what is removed."""
    digest = sha256(unicodedata.unidata_version.encode())
    for name in RULES:
        for path, entry in _files(name, ROOM / name):
            content = entry.read_bytes()
            digest.update(f"{path}:{len(content)}:".encode() + content)
    return digest.hexdigest()[:16]


def assurance() -> dict[str, object]:
    """Return what the rules in force were measured to do, worst seed: nobody types these figures in."""
    try:
        results: dict[str, object] = json.loads((ROOM / "data" / "results.json").read_text("utf-8"))
    except FileNotFoundError as fault:
        raise NotMeasured("The rules have never been measured.") from fault
    if results.get("rules_version") != rules_version():
        raise NotMeasured("The rules have changed since they were measured.")
    return results


def _files(path: str, entry: Traversable) -> list[tuple[str, Traversable]]:
    """Return the files below a path, in an order that no file system decides."""
    if entry.is_file():
        wanted = path.rpartition("/")[2] not in NOT_RULES and path.endswith((".py", ".txt", ".xz"))
        return [(path, entry)] if wanted else []
    inside = sorted(entry.iterdir(), key=lambda one: one.name)
    return [found for one in inside for found in _files(f"{path}/{one.name}", one)]
