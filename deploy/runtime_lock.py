"""Print the part of requirements.lock that the service runs on: no tools, no embedded database."""

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NAME = re.compile(r"[A-Za-z0-9._-]+")


def name_of(requirement: str) -> str:
    """Give the package that a requirement names, as registries spell it."""
    found = NAME.match(requirement)
    if found is None:
        raise ValueError("A requirement starts with the name of a package.")
    return re.sub(r"[-_.]+", "-", found.group()).lower()


def blocks(lock: str) -> list[tuple[str, set[str], str]]:
    """Give each pinned package of a lock with who asked for it and its lines."""
    found = []
    for block in re.split(r"\n(?=\S)", lock.rstrip("\n")):
        reasons = re.findall(r"^ +#(?: +via)? +([A-Za-z0-9._-]+)", block, flags=re.MULTILINE)
        found.append((name_of(block), {name_of(reason) for reason in reasons}, block))
    return found


def runtime(lock: str, dependencies: list[str]) -> str:
    """Give the lines of a lock that these dependencies need, hashes and all."""
    pinned = blocks(lock)
    needed = {name_of(dependency) for dependency in dependencies}
    while more := {name for name, reasons, _ in pinned if reasons & needed} - needed:
        needed |= more
    return "\n".join(block for name, _, block in pinned if name in needed) + "\n"


if __name__ == "__main__":
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lock_text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    sys.stdout.write(runtime(lock_text, project["dependencies"]))
