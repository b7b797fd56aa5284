"""Finding words that nobody flagged: every place where they stand, with what stands around."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from app.documents.marks import plain
from app.packs.schemas import NarrativeOut
from app.portal.desk.review.places import Place, place_at

LEAST, MOST, SHOWN = 2, 200, 200


class Found(NamedTuple):
    """One place where words stand, and which account tells it."""

    account: int
    narrative: str
    place: Place

    @property
    def value(self) -> str:
        """Return the place as a form sends it."""
        return f"{self.narrative}:{self.place.start}-{self.place.end}"


def find(told: Sequence[NarrativeOut], words: str) -> list[Found]:
    """Return where these words stand, whatever their capitals and wherever a line wraps, as whole words."""
    parts = plain(words).split()
    if not parts:
        return []
    pattern = r"\s+".join(re.escape(part) for part in parts)
    first, last = (r"\b" if one.isalnum() else "" for one in (parts[0][0], parts[-1][-1]))
    whole = re.compile(f"{first}{pattern}{last}", re.IGNORECASE)
    return [
        Found(number, one.id, place_at(one, *match.span(), name=f"f{match.start()}"))
        for number, one in enumerate(told, 1)
        for match in whole.finditer(one.original)
    ]


def chosen(values: Sequence[str]) -> list[tuple[str, int, int]]:
    """Return the places that were ticked."""
    found = [re.fullmatch(r"(n[0-9]{1,4}):([0-9]{1,7})-([0-9]{1,7})", value) for value in values]
    return [(one[1], int(one[2]), int(one[3])) for one in found if one]
