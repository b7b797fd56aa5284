"""What rows and columns are called: the words of the forms where they have them, and ours elsewhere."""

from collections.abc import Mapping
from functools import cache

from app.catalogue.rules import labels as of_list
from app.documents.words import label as plain

OURS = {
    "joint": "Both areas together",
    "telford-and-wrekin": "Telford and Wrekin",
    "medical": "Medical, with infection and malignancy",
    "external": "External, inflicted or unexplained",
    "death_to_jar": "Death to first Joint Agency Response meeting",
    "death_to_forms": "Death to last reporting form",
    "death_to_cdrm": "Death to Child Death Review Meeting",
    "death_to_panel": "Death to panel",
    "death_to_ncmd": "Death to complete in the national database",
    "jar_within_2_days": "First Joint Agency Response meeting within 2 days",
    "cdrm_within_3_months": "Child Death Review Meeting within 3 months",
    "ncmd_within_2_weeks_of_panel": "Complete in the national database within 2 weeks of the panel",
    "panel": "A date at the panel",
    "police_or_court": "Police or court",
    "forms": "Reporting forms",
}
LISTS = ("category_of_death", "sex", "modifiability", "age_band")


@cache
def names() -> Mapping[str, str]:
    """Return code → words for everything that a table may name."""
    found: dict[str, str] = {}
    for code in LISTS:
        found |= of_list(code)
    return found | OURS


def label(code: str) -> str:
    """Return a row or a column in words."""
    return names().get(code) or plain(code)
