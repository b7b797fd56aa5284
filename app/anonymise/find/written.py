"""The forms of `forms.txt`, in which people write ages, days, initials, codes and the names of places."""

import re
from collections.abc import Mapping
from functools import cache

from app.anonymise import lexicon

PART = re.compile(r"(?<!\?P)<([A-Za-z_ ]+)>")


@cache
def _lines() -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (group, label, form)
        for group, label, form in (line.split(": ", 2) for line in lexicon.lines("forms.txt"))
    )


def forms(group: str, **given: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return (label, pattern) for each form of a group; `given` are parts that the caller knows."""
    return tuple((label, _compiled(line, given)) for kind, label, line in _lines() if kind == group)


def form(group: str, wanted: str, **given: str) -> re.Pattern[str]:
    """Return one form by its label."""
    return next(_compiled(line, given) for kind, label, line in _lines() if (kind, label) == (group, wanted))


def _compiled(line: str, given: Mapping[str, str]) -> re.Pattern[str]:
    parts = {label: form for kind, label, form in _lines() if kind == "part"} | dict(given)

    def part(match: re.Match[str]) -> str:
        name = match.group(1)
        return PART.sub(part, parts[name]) if name in parts else lexicon.either(name)

    return re.compile(PART.sub(part, line))
