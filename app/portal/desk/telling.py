"""Words of the pages of a pack: its header, its figures, and what people decided."""

from collections.abc import Mapping
from math import floor

HEADER: Mapping[str, str] = {
    "age": "Age at death",
    "sex": "Sex",
    "expected": "Expected or not",
    "period": "Period of death",
    "place_of_death": "Place of death",
    "deprivation_quintile": "Deprivation quintile",
    "ethnicity": "Ethnic group",
    "county": "County",
}
ASSURED = (
    (
        "recall_known",
        "names, numbers, addresses and other direct identifiers that the record knows were removed.",
    ),
    (
        "recall_unknown",
        "names and other direct identifiers that nobody had told the rules about were removed.",
    ),
)
DONE: Mapping[str, str] = {
    "prepare": "prepared it",
    "accept": "looked, and kept it",
    "extend": "hid words",
    "restore": "gave words back",
    "replace": "put other words",
    "undo": "took the last decision back",
    "withdraw": "withdrew it",
    "tell": "told an answer of a form",
    "leave_out": "left an answer of a form out",
    "header.include": "asked for a field of the header",
    "header.leave_out": "left a field of the header out",
    "header.chair": "ruled on a field of the header",
    "release.although_outdated": "released it although something had come in",
}


def per(share: float) -> str:
    """Return a share as so many of a round number, cut rather than rounded: 0.9994 is 9,994 of 10,000."""
    for of in (100, 1_000, 10_000):
        part = floor(share * of + 1e-6)
        if abs(share * of - part) < 1e-6 or of == 10_000:
            return f"{part:,} of {of:,}"
    return ""
