"""Coded facts for the tests of reports, kept through the vault as the rooms below keep them."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session, sessionmaker

from app.facts import vault
from app.facts.schemas import CodedFacts
from app.identity.actors import SYSTEM_ID, Actor, Kind, Role, Seat
from app.kit import Parts
from app.partners.rules import HEREFORDSHIRE_AND_WORCESTERSHIRE as HW
from app.reports.measures.shown import Readers
from app.work import Work

H, W = "herefordshire", "worcestershire"
YEAR = {"from": "2025-04-01", "to": "2026-03-31"}
EVERYONE = Readers((H, W), None, exact=False)
SYSTEM = Actor(SYSTEM_ID, Kind.SYSTEM, (Seat(Role.SYSTEM),))


def a_fact(area: str = H, **changes: Any) -> CodedFacts:
    """One death of the year, not reviewed yet, unless told otherwise."""
    known = {
        "area": area,
        "born_on": "2025-06-01",
        "died_on": "2025-06-11",
        "notified_on": "2025-06-12",
        "sex": "male",
    }
    return CodedFacts.model_validate(known | changes)


def a_review(area: str = H, **changes: Any) -> CodedFacts:
    """One case that the panel completed in the year."""
    known = {"panel_on": "2026-01-20", "category": "perinatal", "modifiability": "none", "stage": "closed"}
    return a_fact(area, **known | changes)


def keep(sessions: sessionmaker[Session], parts: Parts, facts: Iterable[CodedFacts], panel: Any = HW) -> None:
    """Seal facts of a panel, each for a case of its own."""
    with sessions.begin() as session:
        work = Work(session, SYSTEM, datetime.now(UTC), str(uuid4()), parts.kit)
        for each in facts:
            vault.keep(work, uuid4(), panel, each)
