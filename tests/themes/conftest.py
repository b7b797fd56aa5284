"""Two panels and the cohort that they share, said briefly."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from fastapi.testclient import TestClient

from app.db.embedded import Urls
from app.identity.actors import Actor, Kind, Seat
from app.identity.personas import PERSONAS
from app.kit import Parts
from app.partners.rules import HEREFORDSHIRE_AND_WORCESTERSHIRE as HW
from app.partners.rules import SHROPSHIRE_TELFORD_AND_WREKIN as STW
from app.themes import members
from app.work import Work
from tests.reviews.opening import TODAY

OURS, THEIRS = "coordinator", "stw-coordinator"
PANEL = {OURS: HW, THEIRS: STW}
FORM = {
    "title": "Sleep",
    "question": "What would have reached these families?",
    "criteria": "Deaths in a sleep setting.",
    "window": {"from": "2024-04-01", "to": "2027-03-31"},
}
CODED = {"sex": "male", "category": "unexplained", "modifiability": "modifiable"}


def a_pack(number: int = 1) -> dict[str, Any]:
    """An anonymised pack as a meeting gets it."""
    return {
        "pseudonym": "7QK-M4",
        "meeting_id": str(uuid4()),
        "version": 2,
        "released_at": "2026-06-20T09:00:00Z",
        "expires_at": "2026-07-20T09:00:00Z",
        "summary": {"age": "5 weeks", "sex": "male", "deprivation_quintile": 1, "period": "2026"},
        "narratives": [{"source": "paramedic", "text": f"Narrative {number}."}],
        "analysis": {"factors": [], "proposed_category": "unexplained"},
    }


@dataclass
class Shared:
    """A themed review over HTTP, and contributions as the room of packs hands them down."""

    client: TestClient
    as_: Callable[..., dict[str, str]]
    parts: Parts
    address: str
    theme: str = ""

    def get(self, persona: str, path: str = "") -> Any:
        """Ask for a path of the theme."""
        return self.client.get(f"/v1/themes/{self.theme}{path}", headers=self.as_(persona))

    def post(self, persona: str, path: str, body: Any = None) -> Any:
        """Send to a path of the theme."""
        return self.client.post(f"/v1/themes/{self.theme}{path}", headers=self.as_(persona), json=body)

    def propose(self, persona: str = OURS, **changes: Any) -> Any:
        """Propose a theme, and remember it."""
        made = self.client.post("/v1/themes", headers=self.as_(persona), json=FORM | changes)
        if made.status_code == 201:
            self.theme = made.json()["id"]
        return made

    def contribute(self, persona: str, pack: Any = None, case: UUID | None = None, **coded: Any) -> str:
        """Hand a pack down to the cohort."""
        who = PERSONAS[persona]
        actor = Actor(who.id, Kind.PERSON, (Seat(who.role, PANEL[persona]),))
        with self.parts.sessions.begin() as session:
            work = Work(session, actor, TODAY, "test", self.parts.kit)
            given = (pack or a_pack(), CODED | coded, case or uuid4())
            return members.receive(work, UUID(self.theme), PANEL[persona], *given)

    def freeze(self, ours: int = 1, theirs: int = 1) -> dict[str, Any]:
        """Freeze the cohort with some contributions of each."""
        for number in range(ours):
            self.contribute(OURS, a_pack(number))
        for number in range(theirs):
            self.contribute(THEIRS, a_pack(100 + number))
        answer = self.post("manager", "/freeze")
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def tamper(self, statement: str) -> None:
        """Write into the database without the service."""
        with psycopg.connect(self.address) as connection:
            connection.execute(statement)


@pytest.fixture
def shared(client: TestClient, as_: Callable[..., dict[str, str]], parts: Parts, database: Urls) -> Shared:
    """Themed reviews over HTTP."""
    return Shared(client, as_, parts, database.superuser.replace("postgresql+psycopg", "postgresql"))


@pytest.fixture
def agreed(shared: Shared) -> Shared:
    """A theme to which both panels have agreed."""
    assert shared.propose().status_code == 201
    assert shared.post(THEIRS, "/agree").json()["state"] == "agreed"
    return shared
