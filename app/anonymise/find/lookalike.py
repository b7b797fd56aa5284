"""Known names in which figures stand for letters, as in `M1rabel`."""

import re
from collections.abc import Iterator

from app.anonymise.find.identifiers import Identifiers
from app.anonymise.find.spans import Pass, Span
from app.anonymise.find.words import Text

MIXED = re.compile(r"(?<![\w-])[A-Za-z0134578]*[A-Za-z][0134578]{1,2}[a-z]+[a-z0134578]*(?![\w-])")
ALIKE = str.maketrans("0134578", "oieastb")
OTHER = str.maketrans("0134578", "oleastb")
LEAST = 4


def lookalikes(text: Text, known: Identifiers) -> Iterator[Span]:
    """Yield words that are known names as soon as their figures are read as letters."""
    if not MIXED.search(text.plain):
        return
    for match in MIXED.finditer(text.plain):
        low = match.group().lower()
        key = next((one for one in (low.translate(ALIKE), low.translate(OTHER)) if one in known.names), "")
        if len(key) >= LEAST:
            who = tuple(sorted(known.names[key]))
            yield Span(*match.span(), "name", "known-name", Pass.KNOWN, known=True, who=who)
