"""Stating the facts of a case: each room that learns one says it here."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.cases.models import Case
from app.facts import vault
from app.facts.schemas import CodedFacts
from app.policy import Permission
from app.work import Work


def state(
    work: Work, case: Case, known: Mapping[str, Any], permission: Permission = Permission.CASE_CHANGE
) -> CodedFacts:
    """Add what is now known of a case to its facts, and return them. What is not named stays as it is."""
    kept = vault.open_case(work, permission, case.id, case.panel_id)
    waiting = {"stage": case.stage, "holds": tuple(case.holds), "waiting": bool(case.waiting_on)}
    facts = CodedFacts.model_validate(kept.model_dump() | waiting | dict(known))
    vault.keep(work, case.id, case.panel_id, facts)
    return facts


def age_years(work: Work, case: Case, permission: Permission) -> int | None:
    """Return the completed years of a child's life, as far as both days are known."""
    kept = vault.open_case(work, permission, case.id, case.panel_id)
    if not kept.born_on or not kept.died_on or len(kept.born_on) < 10 or len(kept.died_on) < 10:
        return None
    born, died = date.fromisoformat(kept.born_on), date.fromisoformat(kept.died_on)
    return died.year - born.year - ((died.month, died.day) < (born.month, born.day))
