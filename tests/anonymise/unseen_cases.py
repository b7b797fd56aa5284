"""Invented accounts written by somebody who writes no rules, with their records: one half may be tuned on."""

import re
from pathlib import Path

from tests.anonymise.generator import Case, Mark

FOLDER = Path(__file__).parent / "unseen"
HALVES = ("tuning", "held_out", "w1_odd", "w1_even")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
MARK = re.compile(r"⟦(?:(\w+):)?(DK|DU|QK|QU|R|P)\|([^⟦⟧]+)⟧")
IDENTIFIERS = frozenset(
    ["address", "postcode", "phone", "email", "gp_practice", "school", "hospital", "professional", "case_ref"]
).union(["vehicle", "handle", "place"])


def unseen(half: str) -> list[Case]:
    """Return the cases of one half, in the order of their files."""
    folder, _, part = half.partition("_") if half.startswith("w") else (half, "", "")
    paths = sorted(FOLDER.joinpath(folder).glob("*.txt"))
    return [
        read(path.read_text("utf-8")) for path in paths if not part or int(path.stem) % 2 == (part == "odd")
    ]


def read(content: str) -> Case:
    """Return the case that a file tells."""
    head, *accounts = re.split(r"^== ", content, flags=re.MULTILINE)
    case = Case(_record(head.strip().splitlines()))
    narratives = []
    for number, account in enumerate(accounts):
        source, _, marked = account.strip().partition("\n")
        text, case.marks[f"n{number}"] = _marked(marked)
        narratives.append({"id": f"n{number}", "source": source, "text": text})
    case.record["narratives"] = narratives
    return case


def _record(lines: list[str]) -> dict[str, object]:
    child: dict[str, object] = {}
    people: list[dict[str, object]] = []
    identifiers: list[dict[str, str]] = []
    for line in lines:
        kind, *values = (part.strip() for part in line.split("|"))
        if kind in IDENTIFIERS:
            identifiers.append({"kind": kind, "value": values[0]})
            continue
        values += [""] * 6
        person: dict[str, object] = {
            "forenames": values[0].split(),
            "surname": values[1],
            "also_known_as": [name.strip() for name in values[2].split(",") if name.strip()],
            "date_of_birth": values[3] if DAY.fullmatch(values[3]) else None,
        }
        if kind == "child":
            child = person | {"date_of_death": values[4], "nhs_number": values[5]}
        else:
            people.append({"relation": kind, **person})
    return {"child": child, "people": people, "identifiers": identifiers}


def _marked(marked: str) -> tuple[str, list[Mark]]:
    """Return a text without its marks, and where they lay."""
    pieces: list[str] = []
    marks: list[Mark] = []
    done = size = 0
    for match in MARK.finditer(marked):
        field, kind, words = match.groups()
        before = marked[done : match.start()]
        start = size + len(before)
        shown = "" if kind == "R" else words
        if kind == "R":
            place = "".join([*pieces, before]).rindex(words)
            marks.append(Mark(place, place + len(words), kind, field))
        else:
            marks.append(Mark(start, start + len(words), kind, field or "phrase"))
        pieces += [before, shown]
        size, done = start + len(shown), match.end()
    return "".join([*pieces, marked[done:]]), marks
