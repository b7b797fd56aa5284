"""Contributing to a cohort: an approved pack and coarse facts are handed down, never the case."""

from typing import Any
from uuid import UUID

from app.cases import service as cases
from app.packs import service
from app.packs.schemas import ContributionMade
from app.policy import Permission
from app.themes import members
from app.work import Work

CONTRIBUTE = Permission.THEME_WORK
COUNTED = ("sex", "category", "modifiability", "place", "expected", "jar", "factors")


def contribute(work: Work, theme_id: UUID, case_id: UUID) -> ContributionMade:
    """Hand the anonymised pack of a case of one's own panel down to a cohort."""
    case = cases.get_case(work, case_id, CONTRIBUTE)
    found: dict[str, Any] = service.pack_for_cohort(work, case)
    coded = {name: found["facts"][name] for name in COUNTED}
    pseudonym = members.receive(work, theme_id, case.panel_id, found["pack"], coded, case.id)
    return ContributionMade(theme_id=theme_id, pseudonym=pseudonym)
