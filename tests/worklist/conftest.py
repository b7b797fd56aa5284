"""The office's cases over HTTP, said briefly."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from app.cases import service as cases
from app.cases.rules.timeline import Milestone, Timeline
from app.facts import vault as facts
from app.facts.schemas import CodedFacts
from app.kit import Parts
from app.partners.rules import HEREFORDSHIRE_AND_WORCESTERSHIRE as HW
from app.policy import Permission
from app.work import Work
from tests.reviews.opening import TODAY, a_case, office


@dataclass
class Office:
    """The work list over HTTP."""

    client: TestClient
    as_: Callable[..., dict[str, str]]
    parts: Parts

    def get(self, path: str = "", persona: str = "coordinator", **query: Any) -> Any:
        """Ask for a path under /v1/cases."""
        return self.client.get(f"/v1/cases{path}", headers=self.as_(persona), params=query)

    def post(self, path: str, body: Any, persona: str = "coordinator") -> Any:
        """Send to a path under /v1/cases."""
        return self.client.post(f"/v1/cases{path}", headers=self.as_(persona), json=body)

    def case(self, **identity: Any) -> UUID:
        """Open a case."""
        return a_case(self.parts, **identity)

    def correct(self, case_id: UUID, **child: Any) -> Any:
        """Correct who the child was, at the version that is in force."""
        headers = self.as_("coordinator", If_Match=self.get(f"/{case_id}").headers["etag"])
        body = {"child": child, "reason": "The family told us."}
        return self.client.patch(f"/v1/cases/{case_id}", headers=headers, json=body)

    def move(self, case_id: UUID, to: str, reason: str = "", persona: str = "coordinator") -> Any:
        """Ask for another stage."""
        return self.post(f"/{case_id}/stage", {"to": to, "reason": reason}, persona)

    def facts(self, case_id: UUID) -> CodedFacts:
        """What is counted of a case."""
        with self.parts.sessions() as session:
            work = Work(session, office(self.parts), TODAY, "test", self.parts.kit)
            return facts.open_case(work, Permission.CASE_READ, case_id, HW)

    def remember(self, case_id: UUID, change: Callable[[Timeline], Timeline]) -> None:
        """Change what a case remembers."""
        with self.parts.sessions.begin() as session:
            work = Work(session, office(self.parts), TODAY, "test", self.parts.kit)
            cases.change_timeline(work, cases.get_case(work, case_id), change)

    def reach(self, case_id: UUID, *milestones: Milestone) -> None:
        """Let milestones be reached."""
        for milestone in milestones:
            self.remember(case_id, lambda kept, one=milestone: kept.reach(one, TODAY))  # type: ignore[misc]

    def trail(self) -> list[str]:
        """What the trail says was done, the latest first."""
        answer = self.client.get("/v1/audit/events", headers=self.as_("auditor"), params={"limit": 200})
        return [entry["action"] for entry in answer.json()["items"]]


@pytest.fixture
def desk(client: TestClient, as_: Callable[..., dict[str, str]], parts: Parts) -> Office:
    """The office's cases over HTTP."""
    return Office(client, as_, parts)
